// A process into which one secret after the other is typed, a line each, as a terminal sends them; each is used and forgotten.

import { createHash } from "node:crypto";
import { Bus } from "../../src/input/bus.ts";
import type { SecretName } from "../../src/input/field.ts";
import { Tokenizer } from "../../src/input/tokenizer.ts";

/** The compiler lists a field that is not tried. */
const every: Readonly<Record<SecretName, true>> = {
  "staff-password": true,
  "staff-password-new": true,
  "staff-password-again": true,
  "approver-password": true,
  "resident-number": true,
  "account-password": true,
  "phone-code": true,
  "card-serial": true,
  "card-first": true,
  "card-second": true,
  otp: true,
  "otp-second": true,
  pin: true,
  "pin-again": true,
  "pin-proof": true,
  "ticket-code": true,
  "key-password": true,
  "token-pin": true,
  "certificate-password": true,
  "certificate-password-again": true,
};
const names = Object.keys(every) as SecretName[];

let at = 0;
const bus = new Bus({
  role: () => "both",
  takesFrom: () => true,
  event(input) {
    if (input.type !== "pressed" || input.key !== "enter") return;
    const name = names[at];
    if (!name) return void process.send?.({ name: "none", digest: "" });
    const digest = bus.secret(name).use((bytes) => createHash("sha256").update(bytes).digest("hex"));
    process.send?.({ name, digest });
    at++;
    open();
  },
  command() {},
});

/** The next page's field; all that was typed before is forgotten, as between ceremonies. */
function open(): void {
  const name = names[at];
  bus.forget([]);
  bus.open(
    name ? { type: "secret", name, characters: "password", minimum: 1, maximum: 64, by: "customer" } : null,
    false,
  );
}

const tokenizer = new Tokenizer();
process.stdin.on("data", (bytes: Buffer) => {
  for (const token of tokenizer.feed(bytes)) bus.typed(token);
  bytes.fill(0);
});
open();
process.send?.({ fields: names.length });
