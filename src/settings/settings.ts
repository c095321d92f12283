// What a branch sets for a terminal: one file and the environment, checked whole before anything opens.

import { createHash } from "node:crypto";
import type { JournalPlan } from "../audit/journal-files.ts";
import { defaultFinancialPolicy } from "../authority/product.ts";
import { defaultFinancialNotice } from "../authority/profiles.ts";
import { bareFraming, defaultLine, type KeypadSettings } from "../input/framing.ts";
import { defaultLimits, type Limits } from "../verification/attempts.ts";
import { defaultTicketRules, type TicketRules } from "../verification/tickets.ts";
import { type AccreditedSettings, defaultAccredited, readAccredited } from "./accredited.ts";
import { framingInWords, readKeypad } from "./keypad.ts";
import { defaultMedia, type MediaSettings, readMedia } from "./media.ts";
import { type PrinterSettings, readPrinter } from "./printer.ts";
import { readTerminals, terminalName } from "./terminals.ts";
import { type Json, known, object, oneOf, text, texts, Wrong, whole } from "./values.ts";

export type TokenSettings = {
  /** The maker's PKCS#11 module: `/usr/lib/…/lib….so`. */
  readonly module: string;
};

/** Which token holds the CAs' keys, and what opens it. */
export type AuthorityTokenSettings = TokenSettings & {
  /** The token is known by one of the two; a serial number is nobody else's. */
  readonly label: string | null;
  readonly serial: string | null;
  /** Its PIN, the first line of a file of mode 0600 or less: a kiosk has no keyboard to ask at. */
  readonly pinFile: string;
};

export type GatewaySettings = {
  /** `https://…`; `http://` on this machine alone. */
  readonly url: string;
  /** The key that both sides have, in a file of mode 0600. */
  readonly keyFile: string;
};

export type GatewayName = "phone" | "bank" | "vault";

export type Settings = {
  /** `0710001-01`: on every journal row and slip. */
  readonly terminal: string;
  readonly branch: { readonly ko: string; readonly en: string };
  /** The customer's; at a kiosk the only one. */
  readonly keypad: KeypadSettings | null;
  /** A keypad of the teller's own, beside the keyboard. */
  readonly tellerKeypad: KeypadSettings | null;
  /** Null: certificates go onto sticks alone. */
  readonly token: TokenSettings | null;
  /** Null: the CAs' keys lie locked in the branch's own books. */
  readonly authority: { readonly token: AuthorityTokenSettings | null };
  /** Null: the page shows what paper would. */
  readonly printer: PrinterSettings | null;
  readonly media: MediaSettings;
  /** Null: nobody can be called; the branch's own books are the bank, and the vault. */
  readonly gateways: Readonly<Record<GatewayName, GatewaySettings | null>>;
  readonly accredited: AccreditedSettings;
  readonly limits: Limits;
  /** The registering bank's organizational unit in a certificate's subject. */
  readonly bankUnit: string;
  /** The policy (object identifier) and the user notice of financial certificates; neither is public. */
  readonly financial: { readonly policy: string; readonly notice: string };
  /** Hours from a revocation list's making to the time by which the next one is there. */
  readonly listHours: number;
  /** When rows of the journal go into a file of their own, and how long that is kept. */
  readonly journal: JournalPlan;
  /** How many days before its end the holder of a certificate is told. */
  readonly noticeDays: number;
  /** What a customer finishes later with: how long its two numbers are, and for how many days they are good. */
  readonly ticket: TicketRules;
};

export const defaultSettings: Settings = {
  terminal: "T-0001",
  branch: { ko: "우체국", en: "Post Office" },
  keypad: null,
  tellerKeypad: null,
  token: null,
  authority: { token: null },
  printer: null,
  media: defaultMedia,
  gateways: { phone: null, bank: null, vault: null },
  accredited: defaultAccredited,
  limits: defaultLimits,
  bankUnit: "POST",
  financial: { policy: defaultFinancialPolicy, notice: defaultFinancialNotice },
  listHours: 24,
  journal: { file: "month", keepYears: 10 },
  noticeDays: 30,
  ticket: defaultTicketRules,
};

/** Which settings a desk works under: SHA-256 of their JSON, 16 hex digits. */
export function settingsDigest(settings: Settings): string {
  return createHash("sha256").update(JSON.stringify(settings)).digest("hex").slice(0, 16);
}

export type SettingsOutcome =
  | { readonly type: "settings"; readonly settings: Settings }
  /** `key` is the path of the wrong one: `keypad.baudRate`. */
  | { readonly type: "wrong-setting"; readonly key: string; readonly why: string };

/** What lies over the file. */
export const environmentNames = [
  "CHANGGU_TERMINAL",
  "CHANGGU_KEYPAD",
  "CHANGGU_KEYPAD_FRAMING",
  "CHANGGU_ALLOW_DEVICES",
] as const;

/**
 * Reads the text of the settings file (JSON; null when there is none) and the environment over it: `CHANGGU_TERMINAL`,
 * `CHANGGU_KEYPAD` (path), `CHANGGU_KEYPAD_FRAMING` (`stx-etx,lrc`), `CHANGGU_ALLOW_DEVICES` (a list with commas).
 */
export function readSettings(
  text: string | null,
  environment: Readonly<Record<string, string | undefined>>,
): SettingsOutcome {
  try {
    const { terminals, ...file } = object("", text === null ? {} : parse(text));
    known("", file, [...Object.keys(defaultSettings), "terminals"]);
    const usual = settingsOf(file);
    const ofTerminals = readTerminals(object("terminals", terminals ?? {}), (own) => settingsOf({ ...file, ...own }));
    const here = ofTerminals.get(environment.CHANGGU_TERMINAL || usual.terminal);
    return { type: "settings", settings: overlaid(here ?? usual, environment) };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { type: "wrong-setting", key: error.key, why: error.why };
  }
}

function settingsOf(file: Json): Settings {
  const branch = object("branch", file.branch ?? {});
  const limits = object("limits", file.limits ?? {});
  const gateways = object("gateways", file.gateways ?? {});
  known("branch", branch, ["ko", "en"]);
  known("gateways", gateways, ["phone", "bank", "vault"]);
  known("limits", limits, Object.keys(defaultLimits));
  const limit = (kind: keyof Limits): number => whole(`limits.${kind}`, limits[kind] ?? defaultLimits[kind], 1, 100);
  return {
    terminal: terminalName("terminal", file.terminal ?? defaultSettings.terminal),
    branch: {
      ko: text("branch.ko", branch.ko ?? defaultSettings.branch.ko),
      en: text("branch.en", branch.en ?? defaultSettings.branch.en),
    },
    keypad: keypadOf("keypad", file.keypad),
    tellerKeypad: keypadOf("tellerKeypad", file.tellerKeypad),
    token: file.token == null ? null : tokenOf(object("token", file.token)),
    authority: authorityOf(object("authority", file.authority ?? {})),
    printer: file.printer == null ? null : readPrinter("printer", object("printer", file.printer)),
    media: readMedia(object("media", file.media ?? {})),
    gateways: {
      phone: gatewayOf("gateways.phone", gateways.phone),
      bank: gatewayOf("gateways.bank", gateways.bank),
      vault: gatewayOf("gateways.vault", gateways.vault),
    },
    accredited: readAccredited(object("accredited", file.accredited ?? {})),
    limits: {
      account: limit("account"),
      "security-card": limit("security-card"),
      otp: limit("otp"),
      staff: limit("staff"),
      phone: limit("phone"),
      pin: limit("pin"),
      ticket: limit("ticket"),
    },
    bankUnit: text("bankUnit", file.bankUnit ?? defaultSettings.bankUnit),
    financial: financialOf(object("financial", file.financial ?? {})),
    listHours: whole("listHours", file.listHours ?? defaultSettings.listHours, 1, 720),
    journal: journalOf(object("journal", file.journal ?? {})),
    noticeDays: whole("noticeDays", file.noticeDays ?? defaultSettings.noticeDays, 0, 90),
    ticket: ticketOf(object("ticket", file.ticket ?? {})),
  };
}

function keypadOf(path: string, value: unknown): KeypadSettings | null {
  return value == null ? null : readKeypad(path, object(path, value));
}

function financialOf(financial: Json): Settings["financial"] {
  known("financial", financial, ["policy", "notice"]);
  const { policy, notice } = defaultSettings.financial;
  const wanted = text("financial.policy", financial.policy ?? policy);
  if (!/^[0-2](\.(0|[1-9]\d{0,9})){2,}$/.test(wanted))
    throw new Wrong("financial.policy", "must be an object identifier like 1.2.410.200005.1.1.999");
  return { policy: wanted, notice: text("financial.notice", financial.notice ?? notice) };
}

function tokenOf(token: Json, path = "token"): TokenSettings {
  known(path, token, ["module"]);
  const module = text(`${path}.module`, token.module);
  if (!module.startsWith("/")) throw new Wrong(`${path}.module`, "must be the whole path of a PKCS#11 module");
  return { module };
}

function journalOf(journal: Json): JournalPlan {
  const { file, keepYears } = defaultSettings.journal;
  known("journal", journal, ["file", "keepYears"]);
  return {
    file: oneOf("journal.file", journal.file ?? file, ["month", "year"] as const),
    keepYears: whole("journal.keepYears", journal.keepYears ?? keepYears, 1, 100),
  };
}

function authorityOf(authority: Json): Settings["authority"] {
  known("authority", authority, ["token"]);
  if (authority.token == null) return { token: null };
  const token = object("authority.token", authority.token);
  known("authority.token", token, ["module", "label", "serial", "pinFile"]);
  const named = (name: "label" | "serial"): string | null =>
    token[name] == null ? null : text(`authority.token.${name}`, token[name]);
  const [label, serial] = [named("label"), named("serial")];
  if ((label === null) === (serial === null))
    throw new Wrong("authority.token", 'must name the token by its "label" or by its "serial"');
  const { module } = tokenOf({ module: token.module }, "authority.token");
  return { token: { module, label, serial, pinFile: text("authority.token.pinFile", token.pinFile) } };
}

function ticketOf(ticket: Json): TicketRules {
  const { referenceDigits, codeDigits, days } = defaultTicketRules;
  known("ticket", ticket, ["referenceDigits", "codeDigits", "days"]);
  return {
    referenceDigits: whole("ticket.referenceDigits", ticket.referenceDigits ?? referenceDigits, 6, 12),
    codeDigits: whole("ticket.codeDigits", ticket.codeDigits ?? codeDigits, 6, 12),
    days: whole("ticket.days", ticket.days ?? days, 1, 90),
  };
}

function gatewayOf(path: string, value: unknown): GatewaySettings | null {
  if (value == null) return null;
  const gateway = object(path, value);
  known(path, gateway, ["url", "keyFile"]);
  const url = text(`${path}.url`, gateway.url);
  const parsed = URL.parse(url);
  const here = ["127.0.0.1", "localhost", "[::1]"].includes(parsed?.hostname ?? "");
  const carries = parsed?.protocol === "https:" || (parsed?.protocol === "http:" && here);
  if (!carries || parsed.search !== "" || parsed.hash !== "" || parsed.username + parsed.password !== "")
    throw new Wrong(`${path}.url`, "must be https://… without a query (http:// is taken for this machine alone)");
  return { url, keyFile: text(`${path}.keyFile`, gateway.keyFile) };
}

function overlaid(settings: Settings, environment: Readonly<Record<string, string | undefined>>): Settings {
  const { CHANGGU_TERMINAL: terminal, CHANGGU_ALLOW_DEVICES: devices } = environment;
  return {
    ...settings,
    terminal: terminal ? terminalName("CHANGGU_TERMINAL", terminal) : settings.terminal,
    keypad: overlaidKeypad(settings.keypad, environment),
    media: devices
      ? {
          ...settings.media,
          allowDevices: texts("CHANGGU_ALLOW_DEVICES", devices.split(",")).map((name) => name.trim()),
        }
      : settings.media,
  };
}

function overlaidKeypad(
  keypad: KeypadSettings | null,
  { CHANGGU_KEYPAD: path, CHANGGU_KEYPAD_FRAMING: words }: Readonly<Record<string, string | undefined>>,
): KeypadSettings | null {
  const there: KeypadSettings | null = path
    ? {
        ...(keypad ?? { line: defaultLine, framing: bareFraming, bell: false }),
        place: { type: "path", path: text("CHANGGU_KEYPAD", path) },
      }
    : keypad;
  return there && words ? { ...there, framing: framingInWords("CHANGGU_KEYPAD_FRAMING", words) } : there;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Wrong("(the whole file)", `is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
