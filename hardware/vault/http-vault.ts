// The vault over HTTP: what it does not answer in time is unreachable, and each act has one idempotency key.

import type { KeyVault } from "../../src/authority/key-vault.ts";
import { bodyOf } from "../http/json.ts";
import type { Answer, Question, SignedClient } from "../http/signed-client.ts";
import { changedIn, destroyedIn, madeIn, paths, secretMember, signedIn, storedIn } from "./contract.ts";

/** A key of 2048 bits is made in a second or two, and a PIN is stretched. */
const makeMilliseconds = 20_000;

const unreachable = { type: "vault-unreachable" } as const;

export function httpVault(client: SignedClient): KeyVault {
  /** A body that may hold a PIN is wiped as soon as it is answered. */
  const ask = async (path: string, body: Buffer, more: Omit<Question, "path" | "body"> = {}): Promise<Answer> => {
    try {
      return await client.ask({ path, body, ...more });
    } finally {
      body.fill(0);
    }
  };
  return {
    async makeKey(name, pin) {
      const more = { key: `make ${name}`, lifts: secretMember, timeoutMilliseconds: makeMilliseconds };
      const answer = await ask(paths.make, bodyOf({ name, pin }), more);
      if (answer.type !== "answer") return unreachable;
      const made = madeIn(answer.json, answer.secrets);
      for (const secret of answer.secrets) secret.wipe();
      return made;
    },
    async storeCertificate(name, certificate) {
      const body = bodyOf({ name, certificate: certificate.toString("base64") });
      const answer = await ask(paths.certificate, body);
      return answer.type === "answer" ? storedIn(answer.json) : unreachable;
    },
    async sign(name, pin, message) {
      const body = bodyOf({ name, pin, message: Buffer.from(message).toString("base64") });
      const answer = await ask(paths.sign, body);
      return answer.type === "answer" ? signedIn(answer.json) : unreachable;
    },
    async changePin(name, pin, next) {
      const answer = await ask(paths.pin, bodyOf({ name, pin, next }));
      return answer.type === "answer" ? changedIn(answer.json) : unreachable;
    },
    async destroy(name) {
      const answer = await ask(paths.destroy, bodyOf({ name }), { key: `destroy ${name}` });
      return answer.type === "answer" ? destroyedIn(answer.json) : unreachable;
    },
  };
}
