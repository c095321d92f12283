// Why a PSKC file, or one key of it, is not taken: every outcome has its name.

/** Nothing of the file is taken. Lines count from 1. */
export type FileRefusal =
  | { readonly type: "too-big"; readonly limit: number }
  | { readonly type: "not-xml"; readonly line: number; readonly why: string }
  /** Whole XML, in a manner that is not read here. */
  | { readonly type: "xml-unread"; readonly line: number; readonly why: string }
  | { readonly type: "not-pskc"; readonly line: number; readonly why: string }
  | { readonly type: "unknown-version"; readonly version: string }
  /** The file names the pre-shared key, or the passphrase, that opens it. */
  | { readonly type: "key-needed"; readonly name: string }
  | { readonly type: "passphrase-needed"; readonly name: string }
  /** A key was given for a file that is open: it is perhaps not the file that was sent. */
  | { readonly type: "not-encrypted" }
  | { readonly type: "unknown-protection"; readonly line: number; readonly what: string }
  | { readonly type: "wrong-key"; readonly line: number }
  | { readonly type: "wrong-key-length"; readonly line: number; readonly wanted: number; readonly given: number }
  | { readonly type: "wrong-mac"; readonly line: number };

/** One key is not taken; the others are. */
export type KeyRefusal =
  | "no-key"
  | "several-keys"
  | "serial-missing"
  | "serial-malformed"
  | "algorithm-unknown"
  | "suite-unknown"
  | "parameters-unknown"
  | "response-format"
  | "interval"
  | "time"
  | "drift"
  | "counter"
  | "secret-missing"
  | "secret-malformed"
  | "secret-too-short"
  | "secret-too-long"
  | "not-encrypted"
  | "encryption-unknown"
  | "mac-missing"
  | "padding"
  | "policy-unknown"
  | "policy-usage"
  | "policy-pin"
  | "policy-transactions"
  | "policy-not-begun"
  | "policy-over"
  | "device-over"
  | "duplicate-in-file"
  | "duplicate-in-registry";
