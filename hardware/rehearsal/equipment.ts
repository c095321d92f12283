// A rehearsed branch: the same equipment as a real one, with simulated devices and what a player's hands do to them.

import type { Desk } from "../../src/audit/entry.ts";
import type { House } from "../../src/ceremony/state.ts";
import type { Clock } from "../../src/clock.ts";
import type { Equipment } from "../../src/equipment.ts";
import type { TrainersKey } from "../../src/input/bus.ts";
import type { Keypad } from "../../src/input/keypad.ts";
import type { Rehearsal, StickOptions } from "../../src/rehearsal.ts";
import type { AccreditedSettings } from "../../src/settings/accredited.ts";
import { type PhoneBehaviour, phoneBehaviours } from "../../src/verification/phone-behaviour.ts";
import { simulatedCas } from "../accredited/simulated-cas.ts";
import { otherStickNames } from "../accredited/training-sticks.ts";
import { rehearsedBank } from "../bank/rehearsed-bank.ts";
import { simulatedKeypad } from "../keypad/simulated-keypad.ts";
import { simulatedPhone } from "../phone/simulated-phone.ts";
import { type SimulatedPrinter, simulatedPrinter } from "../receipt-printer/simulated-printer.ts";
import { rehearsedAuthority } from "../token/rehearsed-authority.ts";
import { type SimulatedTokenOptions, type SimulatedTokens, simulatedTokens } from "../token/simulated-tokens.ts";
import { createSimulatedDrives, type InsertOptions, type SimulatedDrives } from "../usb-drive/simulated-drives.ts";
import { rehearsedVault } from "../vault/rehearsed-vault.ts";
import { deviceClock } from "./clock.ts";
import { trainersCard } from "./trainers-card.ts";

export type RehearsedOptions = {
  /** The folder of the simulated sticks. */
  readonly sticks: string;
  /** The folder of the training CAs that imitate other institutions'. */
  readonly accredited: string;
  /** What is taken of other institutions, and what becomes of it where nobody can tell. */
  readonly settings: Pick<AccreditedSettings, "policies" | "unanswered">;
  /** The folder in which slips are printed. */
  readonly slips: string;
  readonly terminal: string;
  readonly ticket: House["ticket"];
  readonly desks: readonly Desk[];
  /** The day of its beginning, where that was an earlier one. */
  readonly begunOn: House["begunOn"];
  beginAnew(): void;
  readonly clock: Clock;
  /** Moves the clock; null where it is the wall's. */
  readonly elapse: ((milliseconds: number) => Promise<void>) | null;
  /** On serial lines, beside the simulated one. */
  readonly keypads: readonly Keypad[];
};

export type Rehearsed = {
  readonly equipment: Equipment;
  readonly rehearsal: Rehearsal;
  readonly drives: SimulatedDrives;
};

export function rehearsedEquipment(options: RehearsedOptions): Rehearsed {
  const { clock } = options;
  const patient = deviceClock(clock);
  const drives = createSimulatedDrives({ directory: options.sticks, clock: patient });
  const tokens = simulatedTokens(patient);
  const keypad = simulatedKeypad();
  const phone = simulatedPhone(patient);
  const printer = simulatedPrinter(options.slips);
  const bank = rehearsedBank();
  const vault = rehearsedVault();
  const authority = rehearsedAuthority(patient);
  const accredited = simulatedCas({ ...options, folder: options.accredited });
  let deadly: string | null = null;
  let plugged = true;
  const plugKeypad = async (next: boolean): Promise<void> => {
    plugged = next;
    if (next) keypad.plug();
    else keypad.unplug();
  };
  const rehearsal: Rehearsal = {
    now: async () => clock.now(),
    elapse: (milliseconds) => elapsed(options, milliseconds),
    press: async (key) => keypad.press(key),
    plugKeypad,
    tamperKeypad: async () => keypad.tamper(),
    async insert(name, flags) {
      if (isToken(name)) return tokens.insert(name, tokenOptions(flags));
      await accredited.prepareStick(name);
      await drives.insert(name, insertOptions(flags));
    },
    async pull(name, whileWriting) {
      if (isToken(name)) tokens.pull(name);
      else await drives.pull(name, { whileWriting });
    },
    printer: async (behaviour) => printer.behave(behaviour),
    behave: async (behaviour) => phone.behave(behaviour),
    bank: async (behaviour) => bank.behave(behaviour),
    vault: async (behaviour) => vault.behave(behaviour),
    authority: async (behaviour) => authority.behave(behaviour),
    phoneCode: async () => phone.lastCode(),
    killAt: async (point) => {
      deadly = point;
    },
  };
  const equipment: Equipment = {
    house: houseOf(options),
    purpose: "training",
    accredited,
    clock,
    waitsForClock: () => patient.awaited(),
    drives,
    keypads: [keypad, ...options.keypads],
    tokens,
    phone,
    printer,
    beginAnew: () => options.beginAnew(),
    watchGateways: () => () => {},
    connectBank: ({ embedded }) => bank.connect(embedded),
    connectVault: (embedded) => vault.connect(embedded),
    connectCaKeys: (embedded) => authority.connect(embedded),
    watchPhone: (shown) => phone.watch(shown),
    // The terminal's keys are the keypad that F8 unplugs.
    terminalRole: (desk) => {
      if (desk === "kiosk") return plugged ? "keypad" : "none";
      return plugged ? "both" : "keyboard";
    },
    card: (locale) => trainersCard(clock.now(), locale),
    trainersKey: (key) => trainersKey(key, rehearsal, drives, tokens, printer, phone.behaviour(), plugged),
    checkpoint: (point) => {
      if (point === deadly) process.kill(process.pid, "SIGKILL");
    },
  };
  return { equipment, rehearsal, drives };
}

function houseOf({ terminal, ticket, desks, begunOn }: RehearsedOptions): House {
  return {
    name: { ko: "우체국 훈련지점", en: "Post Office Training Branch" },
    terminal,
    banner: {
      ko: "훈련 - 시험용 인증서만 (F1 카드)",
      en: "TRAINING - test only (F1 card)",
    },
    card: [],
    ticket,
    desks,
    begunOn,
  };
}

async function elapsed({ elapse }: RehearsedOptions, milliseconds: number): Promise<void> {
  if (!elapse) throw new Error("the clock of this rehearsal is the wall's");
  await elapse(milliseconds);
}

/** `insert token0` is a security token, any other name a stick. */
function isToken(name: string): boolean {
  return name.startsWith("token");
}

function tokenOptions(flags: StickOptions): SimulatedTokenOptions {
  const pulled = flags["pulled-at"];
  return {
    ...(flags.locked && { locked: true }),
    ...(flags.full && { full: true }),
    ...(flags.slow && { slow: true }),
    ...((pulled === "key" || pulled === "store" || pulled === "proof") && { pulledAt: pulled }),
  };
}

function insertOptions(flags: StickOptions): InsertOptions {
  const failsAt = flags["fails-at"];
  return {
    ...(flags.readonly && { readonly: true }),
    ...(flags.full && { full: true }),
    ...(flags.fake && { fake: true }),
    ...(flags.slow && { slow: true }),
    ...(flags.dies && { dies: true }),
    ...(typeof failsAt === "string" && { failsAt: Number(failsAt) }),
    ...(typeof flags.from === "string" && { from: flags.from }),
  };
}

/**
 * F5 and F6 insert and pull the two empty sticks; F7 lets the customer answer differently; F8 pulls the keypad's cable; F9
 * inserts and pulls a security token; F10 takes the printer's paper out or puts
 * a roll in; F12 has one stick after the other that somebody brings along.
 */
function trainersKey(
  key: TrainersKey,
  rehearsal: Rehearsal,
  drives: SimulatedDrives,
  tokens: SimulatedTokens,
  printer: SimulatedPrinter,
  behaviour: PhoneBehaviour,
  plugged: boolean,
): void {
  switch (key) {
    case "stick-0":
    case "stick-1":
      void toggleStick(rehearsal, drives, key === "stick-0" ? "usb0" : "usb1");
      return;
    case "next-stick":
      // One after the other: a stick may have to be made first, and a hand is quicker.
      moving = moving.then(() => nextStick(rehearsal, drives));
      return;
    case "phone":
      void rehearsal.behave(
        phoneBehaviours[(phoneBehaviours.indexOf(behaviour) + 1) % phoneBehaviours.length] ?? "answers",
      );
      return;
    case "token":
      void (tokens.list().length > 0 ? rehearsal.pull("token0", false) : rehearsal.insert("token0", {}));
      return;
    case "printer":
      void rehearsal.printer(printer.behaviour() === "on" ? "paper-out" : "on");
      return;
    case "keypad":
      void rehearsal.plugKeypad(!plugged);
      return;
  }
}

let moving: Promise<void> = Promise.resolve();

/** The customers' own, then those of other institutions, which are made when they go in. Behind the last one none is in. */
async function nextStick(rehearsal: Rehearsal, drives: SimulatedDrives): Promise<void> {
  const others = otherStickNames();
  const own = (await drives.names()).filter((name) => !/^usb\d$/.test(name) && !others.includes(name));
  const brought = [...own, ...others];
  const isIn = (await drives.list()).find(({ label }) => brought.includes(label))?.label;
  if (isIn) await rehearsal.pull(isIn, false);
  const next = brought[isIn ? brought.indexOf(isIn) + 1 : 0];
  if (next) await rehearsal.insert(next, {});
}

async function toggleStick(rehearsal: Rehearsal, drives: SimulatedDrives, name: string): Promise<void> {
  if (drives.isIn(name)) await rehearsal.pull(name, false);
  else await rehearsal.insert(name, {});
}
