// Real or rehearsed is decided here, once: everywhere else a branch is a branch.

import type { Desk } from "../src/audit/entry.ts";
import { wallClock } from "../src/clock.ts";
import type { Equipment } from "../src/equipment.ts";
import type { Party } from "../src/input/field.ts";
import type { KeypadSettings } from "../src/input/framing.ts";
import type { Keypad } from "../src/input/keypad.ts";
import type { Accredited } from "../src/reliance/accredited.ts";
import type { Settings } from "../src/settings/settings.ts";
import type { PhoneGateway } from "../src/verification/phone.ts";
import type { Gateways } from "./gateways.ts";
import { protocolOf } from "./keypad/framing.ts";
import { serialKeypad } from "./keypad/serial-keypad.ts";
import { simulatedPhone } from "./phone/simulated-phone.ts";
import { wiredPrinter } from "./receipt-printer/wired-printer.ts";
import { trainersCard } from "./rehearsal/trainers-card.ts";
import { configuredCaKeys, customersTokens } from "./token/configured.ts";
import { createSystemDrives } from "./usb-drive/system-drives.ts";

/** The keypads that the settings name: the customer's, and at a desk where tellers work one of their own. */
export function keypadsOf(settings: Settings, desks: readonly Desk[]): readonly Keypad[] {
  const teller = desks.includes("teller") ? settings.tellerKeypad : null;
  return [keypadOf("customer", settings.keypad), keypadOf("teller", teller)].filter((keypad) => keypad !== null);
}

function keypadOf(party: Party, settings: KeypadSettings | null): Keypad | null {
  if (!settings) return null;
  const { place, line, framing, bell } = settings;
  return serialKeypad({ name: party, party, place, line, bell, protocol: () => protocolOf(framing) });
}

/** No gateway is configured: whoever must be called cannot be reached. */
const noGateway: PhoneGateway = {
  call: async () => ({ type: "unreachable" }),
  text: async () => ({ type: "unreachable" }),
};

/**
 * A branch with its real devices. One that is provisioned for acceptance has the training people, a test CA and a simulated
 * phone, so that its keypad and its sticks can be tried before the first customer comes.
 */
export function branchEquipment(
  settings: Settings,
  desk: Desk,
  purpose: "branch" | "acceptance",
  gateways: Gateways,
  accredited: Accredited,
): Equipment {
  const phone = simulatedPhone(wallClock);
  const accepting = purpose === "acceptance";
  return {
    house: {
      name: settings.branch,
      terminal: settings.terminal,
      banner: accepting ? { ko: "검수 - 시험용 인증서만 발급합니다", en: "ACCEPTANCE - test certificates only" } : null,
      card: accepting ? [] : null,
      ticket: settings.ticket,
      desks: [desk],
      begunOn: null,
    },
    purpose: accepting ? "training" : "branch",
    accredited,
    clock: wallClock,
    waitsForClock: () => false,
    drives: createSystemDrives(settings.media),
    keypads: keypadsOf(settings, [desk]),
    tokens: customersTokens(settings),
    printer: settings.printer ? wiredPrinter(settings.printer) : null,
    phone: gateways.phone ?? (accepting ? phone : noGateway),
    watchGateways: gateways.watch,
    connectBank: ({ embedded, remember }) => gateways.bank?.(remember) ?? embedded,
    connectVault: (embedded) => gateways.vault ?? embedded,
    connectCaKeys: (embedded, records) => configuredCaKeys(settings, embedded, records),
    watchPhone: (shown) => (accepting && !gateways.phone ? phone.watch(shown) : () => {}),
    // A kiosk has no keyboard for customers; a teller's stands in for a keypad that the desk does not have.
    terminalRole: (at) => (at === "teller" ? (settings.keypad ? "keyboard" : "both") : "none"),
    card: (locale) => (accepting ? trainersCard(wallClock.now(), locale) : []),
    beginAnew: () => {},
    trainersKey: () => {},
    checkpoint: () => {},
  };
}
