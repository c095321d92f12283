// The hands and eyes of `changgu play`: one verb of a transcript is one thing that a person does or sees.

import type { RowFields } from "../audit/row-body.ts";
import { isDigit, type Key } from "../input/key.ts";
import { gridPlace } from "../input/password-grid.ts";
import { printerBehaviours } from "../receipt/printer.ts";
import { authorityBehaviours } from "../rehearsal.ts";
import { bankBehaviours, vaultBehaviours } from "../verification/bank-behaviour.ts";
import { type PhoneBehaviour, phoneBehaviours } from "../verification/phone-behaviour.ts";
import { Desks, timeOf } from "./desks.ts";
import { Failed } from "./failed.ts";
import { marksOf, progressOf } from "./goal.ts";
import { keyBytes } from "./keyboard.ts";
import { pathPattern, shows } from "./matching.ts";
import { scenario } from "./scenarios.ts";
import type { Stage, Trainees } from "./stage.ts";
import { duration, type Line } from "./transcript.ts";

const patienceMilliseconds = 5000;

export class Player {
  readonly desks: Desks;
  readonly #trainees: Trainees;
  /** Journal rows that an `audit` line has passed. */
  #heard = 0;
  /** The numbers of the ticket that was kept. */
  #pair: readonly string[] = [];

  constructor(stage: Stage, trainees: Trainees) {
    this.desks = new Desks(stage);
    this.#trainees = trainees;
  }

  /** Where it stands now: a line may have gone to another desk. */
  get stage(): Stage {
    return this.desks.here();
  }

  async play(line: Line): Promise<void> {
    switch (line.verb) {
      case "mode":
      case "clock":
      case "size":
      case "scenario":
      case "setting":
      case "never":
        return;
      case "desk":
        return this.desks.go(line);
      case "key":
        return this.#keys(line.words);
      case "type":
        return this.#typed(line.words);
      case "secret":
        return this.#secret(line.words.join(" "));
      case "otp":
        return this.#otp(line);
      case "card":
        return this.#card(line);
      case "ticket":
        return this.#ticket(line.words[0] ?? "");
      case "phone":
        return this.#phone(line.words[0] ?? "");
      case "bank":
        return this.stage.bank(behaviourOf(line, bankBehaviours));
      case "vault":
        return this.stage.vault(behaviourOf(line, vaultBehaviours));
      case "authority":
        await this.stage.authority(behaviourOf(line, authorityBehaviours));
        return this.stage.settled();
      case "insert":
        return this.#insert(line);
      case "pull":
        await this.stage.pull(line.words[0] ?? "", line.options.while === "writing");
        return this.stage.settled();
      case "unplug":
      case "plug":
        await this.stage.plugKeypad(line.verb === "plug");
        return this.stage.settled();
      case "tamper":
        await this.stage.tamperKeypad();
        return this.stage.settled();
      case "wait":
        return this.#wait(line.words[0] ?? "");
      case "kill":
        return this.stage.killAt(line.options.at ?? "");
      case "see":
        return this.#see(line.words.join(" "), true);
      case "gone":
        return this.#see(line.words.join(" "), false);
      case "audit":
        return this.#audit(line);
      case "books":
        return this.#books();
      case "goal":
        return this.#goal(line.words[0] ?? "");
      case "file":
        return this.#file(line);
      case "printer":
        await this.stage.printer(behaviourOf(line, printerBehaviours));
        return this.stage.settled();
      case "receipt":
        return this.#receipt(line);
    }
  }

  async #keys(words: readonly string[]): Promise<void> {
    for (const word of words) {
      if (!isKey(word)) throw new Failed(`no key "${word}"`);
      await this.stage.press(word);
      await this.stage.settled();
    }
  }

  /** A text, and then keys by their names: `type "100001" enter`, `type "" f2`. */
  async #typed([text = "", ...keys]: readonly string[]): Promise<void> {
    for (const key of keys)
      if (!(key in keyBytes)) throw new Failed(`no key "${key}"; a keyboard has ${Object.keys(keyBytes).join(", ")}`);
    for (const sent of [text, ...keys.map((key) => keyBytes[key] ?? "")]) {
      if (sent !== "") await this.stage.type(sent);
      await this.stage.settled();
    }
  }

  /** By whatever means the desk offers: a teller's desk has a keyboard, a kiosk digits and the password grid. */
  async #secret(text: string): Promise<void> {
    if (this.stage.desk === "teller") return this.#typed([text]);
    for (const character of text) {
      const place = /^\d+$/.test(text) ? [character] : gridPlace(character.charCodeAt(0))?.map(String);
      if (!place) throw new Failed(`"${character}" is not on the password grid`);
      await this.#keys(place);
    }
  }

  async #otp(line: Line): Promise<void> {
    const drift = duration(line.options.drift ?? "0s") ?? 0;
    const at = new Date((await this.stage.now()).getTime() + drift);
    const code = this.#trainees.otp(line.words[0] ?? "", at, Number(line.options.pressed ?? 0));
    if (!code) throw new Failed(`${line.words[0]} has no token`);
    await this.#digits(
      line.words[1] === "wrong" ? String((Number(code) + 1) % 10 ** code.length).padStart(code.length, "0") : code,
    );
    return this.#keys(["enter"]);
  }

  /** Answers the challenge on the screen: two cell numbers in brackets, `[08]` and `[35]`. */
  async #card(line: Line): Promise<void> {
    const card = this.#trainees.card(line.words[0] ?? "");
    if (!card) throw new Failed(`${line.words[0]} has no security card`);
    await this.#digits(card.serial.slice(-4));
    await this.#keys(["enter"]);
    const brackets = this.stage
      .screen()
      .join(" ")
      .matchAll(/\[(\d\d)\]/g);
    const cells = new Set([...brackets].map((match) => Number(match[1])));
    const [first, second] = cells;
    if (first === undefined || second === undefined) throw new Failed("no challenge is on the screen", "not-shown");
    const wrong = line.words[1] === "wrong";
    const half = card.cell(first).slice(0, 2);
    await this.#digits(wrong ? String((Number(half) + 1) % 100).padStart(2, "0") : half);
    await this.#keys(["enter"]);
    await this.#digits(card.cell(second).slice(2));
    return this.#keys(["enter"]);
  }

  /** `keep` notes the pair that the screen shows; without a word it is typed, `wrong` with a slip in the code. */
  async #ticket(word: string): Promise<void> {
    if (word === "keep") {
      const shown = this.stage.screen().join("\n");
      const [reference = "", code = ""] = [...shown.matchAll(/ (\d{4}(?: \d{1,4})+)\s*$/gm)].map(
        ([, digits = ""]) => digits,
      );
      if (code === "") throw new Failed("no ticket is on the screen", "not-shown");
      this.#pair = [reference, code].map((digits) => digits.replaceAll(" ", ""));
      return;
    }
    const [reference, code] = this.#pair;
    if (!reference || !code) throw new Failed("no ticket was kept", "not-shown");
    const last = Number(code.slice(-1));
    await this.#digits(reference);
    await this.#keys(["enter"]);
    await this.#digits(word === "wrong" ? code.slice(0, -1) + ((last + 1) % 10) : code);
    return this.#keys(["enter"]);
  }

  #digits(digits: string): Promise<void> {
    return this.#keys([...digits]);
  }

  async #phone(word: string): Promise<void> {
    if (isBehaviour(word)) return this.stage.behave(word);
    if (word !== "code") throw new Failed(`a phone ${phoneBehaviours.join(", ")}, or shows its code`);
    const code = await this.stage.phoneCode();
    if (!code) throw new Failed("the phone shows no code", "not-shown");
    await this.#digits(code);
    return this.#keys(["enter"]);
  }

  async #insert(line: Line): Promise<void> {
    const [drive = "", ...flags] = line.words;
    await this.stage.insert(drive, { ...line.options, ...Object.fromEntries(flags.map((flag) => [flag, true])) });
    return this.stage.settled();
  }

  async #wait(text: string): Promise<void> {
    await this.stage.elapse(timeOf(text));
    return this.stage.settled();
  }

  async #see(text: string, wanted: boolean): Promise<void> {
    const until = performance.now() + patienceMilliseconds;
    while (shows(this.stage.screen(), text) !== wanted) {
      if (performance.now() > until)
        throw new Failed(wanted ? `"${text}" is not on the screen` : `"${text}" is still on the screen`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async #audit(line: Line): Promise<void> {
    await this.stage.settled();
    const [event = ""] = line.words;
    const rows = this.stage.journal();
    const matches = (row: RowFields): boolean =>
      row.event === event && Object.entries(line.options).every(([key, value]) => String(row[key]) === value);
    const found = rows.findIndex((row, index) => index >= this.#heard && matches(row));
    if (found < 0) {
      const last = rows
        .slice(-8)
        .map((row) => JSON.stringify(row))
        .join("\n  ");
      throw new Failed(`the journal has no such entry from row ${this.#heard} on; its last ones:\n  ${last}`);
    }
    this.#heard = found + 1;
  }

  /** Journal, certificates and fees agree with each other. */
  async #books(): Promise<void> {
    await this.stage.settled();
    const why = this.stage.disagreement();
    if (why) throw new Failed(`the books do not agree: ${why}`);
  }

  /** Whether the scenario that is played has come to its end: `goal wrong-passwords`. */
  async #goal(id: string): Promise<void> {
    await this.stage.settled();
    const what = scenario(id);
    if (!what) throw new Failed(`no scenario "${id}"`);
    const rows = this.stage.journal();
    const opened = rows.findIndex(({ event }) => event === "desk-opened");
    const come = progressOf(what, rows.slice(opened));
    const missed = marksOf(what)[come];
    if (missed) throw new Failed(`the goal still wants ${JSON.stringify(missed)}`);
  }

  /** On the last slip, or `absent` from every slip. */
  async #receipt(line: Line): Promise<void> {
    await this.stage.settled();
    const [text = "", absent] = line.words;
    const slips = this.stage.slips();
    const found = absent === "absent" ? slips.some((slip) => shows(slip.split("\n"), text)) : null;
    if (found) throw new Failed(`"${text}" was printed`);
    if (absent !== "absent" && !shows((slips.at(-1) ?? "").split("\n"), text))
      throw new Failed(`"${text}" is not on the last of ${slips.length} slips:\n${slips.at(-1) ?? ""}`);
  }

  async #file(line: Line): Promise<void> {
    const [drive = "", glob = ""] = line.words;
    const pattern = pathPattern(glob);
    const files = this.stage.files(drive);
    const found = files.some((name) => pattern.test(name.normalize("NFC")));
    if (found !== (line.words[2] !== "absent")) throw new Failed(`${drive} holds ${files.join(", ") || "no files"}`);
  }
}

function behaviourOf<B extends string>({ verb, words: [word] }: Line, behaviours: readonly B[]): B {
  const behaviour = behaviours.find((each) => each === word);
  if (!behaviour) throw new Failed(`a ${verb} ${behaviours.join(", ")}`);
  return behaviour;
}

function isKey(word: string): word is Key {
  return isDigit(word) || ["enter", "clear", "backspace", "cancel", "up", "down", "help"].includes(word);
}

function isBehaviour(word: string): word is PhoneBehaviour {
  return (phoneBehaviours as readonly string[]).includes(word);
}
