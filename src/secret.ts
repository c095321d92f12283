// Bytes that nobody can print: what a customer or an officer must not see leave the field it was typed in.

/**
 * Holds up to `capacity` bytes outside the garbage collected heap's moving strings. Every road to text
 * (`String`, JSON, `util.inspect`) shows `***`. Read it inside `use`, and end it with `wipe`.
 */
export class Secret {
  readonly #bytes: Uint8Array<SharedArrayBuffer>;
  #length = 0;

  constructor(capacity = 128) {
    this.#bytes = new Uint8Array(new SharedArrayBuffer(capacity));
  }

  /** Takes the bytes over: the source is filled with zeros. */
  static from(bytes: Uint8Array): Secret {
    const secret = new Secret(Math.max(bytes.length, 1));
    secret.#bytes.set(bytes);
    secret.#length = bytes.length;
    bytes.fill(0);
    return secret;
  }

  /** A text known to the program already (training data, tests); a text typed by a person never comes this way. */
  static fromText(text: string): Secret {
    return Secret.from(new TextEncoder().encode(text));
  }

  get length(): number {
    return this.#length;
  }

  /** False when the secret is full: the byte was not taken. */
  push(byte: number): boolean {
    if (this.#length === this.#bytes.length) return false;
    this.#bytes[this.#length++] = byte;
    return true;
  }

  /** Removes the last byte. */
  pop(): void {
    if (this.#length > 0) this.#bytes[--this.#length] = 0;
  }

  /** The only way to read: `read` gets a view that is valid during the call alone and must not be kept. */
  use<T>(read: (bytes: Uint8Array) => T): T {
    return read(this.#bytes.subarray(0, this.#length));
  }

  /** A second holder of the same bytes, with an end of its own. */
  copy(): Secret {
    const twin = new Secret(this.#bytes.length);
    twin.#bytes.set(this.#bytes);
    twin.#length = this.#length;
    return twin;
  }

  /** Compares in time that depends on the lengths alone. */
  equals(other: Secret): boolean {
    return other.use((theirs) => {
      let difference = this.#length ^ theirs.length;
      for (let i = 0; i < this.#length; i++) difference |= (this.#bytes[i] ?? 0) ^ (theirs[i] ?? 0);
      return difference === 0;
    });
  }

  wipe(): void {
    this.#bytes.fill(0);
    this.#length = 0;
  }

  [Symbol.dispose](): void {
    this.wipe();
  }

  toString(): string {
    return "***";
  }

  toJSON(): string {
    return "***";
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return "***";
  }
}
