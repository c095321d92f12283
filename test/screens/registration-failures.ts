// Every outcome with which an examination of another institution's certificate can refuse it. The compiler lists what is missing.

import type { Failure } from "../../src/reliance/examination.ts";

const failures: { readonly [F in Failure]: F } = {
  malformed: "malformed",
  "issuer-unknown": "issuer-unknown",
  "signature-wrong": "signature-wrong",
  "issuer-not-a-ca": "issuer-not-a-ca",
  "issuer-not-valid": "issuer-not-valid",
  "path-too-long": "path-too-long",
  "policy-not-allowed": "policy-not-allowed",
  "demand-unknown": "demand-unknown",
  "usage-wrong": "usage-wrong",
  expired: "expired",
  "not-yet-valid": "not-yet-valid",
  "policy-not-accepted": "policy-not-accepted",
  "no-policy": "no-policy",
  revoked: "revoked",
  "on-hold": "on-hold",
  "never-issued": "never-issued",
  "issuer-revoked": "issuer-revoked",
  "standing-unknown": "standing-unknown",
  "key-missing": "key-missing",
  "wrong-password": "wrong-password",
  "key-damaged": "key-damaged",
  "key-unsupported": "key-unsupported",
  "key-of-another": "key-of-another",
  "no-r": "no-r",
  "no-virtual-id": "no-virtual-id",
  "virtual-id-hash-unknown": "virtual-id-hash-unknown",
  "virtual-id-hashed-once": "virtual-id-hashed-once",
  "virtual-id-differs": "virtual-id-differs",
  "signature-refused": "signature-refused",
};

export const registrationFailures: readonly Failure[] = Object.values(failures);
