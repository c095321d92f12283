// A line of a transcript that does not hold, and why.

export class Failed {
  readonly why: string;
  constructor(why: string) {
    this.why = why;
  }
}
