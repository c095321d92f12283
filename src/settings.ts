// What a branch sets for a terminal: one file and the environment, checked whole before anything opens.

import { createHash } from "node:crypto";
import { defaultFinancialPolicy } from "./authority/product.ts";
import { defaultFinancialNotice } from "./authority/profiles.ts";
import { defaultLimits, type Limits } from "./verification/attempts.ts";

export type KeypadSettings = {
  /** A device or a stable link to one: `/dev/serial/by-id/…`. */
  readonly path: string;
  readonly baudRate: number;
  readonly framing: "ascii";
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
  readonly keypad: KeypadSettings | null;
  readonly media: { readonly allowDevices: readonly string[] };
  /** Null: nobody can be called; the branch's own books are the bank, and the vault. */
  readonly gateways: Readonly<Record<GatewayName, GatewaySettings | null>>;
  readonly limits: Limits;
  /** The registering bank's organizational unit in a certificate's subject. */
  readonly bankUnit: string;
  /** The policy (object identifier) and the user notice of financial certificates; neither is public. */
  readonly financial: { readonly policy: string; readonly notice: string };
  /** Hours from a revocation list's making to the time by which the next one is there. */
  readonly listHours: number;
};

export const defaultSettings: Settings = {
  terminal: "T-0001",
  branch: { ko: "우체국", en: "Post Office" },
  keypad: null,
  media: { allowDevices: [] },
  gateways: { phone: null, bank: null, vault: null },
  limits: defaultLimits,
  bankUnit: "POST",
  financial: { policy: defaultFinancialPolicy, notice: defaultFinancialNotice },
  listHours: 24,
};

/** Which settings a desk works under: SHA-256 of their JSON, 16 hex digits. */
export function settingsDigest(settings: Settings): string {
  return createHash("sha256").update(JSON.stringify(settings)).digest("hex").slice(0, 16);
}

export type SettingsOutcome =
  | { readonly type: "settings"; readonly settings: Settings }
  /** `key` is the path of the wrong one: `keypad.baudRate`. */
  | { readonly type: "wrong-setting"; readonly key: string; readonly why: string };

class Wrong {
  readonly key: string;
  readonly why: string;
  constructor(key: string, why: string) {
    this.key = key;
    this.why = why;
  }
}

type Json = { readonly [key: string]: unknown };

/**
 * Reads the text of the settings file (JSON; null when there is none) and the environment over it: `CHANGGU_TERMINAL`,
 * `CHANGGU_KEYPAD` (path), `CHANGGU_ALLOW_DEVICES` (a list with commas).
 */
export function readSettings(
  text: string | null,
  environment: Readonly<Record<string, string | undefined>>,
): SettingsOutcome {
  try {
    const file = object("", text === null ? {} : parse(text));
    known("", file, [
      "terminal",
      "branch",
      "keypad",
      "media",
      "gateways",
      "limits",
      "bankUnit",
      "financial",
      "listHours",
    ]);
    return { type: "settings", settings: overlaid(settingsOf(file), environment) };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { type: "wrong-setting", key: error.key, why: error.why };
  }
}

function settingsOf(file: Json): Settings {
  const branch = object("branch", file.branch ?? {});
  const media = object("media", file.media ?? {});
  const limits = object("limits", file.limits ?? {});
  const gateways = object("gateways", file.gateways ?? {});
  known("branch", branch, ["ko", "en"]);
  known("gateways", gateways, ["phone", "bank", "vault"]);
  known("media", media, ["allowDevices"]);
  known("limits", limits, Object.keys(defaultLimits));
  const limit = (kind: keyof Limits): number => whole(`limits.${kind}`, limits[kind] ?? defaultLimits[kind], 1, 100);
  return {
    terminal: terminalName("terminal", file.terminal ?? defaultSettings.terminal),
    branch: {
      ko: text("branch.ko", branch.ko ?? defaultSettings.branch.ko),
      en: text("branch.en", branch.en ?? defaultSettings.branch.en),
    },
    keypad: file.keypad == null ? null : keypadOf(object("keypad", file.keypad)),
    media: { allowDevices: texts("media.allowDevices", media.allowDevices ?? []) },
    gateways: {
      phone: gatewayOf("gateways.phone", gateways.phone),
      bank: gatewayOf("gateways.bank", gateways.bank),
      vault: gatewayOf("gateways.vault", gateways.vault),
    },
    limits: {
      account: limit("account"),
      "security-card": limit("security-card"),
      otp: limit("otp"),
      staff: limit("staff"),
      phone: limit("phone"),
      pin: limit("pin"),
    },
    bankUnit: text("bankUnit", file.bankUnit ?? defaultSettings.bankUnit),
    financial: financialOf(object("financial", file.financial ?? {})),
    listHours: whole("listHours", file.listHours ?? defaultSettings.listHours, 1, 720),
  };
}

function keypadOf(keypad: Json): KeypadSettings {
  known("keypad", keypad, ["path", "baudRate", "framing"]);
  if ((keypad.framing ?? "ascii") !== "ascii") throw new Wrong("keypad.framing", 'must be "ascii"');
  return {
    path: text("keypad.path", keypad.path),
    baudRate: whole("keypad.baudRate", keypad.baudRate ?? 9600, 300, 115_200),
    framing: "ascii",
  };
}

function financialOf(financial: Json): Settings["financial"] {
  known("financial", financial, ["policy", "notice"]);
  const { policy, notice } = defaultSettings.financial;
  const wanted = text("financial.policy", financial.policy ?? policy);
  if (!/^[0-2](\.(0|[1-9]\d{0,9})){2,}$/.test(wanted))
    throw new Wrong("financial.policy", "must be an object identifier like 1.2.410.200005.1.1.999");
  return { policy: wanted, notice: text("financial.notice", financial.notice ?? notice) };
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
  const { CHANGGU_TERMINAL: terminal, CHANGGU_KEYPAD: path, CHANGGU_ALLOW_DEVICES: devices } = environment;
  return {
    ...settings,
    terminal: terminal ? terminalName("CHANGGU_TERMINAL", terminal) : settings.terminal,
    keypad: path
      ? { ...(settings.keypad ?? { baudRate: 9600, framing: "ascii" }), path: text("CHANGGU_KEYPAD", path) }
      : settings.keypad,
    media: devices
      ? { allowDevices: texts("CHANGGU_ALLOW_DEVICES", devices.split(",")).map((name) => name.trim()) }
      : settings.media,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Wrong("(the whole file)", `is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function known(path: string, value: Json, keys: readonly string[]): void {
  const stranger = Object.keys(value).find((key) => !keys.includes(key));
  if (stranger)
    throw new Wrong(path ? `${path}.${stranger}` : stranger, `is not a setting; known are ${keys.join(", ")}`);
}

function object(key: string, value: unknown): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Wrong(key || "(the whole file)", "must be an object");
  return value as Json;
}

function text(key: string, value: unknown): string {
  if (typeof value !== "string" || value.trim() === "" || value.length > 100)
    throw new Wrong(key, "must be text of 1 to 100 characters");
  return value;
}

/** Stands in each row of the journal, which refuses what looks like a personal number. */
function terminalName(key: string, value: unknown): string {
  const name = text(key, value);
  if (/\d{6}-\d{7}|^\d{13}$/.test(name)) throw new Wrong(key, "must not look like a resident number");
  return name;
}

function texts(key: string, value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw new Wrong(key, "must be a list of texts");
  return value.map((item, index) => text(`${key}.${index}`, item));
}

function whole(key: string, value: unknown, low: number, high: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < low || value > high)
    throw new Wrong(key, `must be a whole number from ${low} to ${high}`);
  return value;
}
