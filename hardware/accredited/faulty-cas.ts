// CAs below the training root of which one thing is wrong each, as an old or a hostile stick brings them.

import { sign } from "node:crypto";
import { type CaSigner, issuingCa } from "../../src/authority/certificate-authorities.ts";
import type { RsaPair } from "../../src/authority/key-pair.ts";
import { certificateDer, extension } from "../../src/authority/profile.ts";
import { dayMilliseconds } from "../../src/kst.ts";
import * as der from "../../src/npki/der.ts";
import { caName, type FaultyCaName, listAddress } from "./training-cas.ts";

export const faultyCaNames: readonly FaultyCaName[] = ["no-ca", "over", "too-deep", "other-policy", "withdrawn"];

const constraints = "2.5.29.19";
const policies = "2.5.29.32";
const twelveYears = 12 * 366 * dayMilliseconds;

/** `too-deep` is so by who signs it, and `withdrawn` by a list: by themselves they are well made. */
export function faultyCa(fault: FaultyCaName, above: CaSigner, pair: RsaPair, born: Date): Buffer {
  const made = (at: Date): Buffer => issuingCa(above, pair, caName(fault), listAddress(fault), at);
  switch (fault) {
    case "no-ca":
      return exchanged(made(born), above, constraints, extension(constraints, true, der.sequence()));
    case "over":
      return made(new Date(born.getTime() - twelveYears));
    case "other-policy": {
      const other = der.sequence(der.sequence(der.oid("1.2.410.200004.5.1.1.9")));
      return exchanged(made(born), above, policies, extension(policies, false, other));
    }
    case "too-deep":
    case "withdrawn":
      return made(born);
  }
}

/** With one extension in the place of another, and signed again. */
function exchanged(certificate: Buffer, { key }: CaSigner, id: string, instead: Buffer): Buffer {
  const [toBeSigned] = der.readChildren(certificate) ?? [];
  const fields = der.partsOf(toBeSigned);
  const [list] = der.partsOf(fields.at(-1));
  const extensions = der.partsOf(list).map((each) => (der.oidOf(der.partsOf(each)[0]) === id ? instead : each.whole));
  const wrapped = der.element(der.tags.context3, der.sequence(...extensions));
  const changed = der.sequence(...fields.slice(0, -1).map(({ whole }) => whole), wrapped);
  return certificateDer(changed, sign("sha256", changed, key));
}
