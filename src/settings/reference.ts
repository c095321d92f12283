// What each setting is for, as `changgu settings` prints it; a test holds the rows against what the file may hold.

import { defaultSettings } from "./settings.ts";

export type SettingRow = {
  /** Its path in the file: `keypad.baudRate`. Those of `keypad` are `tellerKeypad`'s too. */
  readonly key: string;
  /** Which values it takes. */
  readonly takes: string;
  readonly meaning: string;
  /** As JSON, where nothing is set; null: nothing is there then. */
  readonly otherwise: string | null;
};

type Row = readonly [key: string, takes: string, meaning: string, otherwise?: unknown];

const limit = "1 to 100";
const url = "https://…, or http:// on this machine";
const keyFile = "a file of mode 0600";

const rows: readonly Row[] = [
  ["terminal", "text", "this terminal's name: on every row of the journal and every slip"],
  [
    "terminals",
    '{"T-0002": {…}, …}',
    "the keypad, tellerKeypad, token, printer and media of other terminals of this home, each by its name",
  ],
  ["branch.ko", "text", "the branch's name in Korean"],
  ["branch.en", "text", "the branch's name in English"],
  ["keypad.path", "a device", "where the customer's keypad is; or instead of it keypad.usb"],
  [
    "keypad.usb",
    "VVVV:PPPP[:SERIAL]",
    "the keypad's USB identity, by which it is found whatever its device is called today",
  ],
  ["keypad.baudRate", "300 to 115200", "the speed of its line", 9600],
  ["keypad.dataBits", "7, 8", "bits a character", 8],
  ["keypad.parity", "none, even, odd", "the parity bit", "none"],
  ["keypad.stopBits", "1, 2", "stop bits", 1],
  ["keypad.bell", "true, false", "BEL sounds a tone on it", false],
  [
    "keypad.framing",
    "ascii, stx-etx, enq-ack",
    "a byte a key, frames, or frames under link control (ISO 1745, also called VISA)",
    "ascii",
  ],
  [
    "keypad.check",
    "none, lrc, lrc-with-stx, sum8",
    "the check of a frame; enq-ack takes lrc where nothing is set",
    "none",
  ],
  ["keypad.sends", "keys, entries", "entries: a frame ends as its Enter key did", "keys"],
  ["keypad.reply", "none, ack-nak", "what stx-etx frames are answered with", "none"],
  ["keypad.before", "text", 'sent when the line opens: "\\u001bM"', ""],
  ["keypad.after", "text", "sent after each frame", ""],
  ["keypad.keys", "an object", 'what its characters mean, over the usual: {"A": "up", "#": null, "T": "tamper"}', {}],
  ["keypad.sevenBits", "true, false", "the eighth bit is parity", false],
  ["tellerKeypad", "as keypad", "a keypad of the teller's own, beside the keyboard"],
  ["token.module", "a whole path", "the PKCS#11 module of the customers' security tokens"],
  [
    "authority.token.module",
    "a whole path",
    "the PKCS#11 module of the token with the CAs' keys; in the books without it",
  ],
  ["authority.token.label", "text", "which token; or instead of it authority.token.serial"],
  ["authority.token.serial", "text", "its serial number, which no other token has"],
  ["authority.token.pinFile", keyFile, "its PIN, the first line"],
  ["printer.serial", "a device", "a receipt printer on a serial line; or instead printer.node or printer.host"],
  ["printer.baudRate", "1200 to 115200", "the speed of its line", 19200],
  ["printer.flow", "rts-cts, none", "none: its cable has no RTS and CTS", "rts-cts"],
  ["printer.node", "a device", "a receipt printer at a node of the system: /dev/usb/lp0"],
  ["printer.host", "a name or an address", "a receipt printer in the network"],
  ["printer.port", "1 to 65535", "its port", 9100],
  ["printer.commands", "escpos, epson, citizen, starmbcs2, …", "which commands it knows", "escpos"],
  ["printer.columns", "32 to 96", "characters a line: 32 on paper of 58 mm, 42 or 48 on 80 mm", 42],
  ["printer.status", "dle-eot, asb, none", "how it is asked for its paper: Star's by asb (their default)", "dle-eot"],
  ["media.allowDevices", "a list", "disks that are customers' sticks though they do not look removable"],
  [
    "media.ports",
    "a list",
    "the USB ports whose sticks are this terminal's, as changgu doctor names them, hubs with all behind them; every port without it",
  ],
  ["media.mount", "udisks, none", "none: the system mounts sticks by itself"],
  ["gateways.phone.url", url, "calls, codes and notices; nobody can be called without it"],
  ["gateways.phone.keyFile", keyFile, "the key that both sides have"],
  ["gateways.bank.url", url, "customers and accounts; the branch's own books without it"],
  ["gateways.bank.keyFile", keyFile, "the key that both sides have"],
  ["gateways.vault.url", url, "keys of financial certificates; the branch's own database without it"],
  ["gateways.vault.keyFile", keyFile, "the key that both sides have"],
  [
    "accredited.roots",
    "a folder",
    "roots of other institutions, DER or PEM, with CAs between; none is trusted without it",
  ],
  ["accredited.lists", "a folder", "their revocation lists, which another program keeps up to date"],
  ["accredited.ocsp", "true, false", "whether the responder that a certificate names is asked"],
  ["accredited.unanswered", "refuse, accept", "what becomes of a certificate whose standing nobody can tell"],
  ["accredited.policies", "a list", "which kinds are taken, by policy"],
  ["limits.account", limit, "wrong account passwords until the account is locked"],
  ["limits.security-card", limit, "wrong answers until a security card is locked"],
  ["limits.otp", limit, "wrong codes until a token is locked"],
  ["limits.staff", limit, "wrong passwords until a member of staff is locked"],
  ["limits.phone", limit, "wrong codes by phone until a number is locked"],
  ["limits.pin", limit, "wrong PINs until a financial certificate is locked"],
  ["limits.ticket", limit, "wrong authorization codes until a ticket is locked"],
  ["bankUnit", "text", "the bank's organizational unit in a certificate's name"],
  ["financial.policy", "an object identifier", "the policy of financial certificates"],
  ["financial.notice", "text", "the notice in them"],
  ["listHours", "1 to 720", "for how long a revocation list is good; it is signed anew at each revocation too"],
  ["journal.file", "month, year", "what one file of the journal's former rows holds (changgu audit rotate)"],
  ["journal.keepYears", "1 to 100", "how many years such a file is kept"],
  ["noticeDays", "0 to 90", "how long before its end the holder of a certificate is told"],
  ["ticket.referenceDigits", "6 to 12", "how long a ticket's reference number is"],
  ["ticket.codeDigits", "6 to 12", "how long its authorization code is"],
  ["ticket.days", "1 to 90", "for how long a ticket is good"],
];

export const settingRows: readonly SettingRow[] = rows.map(([key, takes, meaning, otherwise]) => ({
  key,
  takes,
  meaning,
  otherwise: json(otherwise ?? valueAt(defaultSettings, key)),
}));

function json(value: unknown): string | null {
  return value == null ? null : JSON.stringify(value);
}

/** Undefined where nothing is. */
export function valueAt(settings: unknown, key: string): unknown {
  return key
    .split(".")
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | null | undefined)?.[name], settings);
}
