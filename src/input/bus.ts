// One bus for every hand: keypads and terminal come in, the ceremony's input events go out, secrets stay behind.

import { Secret } from "../secret.ts";
import type { Field, Party, SecretName } from "./field.ts";
import { isDigit, type Key } from "./key.ts";
import { SecretEntry, type SecretReport } from "./secret-entry.ts";
import type { Token } from "./tokenizer.ts";

/** What the terminal's keyboard stands for: a teller's keyboard, a customer's keypad, both, or nothing at all. */
export type TerminalRole = "keyboard" | "keypad" | "both" | "none";

export type Input =
  | { readonly type: "pressed"; readonly key: Key }
  | { readonly type: "wrote"; readonly character: string }
  | { readonly type: "secret-typed"; readonly length: number; readonly half: boolean }
  /** Enter on a secret field that holds too little yet. */
  | { readonly type: "field-short" }
  /** A letter that no certificate password may hold: the keyboard is set to Hangul. */
  | { readonly type: "hangul-typed" }
  | { readonly type: "language-toggled" }
  | { readonly type: "contrast-toggled" }
  | { readonly type: "card-toggled" };

/** What only the program itself answers to. */
export type Command = "repaint" | "leave" | TrainersKey;

/** What a trainer does to simulated devices with one key; a real branch answers to none of them. */
export type TrainersKey = "stick-0" | "stick-1" | "next-stick" | "phone" | "keypad" | "token" | "printer";

export type BusOwner = {
  role(): TerminalRole;
  /** Whether the page takes presses from these hands now. */
  takesFrom(party: Party): boolean;
  event(input: Input): void;
  command(command: Command): void;
};

const keyOfToken: Readonly<Record<string, Key>> = {
  enter: "enter",
  backspace: "backspace",
  delete: "clear",
  escape: "cancel",
  up: "up",
  down: "down",
  "page-up": "up",
  "page-down": "down",
};

const toggleOfToken: Readonly<Record<string, Input>> = {
  f1: { type: "card-toggled" },
  f2: { type: "language-toggled" },
  f4: { type: "contrast-toggled" },
};

const commandOfToken: Readonly<Record<string, Command>> = {
  f3: "repaint",
  "ctrl-l": "repaint",
  "ctrl-c": "leave",
  f5: "stick-0",
  f6: "stick-1",
  f7: "phone",
  f8: "keypad",
  f10: "printer",
  f9: "token",
  f12: "next-stick",
};

export class Bus {
  readonly #owner: BusOwner;
  readonly #secrets = new Map<SecretName, Secret>();
  #field: Field | null = null;
  #entry: SecretEntry | null = null;
  #covered = false;

  constructor(owner: BusOwner) {
    this.#owner = owner;
  }

  /**
   * The field that the page has open now; a secret field begins empty, whatever was pressed before it opened.
   * While a question covers the page, presses answer the question and the field keeps what it has.
   */
  open(field: Field | null, covered: boolean): void {
    this.#covered = covered;
    if (field?.type === "secret" && this.#field?.type === "secret" && field.name === this.#field.name) return;
    this.#field = field;
    this.#entry = field?.type === "secret" ? new SecretEntry(field, this.#renew(field.name)) : null;
  }

  #renew(name: SecretName): Secret {
    this.#secrets.get(name)?.wipe();
    const secret = new Secret(64);
    this.#secrets.set(name, secret);
    return secret;
  }

  /** What was typed into a field; empty when nothing was. */
  secret(name: SecretName): Secret {
    return this.#secrets.get(name) ?? new Secret(1);
  }

  /** Wipes all secrets but those named. */
  forget(held: readonly SecretName[]): void {
    for (const [name, secret] of this.#secrets) {
      if (held.includes(name)) continue;
      secret.wipe();
      this.#secrets.delete(name);
    }
  }

  /** A key of a keypad, the customer's or the teller's. */
  pressed(key: Key, party: Party): void {
    if (!this.#owner.takesFrom(party) || (party === "teller" && this.#isCustomersPad())) return;
    this.#press(key);
  }

  /** A token of the terminal, which is whatever `role` says. */
  typed(token: Token): void {
    const command = token.type === "key" ? commandOfToken[token.key] : undefined;
    const toggle = token.type === "key" ? toggleOfToken[token.key] : undefined;
    if (command) this.#owner.command(command);
    else if (toggle) this.#owner.event(toggle);
    else this.#typedByHand(token, this.#owner.role());
  }

  #typedByHand(token: Token, role: TerminalRole): void {
    if (role === "none" || !this.#owner.takesFrom(role === "keypad" ? "customer" : "teller")) return;
    if (role === "keyboard" && this.#isCustomersPad()) return;
    const key = token.type === "key" ? keyOfToken[token.key] : undefined;
    if (key) this.#press(key);
    else if (token.type === "character") this.#character(token.codePoint, role);
  }

  /** The customer's digits come from the customer's keypad; a password may come from the teller's keyboard too. */
  #isCustomersPad(): boolean {
    return this.#field?.by === "customer" && !this.#isPassword();
  }

  #isPassword(): boolean {
    return this.#field?.type === "secret" && this.#field.characters === "password";
  }

  #character(codePoint: number, role: TerminalRole): void {
    const written = !this.#covered && role !== "keypad";
    const key = padKey(codePoint);
    if (written && this.#entry && this.#isPassword()) {
      if (codePoint > 0x7e) this.#owner.event({ type: "hangul-typed" });
      else this.#report(this.#entry.take(codePoint));
    } else if (written && this.#field?.type === "text") {
      this.#owner.event({ type: "wrote", character: String.fromCodePoint(codePoint) });
    } else if (key) {
      this.#press(key);
    }
  }

  #press(key: Key): void {
    const entry = this.#covered ? null : this.#entry;
    // Whatever is answered to the question that cancel asks, what was typed is gone (XFS4IoT Keyboard).
    if (entry && key === "cancel") this.#report(entry.wipe());
    if (entry) this.#report(entry.press(key));
    else this.#owner.event({ type: "pressed", key });
  }

  #report(report: SecretReport): void {
    if (report.type === "typed") this.#owner.event({ type: "secret-typed", length: report.length, half: report.half });
    else if (report.type === "short") this.#owner.event({ type: "field-short" });
    else if (report.type === "key") this.#owner.event({ type: "pressed", key: report.key });
  }
}

/** The characters of a keyboard that stand for a pad's keys. */
function padKey(codePoint: number): Key | null {
  const character = String.fromCodePoint(codePoint) as Key;
  if (isDigit(character)) return character;
  if (codePoint === 0x2a) return "clear";
  return codePoint === 0x23 ? "enter" : null;
}
