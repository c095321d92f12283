// Whether its CA still stands by a certificate: by a list at hand, or by asking the CA's responder.

import * as der from "../npki/der.ts";
import { askList, readRevocationList } from "./crl-reading.ts";
import { judgeOcspAnswer, type OcspDistrust, ocspQuestion } from "./ocsp-answer.ts";
import type { PathCertificate } from "./path-certificate.ts";

export type StandingSources = {
  /** What the branch's own books say of a certificate that is its own; null of another's. Asked before anybody else. */
  readonly known?: (certificate: PathCertificate) => Standing | null;
  /** Files of lists, DER; they come from outside and prove themselves. */
  lists(): Promise<readonly Buffer[]>;
  /** Carries a question to an address in a certificate; null where nobody is asked. Bounded in time and size. */
  readonly ask: ((url: string, question: Buffer) => Promise<Carried>) | null;
  random(length: number): Uint8Array;
};

export type Carried = { readonly type: "answered"; readonly bytes: Buffer } | { readonly type: "unreachable" };

export type Standing =
  | { readonly type: "good"; readonly by: "books" | "list" | "responder" }
  | { readonly type: "revoked"; readonly since: Date; readonly onHold: boolean }
  /** The CA says that it never issued it. */
  | { readonly type: "unknown" }
  | { readonly type: "unanswered"; readonly why: Unanswered };

/** `no-source`: no list speaks of it, and nobody is named to be asked, or may be. */
export type Unanswered = "no-source" | "unreachable" | "list-signature" | "list-stale" | OcspDistrust;

const accessInformation = "1.3.6.1.5.5.7.1.1";
const oidOcsp = "1.3.6.1.5.5.7.48.1";
const uri = 0x86;

/** A list that says "revoked" is believed before a responder is asked. The address is the CA's word: ask once its chain holds. */
export async function standingOf(
  certificate: PathCertificate,
  issuer: PathCertificate,
  sources: StandingSources,
  now: Date,
): Promise<Standing> {
  const known = sources.known?.(certificate);
  if (known) return known;
  const answers = (await sources.lists()).flatMap((bytes) => {
    const list = readRevocationList(bytes);
    return list ? [askList(list, certificate, issuer, now)] : [];
  });
  // An older list that still counts may not know what a newer one does.
  const revoked = answers.find((answer) => answer.type === "revoked");
  if (revoked) return revoked;
  if (answers.some(({ type }) => type === "good")) return { type: "good", by: "list" };
  const why = answers.find((answer) => answer.type === "untrusted")?.why ?? "no-source";
  const url = responderOf(certificate);
  if (url === null || sources.ask === null) return { type: "unanswered", why };
  const question = ocspQuestion(certificate, issuer, sources.random(16));
  const carried = await sources.ask(url, question.bytes);
  if (carried.type === "unreachable") return { type: "unanswered", why: "unreachable" };
  const verdict = judgeOcspAnswer(carried.bytes, question, issuer, now);
  switch (verdict.type) {
    case "good":
      return { type: "good", by: "responder" };
    case "revoked":
    case "unknown":
      return verdict;
    case "untrusted":
      return { type: "unanswered", why: verdict.why };
  }
}

/** The first OCSP address (RFC 5280 §4.2.2.1) that is of HTTP. */
export function responderOf({ extensions }: PathCertificate): string | null {
  const value = extensions.get(accessInformation);
  for (const access of (value && der.readExactly(value)) ?? []) {
    const [method, location] = der.partsOf(access);
    if (der.oidOf(method) !== oidOcsp || location?.tag !== uri) continue;
    const text = location.content.toString("latin1");
    if (/^https?:\/\/[\x21-\x7e]{1,500}$/.test(text) && URL.canParse(text)) return text;
  }
  return null;
}
