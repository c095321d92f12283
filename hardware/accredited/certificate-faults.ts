// What can be wrong with a certificate before its CA signs it: a few bytes of one that is well made, others of their length.

import * as der from "../../src/npki/der.ts";
import { oidSha256 } from "../../src/npki/virtual-id.ts";

/** `for-keys` is a fault of a certificate that is to sign; of a key-management pair it is the rule. */
export const certificateFaults = ["malformed", "for-keys", "demand", "unknown-hash", "no-virtual-id"] as const;
export type CertificateFault = (typeof certificateFaults)[number];

/** The value of keyUsage in its OCTET STRING: digitalSignature and nonRepudiation. */
const signing = Buffer.from([0x04, 0x04, 0x03, 0x02, 0x06, 0xc0]);

const exchanged: Readonly<Record<CertificateFault, readonly [bytes: Buffer, instead: Buffer]>> = {
  /** No BIT STRING. */
  malformed: [signing, Buffer.from([0x04, 0x04, 0x04, 0x02, 0x06, 0xc0])],
  /** keyEncipherment. */
  "for-keys": [signing, Buffer.from([0x04, 0x04, 0x03, 0x02, 0x05, 0x20])],
  /** A critical extension that nobody knows, where keyUsage stood. */
  demand: [der.oid("2.5.29.15"), der.oid("2.5.29.99")],
  /** SHA-512. */
  "unknown-hash": [der.oid(oidSha256), der.oid("2.16.840.1.101.3.4.2.3")],
  "no-virtual-id": [der.oid("1.2.410.200004.10.1.1.1"), der.oid("1.2.410.200004.10.1.1.9")],
};

export function withFault(toBeSigned: Buffer, fault: CertificateFault): Buffer {
  const [bytes, instead] = exchanged[fault];
  const changed = Buffer.from(toBeSigned);
  const at = changed.indexOf(bytes);
  if (at < 0) throw new RangeError(`nothing there for the fault ${fault}`);
  instead.copy(changed, at);
  return changed;
}
