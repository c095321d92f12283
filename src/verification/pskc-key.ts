// One KeyPackage of a PSKC file as a token for the registry, or the reason why not (RFC 6030 §4, §10).

import { Secret } from "../secret.ts";
import type { NewToken } from "./enrolment.ts";
import { stepAt } from "./otp.ts";
import { base64Of, childOf, childrenOf, dateOf, integerIn, textOf } from "./pskc-element.ts";
import { policyEnd, policyRefusal } from "./pskc-policy.ts";
import type { Opened, Protection } from "./pskc-protection.ts";
import type { FileRefusal, KeyRefusal } from "./pskc-refusal.ts";
import { printable, type XmlElement } from "./pskc-xml.ts";

export type PackageContext = {
  readonly protection: Protection;
  readonly kind: NewToken["kind"];
  readonly now: Date;
};

export type PackageOutcome =
  | { readonly type: "token"; readonly token: NewToken }
  | { readonly type: "key-refused"; readonly serial: string | null; readonly why: KeyRefusal }
  | { readonly type: "file-refused"; readonly why: FileRefusal };

const totp = "urn:ietf:params:xml:ns:keyprov:pskc:totp";
const hotp = "urn:ietf:params:xml:ns:keyprov:pskc:hotp";

/** RFC 4226 §4, R6: 128 bits at least. */
const leastSecretBytes = 16;
const mostSecretBytes = 128;

/** Further off than resynchronisation would look: such a token comes from a shelf, or the file is wrong. */
const mostDrift = 200;

/** More than anybody presses: what is higher was read wrongly. */
const mostPresses = 2 ** 40;

type Values = { readonly counter: Opened | null; readonly time: Opened | null } & {
  readonly interval: Opened | null;
  readonly drift: Opened | null;
};

function sealedOrOpen({ protection }: PackageContext, data: XmlElement | null, name: string): Opened | null {
  const all = childrenOf(data, name);
  const [element] = all;
  if (!element) return null;
  if (all.length > 1) return { type: "key-refused", why: "parameters-unknown" };
  if (childrenOf(element, "EncryptedValue").length > 0) return protection.open(element);
  return { type: "opened", bytes: Buffer.from(textOf(childOf(element, "PlainValue")) ?? "") };
}

/** As decimal digits, or as the bytes of the number, the highest first: §4.1 leaves open what is encrypted. */
function numberOf(value: Opened | null): number | null {
  if (value?.type !== "opened") return null;
  const { bytes } = value;
  const decimal = integerIn(bytes.toString("latin1"));
  if (decimal !== null) return decimal;
  return bytes.length > 0 && bytes.length <= 8 && bytes.some((byte) => byte < 0x20 || byte > 0x7e)
    ? Number(BigInt(`0x${bytes.toString("hex")}`))
    : null;
}

function openSecret(context: PackageContext, data: XmlElement | null): Opened {
  const refused = (why: KeyRefusal): Opened => ({ type: "key-refused", why });
  const secret = childOf(data, "Secret");
  if (!secret) return refused("secret-missing");
  const plain = childOf(secret, "PlainValue");
  if (childrenOf(secret, "EncryptedValue").length > 0)
    return plain ? refused("secret-malformed") : context.protection.open(secret);
  if (!plain) return refused("secret-missing");
  // In a file whose other keys are under a MAC, an open one is nobody's word.
  if (context.protection.encrypted) return refused("not-encrypted");
  const bytes = base64Of(plain);
  return bytes ? { type: "opened", bytes } : refused("secret-malformed");
}

type Algorithm = Pick<NewToken, "algorithm" | "digits"> & { readonly counts: boolean };

const hashes = { "1": "sha1", "256": "sha256", "512": "sha512" } as const;

function algorithmOf(key: XmlElement): Algorithm | KeyRefusal {
  const name = key.attributes.get("Algorithm");
  if (name !== totp && name !== hotp) return "algorithm-unknown";
  const parameters = childOf(key, "AlgorithmParameters");
  if (parameters?.children.some((each) => !["Suite", "ResponseFormat", "Extensions"].includes(each.name)))
    return "parameters-unknown";
  const format = childOf(parameters, "ResponseFormat")?.attributes;
  const digits = integerIn(format?.get("Length"));
  if (format?.get("Encoding") !== "DECIMAL" || (digits !== 6 && digits !== 8)) return "response-format";
  if (!["false", "0", undefined].includes(format.get("CheckDigits"))) return "response-format";
  const suites = childrenOf(parameters, "Suite");
  // "HmacSHA256", "HMAC-SHA256", "SHA-256", "…#hmac-sha256": no registry says how a suite is written.
  const hash = /^(?:.*#)?(?:hmac)?[-_]?sha[-_]?(1|256|512)$/i.exec(textOf(suites[0] ?? null) ?? "sha1")?.[1];
  const algorithm = hash === "1" || hash === "256" || hash === "512" ? hashes[hash] : null;
  if (suites.length > 1 || algorithm === null) return "suite-unknown";
  return { algorithm, digits, counts: name === hotp };
}

type Place = Pick<NewToken, "periodSeconds" | "driftSteps" | "lastStep">;

function counterPlace({ counter }: Values): Place | KeyRefusal {
  const next = counter === null ? 0 : numberOf(counter);
  if (next === null || next < 0 || next > mostPresses) return "counter";
  return { periodSeconds: null, driftSteps: 0, lastStep: next - 1 };
}

function clockPlace({ interval, time, drift }: Values, now: Date): Place | KeyRefusal {
  // RFC 6238 §5.2: 30 s where nothing is said.
  const periodSeconds = interval === null ? 30 : numberOf(interval);
  if (periodSeconds !== 30 && periodSeconds !== 60) return "interval";
  // §4.1: intervals that have passed. One that is still to come is a start point of the token's own: not ours.
  const passed = time === null ? 0 : numberOf(time);
  if (passed === null || passed < 0 || passed > stepAt(now, periodSeconds)) return "time";
  const driftSteps = drift === null ? 0 : numberOf(drift);
  if (driftSteps === null || Math.abs(driftSteps) > mostDrift) return "drift";
  return { periodSeconds, driftSteps, lastStep: passed - 1 };
}

function deviceRefusal(device: XmlElement | null, now: Date): KeyRefusal | null {
  const end = childOf(device, "ExpiryDate");
  const date = end && dateOf(end);
  return date && date < now ? "device-over" : null;
}

/** The earliest end that the key's policies and the device tell of. */
function endOf(key: XmlElement, device: XmlElement | null): Date | null {
  const battery = childOf(device, "ExpiryDate");
  const ends = [...childrenOf(key, "Policy").map(policyEnd), battery && dateOf(battery)].filter((end) => end !== null);
  return ends.length === 0 ? null : new Date(Math.min(...ends.map((end) => end.getTime())));
}

/** All but the secret and the serial number. */
function readKey(key: XmlElement, values: Values, now: Date): (Omit<Algorithm, "counts"> & Place) | KeyRefusal {
  for (const policy of childrenOf(key, "Policy")) {
    const why = policyRefusal(policy, now);
    if (why) return why;
  }
  const algorithm = algorithmOf(key);
  if (typeof algorithm === "string") return algorithm;
  for (const value of Object.values(values)) if (value?.type === "key-refused") return value.why;
  const place = algorithm.counts ? counterPlace(values) : clockPlace(values, now);
  if (typeof place === "string") return place;
  return { algorithm: algorithm.algorithm, digits: algorithm.digits, ...place };
}

function serialOf(device: XmlElement | null): { readonly serial: string | null; readonly why: KeyRefusal | null } {
  const serial = textOf(childOf(device, "SerialNo"));
  if (serial === null) return { serial: null, why: "serial-missing" };
  if (!/^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$/.test(serial)) return { serial: printable(serial), why: "serial-malformed" };
  return { serial, why: null };
}

function lengthRefusal({ length }: Buffer): KeyRefusal | null {
  if (length < leastSecretBytes) return "secret-too-short";
  return length > mostSecretBytes ? "secret-too-long" : null;
}

/** The MACs are checked first: a file that was changed is refused even where the changed key would not be taken. */
export function readPackage(element: XmlElement, context: PackageContext): PackageOutcome {
  const device = childOf(element, "DeviceInfo");
  const { serial, why: serialRefusal } = serialOf(device);
  const refused = (why: KeyRefusal): PackageOutcome => ({ type: "key-refused", serial, why });
  const [key, ...more] = childrenOf(element, "Key");
  if (!key || more.length > 0) return refused(key ? "several-keys" : "no-key");
  const data = childOf(key, "Data");
  const secret = openSecret(context, data);
  const values: Values = {
    counter: sealedOrOpen(context, data, "Counter"),
    time: sealedOrOpen(context, data, "Time"),
    interval: sealedOrOpen(context, data, "TimeInterval"),
    drift: sealedOrOpen(context, data, "TimeDrift"),
  };
  try {
    for (const opened of [secret, ...Object.values(values)]) if (opened?.type === "file-refused") return opened;
    const found = readKey(key, values, context.now);
    const why = serialRefusal ?? deviceRefusal(device, context.now) ?? (typeof found === "string" ? found : null);
    if (why !== null || typeof found === "string" || serial === null) return refused(why ?? "serial-missing");
    if (secret.type !== "opened") return refused(secret.type === "key-refused" ? secret.why : "secret-missing");
    const length = lengthRefusal(secret.bytes);
    if (length) return refused(length);
    return {
      type: "token",
      token: { serial, kind: context.kind, ...found, notAfter: endOf(key, device), seed: Secret.from(secret.bytes) },
    };
  } finally {
    for (const opened of [secret, ...Object.values(values)]) if (opened?.type === "opened") opened.bytes.fill(0);
  }
}
