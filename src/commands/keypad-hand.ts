// Whoever holds the pad of `changgu keypad`: what is pressed, and what goes wrong on purpose.

import type { Key } from "../input/key.ts";
import { type PadFault, type PadLine, whyNot } from "./keypad.ts";
import type { PadView } from "./keypad-picture.ts";

export type PadAct = Key | PadFault | "stuck" | "unplug" | "plug" | "tamper" | "language" | "sound";

const repeatMilliseconds = 120;

export class Hand {
  readonly #line: PadLine;
  #presses = 0;
  #armed: PadView["armed"] = null;
  #locale: PadView["locale"] = "ko";
  #silent = false;
  #trouble: PadView["trouble"] = null;
  #repeating: NodeJS.Timeout | null = null;

  constructor(line: PadLine) {
    this.#line = line;
  }

  view(): PadView {
    const { path, framing } = this.#line;
    const spoken = framing === "ascii" ? "" : `CHANGGU_KEYPAD_FRAMING=${framing} `;
    return {
      locale: this.#locale,
      framing,
      start: `CHANGGU_KEYPAD=${path} ${spoken}npm start`,
      plugged: this.#line.plugged(),
      presses: this.#presses,
      armed: this.#armed,
      stuck: this.#repeating !== null,
      trouble: this.#trouble,
    };
  }

  /** True when it is heard: every key sounds the same, so that a tone tells nobody which it was. */
  does(act: PadAct): boolean {
    this.#trouble = null;
    switch (act) {
      case "unplug":
        this.letGo();
        this.#line.unplug();
        return false;
      case "plug": {
        const why = whyNot(this.#line.plug(), this.#line.path);
        this.#trouble = why === null ? null : { said: why };
        return false;
      }
      case "language":
        this.#locale = this.#locale === "ko" ? "en" : "ko";
        return false;
      case "sound":
        this.#silent = !this.#silent;
        return false;
      case "tamper":
        if (this.#line.plugged() && !this.#line.send("tamper")) this.#trouble = "no-signal";
        return false;
      case "drop":
      case "wrong-check":
      case "double":
      case "stuck":
        this.#arm(act);
        return false;
      default:
        return this.#press(act) && !this.#silent;
    }
  }

  letGo(): void {
    if (this.#repeating) clearInterval(this.#repeating);
    this.#repeating = null;
  }

  /** The same fault again takes it back; a key that is stuck is let go. */
  #arm(fault: NonNullable<PadView["armed"]>): void {
    const wasStuck = this.#repeating !== null;
    this.letGo();
    if (fault === "wrong-check" && !this.#line.hasCheck) this.#trouble = "no-check";
    else this.#armed = this.#armed === fault || (wasStuck && fault === "stuck") ? null : fault;
  }

  #press(key: Key): boolean {
    this.letGo();
    if (!this.#line.plugged()) return false;
    const fault = this.#armed;
    this.#armed = null;
    if (!this.#line.send(key, fault === "stuck" ? null : fault)) {
      this.#trouble = "no-signal";
      return false;
    }
    this.#presses++;
    if (fault === "stuck") this.#repeating = setInterval(() => this.#line.send(key), repeatMilliseconds);
    return true;
  }
}
