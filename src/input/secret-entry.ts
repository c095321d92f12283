// Typing into a secret field: bytes go into the Secret, and only lengths come out.

import type { Secret } from "../secret.ts";
import type { Field } from "./field.ts";
import { isDigit, type Key } from "./key.ts";
import { gridCharacter } from "./password-grid.ts";

export type SecretField = Extract<Field, { readonly type: "secret" }>;

/** What the ceremony hears of a press: the new length, a key that is not for the field, or nothing. */
export type SecretReport =
  | { readonly type: "typed"; readonly length: number; readonly half: boolean }
  | { readonly type: "key"; readonly key: Key }
  /** Enter on a field that holds too little yet. */
  | { readonly type: "short" }
  | { readonly type: "dead" };

const dead: SecretReport = { type: "dead" };

export class SecretEntry {
  readonly field: SecretField;
  readonly #secret: Secret;
  /** The row of the password grid whose column is still to come. */
  #row: number | null = null;

  constructor(field: SecretField, secret: Secret) {
    this.field = field;
    this.#secret = secret;
  }

  /** A key of a pad. At the maximum digits go dead; enter below the minimum enters nothing (XFS4IoT Keyboard). */
  press(key: Key): SecretReport {
    if (isDigit(key))
      return this.field.characters === "digits" ? this.take(key.charCodeAt(0)) : this.#grid(Number(key));
    switch (key) {
      case "backspace":
        return this.#remove();
      case "clear":
        return this.#clear(key);
      case "enter":
        return this.#secret.length >= this.field.minimum && this.#row === null
          ? { type: "key", key }
          : { type: "short" };
      default:
        return { type: "key", key };
    }
  }

  /** A character of a keyboard, as a printable ASCII byte. */
  take(byte: number): SecretReport {
    if (this.field.characters === "digits" && (byte < 0x30 || byte > 0x39)) return dead;
    if (byte < 0x21 || byte > 0x7e || this.#secret.length >= this.field.maximum) return dead;
    this.#secret.push(byte);
    this.#row = null;
    return this.#typed();
  }

  /** Two presses a character: the row, then the column. */
  #grid(digit: number): SecretReport {
    if (this.#row === null) {
      this.#row = digit;
      return this.#typed();
    }
    const byte = gridCharacter(this.#row, digit);
    this.#row = null;
    return byte === null ? this.#typed() : this.take(byte);
  }

  #remove(): SecretReport {
    if (this.#row === null) this.#secret.pop();
    this.#row = null;
    return this.#typed();
  }

  /** Empties the field, whatever it takes. */
  wipe(): SecretReport {
    if (this.#secret.length === 0 && this.#row === null) return dead;
    this.#secret.wipe();
    this.#row = null;
    return this.#typed();
  }

  /** Corrects: all digits of a short field, the last character of a password; on an empty field it opens the menu. */
  #clear(key: Key): SecretReport {
    if (this.#secret.length === 0 && this.#row === null) return { type: "key", key };
    if (this.field.characters === "password") return this.#remove();
    return this.wipe();
  }

  #typed(): SecretReport {
    return { type: "typed", length: this.#secret.length, half: this.#row !== null };
  }
}
