// A line of a transcript that does not hold, and why.

/** `not-shown`: the line may be played, and what it answers is not on the screen. */
export class Failed {
  readonly why: string;
  readonly kind: "wrong" | "not-shown";
  constructor(why: string, kind: Failed["kind"] = "wrong") {
    this.why = why;
    this.kind = kind;
  }
}
