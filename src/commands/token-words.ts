// What the import of tokens says: each refusal in words, with what to do next.

import type { FileRefusal, KeyRefusal } from "../verification/pskc-refusal.ts";

export function fileRefusalInWords(why: FileRefusal): string {
  switch (why.type) {
    case "too-big":
      return `it is longer than ${why.limit >> 20} MiB; ask for it in several files`;
    case "not-xml":
      return `line ${why.line}: ${why.why}; it is not a whole XML file, fetch it again`;
    case "xml-unread":
      return `line ${why.line}: ${why.why}, which is not read here; ask the maker for plain PSKC (RFC 6030) in UTF-8`;
    case "not-pskc":
      return `line ${why.line}: ${why.why}; ask the maker for a PSKC file (RFC 6030)`;
    case "unknown-version":
      return `it is of version "${why.version}"; ask the maker for version 1.0`;
    case "key-needed":
      return `it is locked with the shared key "${why.name}"; give it with --key-file`;
    case "passphrase-needed":
      return `it is locked with the passphrase "${why.name}"; give it with --passphrase-file`;
    case "not-encrypted":
      return "it is not locked, though a key was given: make sure that it is the file that was sent, then leave the key out";
    case "unknown-protection":
      return `line ${why.line}: it is locked in a way that is not read here: ${why.what}`;
    case "wrong-key":
      return `line ${why.line}: the key does not open it; ask the maker which key it is`;
    case "wrong-key-length":
      return `line ${why.line}: it is locked with a key of ${why.wanted} bytes, the given one has ${why.given}`;
    case "wrong-mac":
      return `line ${why.line}: the check value is wrong: the file was changed on its way, or the key is not its key; fetch it again`;
  }
}

const keyRefusals: Readonly<Record<KeyRefusal, string>> = {
  "no-key": "there is no key in the package",
  "several-keys": "there are several keys in one package",
  "serial-missing": "there is no serial number",
  "serial-malformed": "the serial number has other than 1 to 32 letters, digits, dots, dashes and underscores",
  "algorithm-unknown": "the algorithm is neither TOTP nor HOTP",
  "suite-unknown": "the suite is not HMAC with SHA-1, SHA-256 or SHA-512",
  "parameters-unknown": "the parameters hold what is not known here",
  "response-format": "the codes are not of 6 or 8 decimal digits",
  interval: "the interval is not 30 or 60 seconds",
  time: "the time is not a number of intervals that have passed",
  drift: "the drift is no number, or over 200 steps",
  counter: "the counter is no number of presses",
  "secret-missing": "the secret is not in the file",
  "secret-malformed": "the secret is not in base64",
  "secret-too-short": "the secret has fewer than 16 bytes (RFC 4226)",
  "secret-too-long": "the secret has more than 128 bytes",
  "not-encrypted": "the secret is open in a file that is locked",
  "encryption-unknown": "the value is locked in a way that is not read here",
  "mac-missing": "the secret is encrypted without a check value (RFC 6030, 6.1.1)",
  padding: "the decrypted value is not padded as it should be",
  "policy-unknown": "the policy holds what is not known here, so the key must not be used (RFC 6030, 5)",
  "policy-usage": "the policy does not allow one-time passwords",
  "policy-pin": "the policy wants a PIN in the code",
  "policy-transactions": "the policy limits the number of uses, which is not counted here",
  "policy-not-begun": "the policy allows no use yet",
  "policy-over": "the policy allows no use any more",
  "device-over": "the device has expired",
  "duplicate-in-file": "the serial number stands in the file already",
  "duplicate-in-registry": "the serial number is in the registry already",
};

export function keyRefusalInWords(why: KeyRefusal): string {
  return keyRefusals[why];
}
