// The process with the token's module: a maker's code may block for half a minute, or crash, and the desk goes on.

import type { Handle } from "pkcs11js";
import type { SecurityToken } from "../../src/media/token.ts";
import { partsOf, readExactly } from "../../src/npki/der.ts";
import type { FromAgent, ToAgent, TokenAnswer, TokenRequest } from "./contract.ts";
import {
  type CertificateParts,
  codeOf,
  faultOf,
  findCertificate,
  findKeyOf,
  findPairs,
  lockedPin,
  logIn,
  type MadeKey,
  type Module,
  makeKeyPair,
  pinOf,
  removePair,
  sign,
  storeCertificate,
  storeR,
  tokensOf,
  wrongPin,
} from "./cryptoki.ts";

/** How often it is looked which tokens are in; a module's own waiting for slots is not to be relied on. */
const lookMilliseconds = 700;
/** Some modules know only the tokens that were in when they were begun: while one is missing they are begun anew, each so many looks. */
const looksUntilAnew = 4;

export type Channel = {
  send(message: FromAgent): void;
  receive(message: (message: ToAgent) => void): void;
};

/** Answers every request, one after the other, and tells which tokens there are; the result stops the looking. */
export function serveModule(module: Module, channel: Channel, randomId: () => Buffer): () => void {
  const session = new Session(module, randomId);
  let told = "";
  let [most, without] = [1, 0];
  const look = (): void => {
    // A customer's key is being made: who looks for tokens is another process, and another token's fault is none of this one's.
    if (session.isOpen()) return;
    if (without > 0 && without % looksUntilAnew === 0) {
      module.C_Finalize();
      module.C_Initialize();
    }
    const tokens = tokensIn(module);
    most = Math.max(most, tokens.length);
    without = tokens.length < most ? without + 1 : 0;
    const now = JSON.stringify(tokens);
    if (now !== told) channel.send({ tokens });
    told = now;
  };
  channel.receive(({ number, request }) => {
    channel.send({ number, answer: session.answer(request) });
  });
  look();
  const timer = setInterval(look, lookMilliseconds);
  return () => clearInterval(timer);
}

/** A reader that is pulled while it is asked makes some modules fail as a whole: then none is there, until the next look. */
function tokensIn(module: Module): readonly SecurityToken[] {
  try {
    return tokensOf(module).map(({ token }) => token);
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return [];
  }
}

class Session {
  readonly #module: Module;
  readonly #randomId: () => Buffer;
  #handle: Handle | null = null;
  #key: MadeKey | null = null;
  /** What lies on the token since this session began, the last first. */
  #made: readonly Handle[] = [];

  constructor(module: Module, randomId: () => Buffer) {
    this.#module = module;
    this.#randomId = randomId;
  }

  isOpen(): boolean {
    return this.#handle !== null;
  }

  answer(request: TokenRequest): TokenAnswer {
    try {
      return this.#act(request);
    } catch (error) {
      const code = codeOf(error);
      if (code === null || !(error instanceof Error)) throw error;
      return faultOf(code, error.message);
    }
  }

  #act(request: TokenRequest): TokenAnswer {
    switch (request.type) {
      case "open":
        return this.#open(request.token, Buffer.from(request.pin));
      case "make-key-pair":
        this.#key = makeKeyPair(this.#module, this.#opened(), this.#randomId(), request.label);
        this.#made = [this.#key.privateKey, this.#key.publicKey, ...this.#made];
        return { type: "key-made", publicKey: this.#key.spki };
      case "store": {
        const certificate = Buffer.from(request.certificate);
        const [handle, key] = [this.#opened(), this.#keyMade()];
        // R first: a certificate whose R is missing could be used nowhere.
        if (request.r) this.#made = [storeR(this.#module, handle, key, Buffer.from(request.r)), ...this.#made];
        const stored = storeCertificate(this.#module, handle, key, certificate, certificateParts(certificate));
        this.#made = [stored, ...this.#made];
        return { type: "stored" };
      }
      case "sign": {
        const { privateKey } = this.#keyMade();
        return {
          type: "signed",
          signature: sign(this.#module, this.#opened(), privateKey, Buffer.from(request.bytes)),
        };
      }
      case "sign-with": {
        const key = findKeyOf(this.#module, this.#opened(), Buffer.from(request.certificate));
        if (!key) return { type: "key-missing" };
        return { type: "signed", signature: sign(this.#module, this.#opened(), key, Buffer.from(request.bytes)) };
      }
      case "find-key": {
        const key = findKeyOf(this.#module, this.#opened(), Buffer.from(request.certificate));
        return { type: "key-found", there: key !== null };
      }
      case "find-pairs":
        return { type: "pairs", pairs: findPairs(this.#module, this.#opened(), request.prefix) };
      case "remove":
        removePair(this.#module, this.#opened(), request.label);
        return { type: "discarded" };
      case "find-stored":
        return { type: "found", certificate: findCertificate(this.#module, this.#opened(), this.#keyMade()) };
      case "discard":
        for (const object of this.#made) this.#module.C_DestroyObject(this.#opened(), object);
        this.#made = [];
        this.#key = null;
        return { type: "discarded" };
    }
  }

  /** The module takes the PIN as a string, which nobody can wipe: this process ends with the session. */
  #open(id: SecurityToken["id"], pin: Buffer): TokenAnswer {
    const found = tokensOf(this.#module).find(({ token }) => token.id === id);
    if (!found) return { type: "token-removed" };
    if (found.token.pin === "locked") return { type: "pin-locked" };
    try {
      this.#handle = logIn(this.#module, found.slot, pin.toString("utf8"));
      return { type: "opened" };
    } catch (error) {
      const code = codeOf(error);
      if (code !== null && lockedPin.includes(code)) return { type: "pin-locked" };
      if (code === null || !wrongPin.includes(code)) throw error;
      const state = pinOf(this.#module.C_GetTokenInfo(found.slot));
      return state === "locked" ? { type: "pin-locked" } : { type: "pin-wrong", pin: state };
    } finally {
      pin.fill(0);
    }
  }

  #opened(): Handle {
    if (!this.#handle) throw new Error("no token was opened");
    return this.#handle;
  }

  #keyMade(): MadeKey {
    if (!this.#key) throw new Error("no key was made");
    return this.#key;
  }
}

function certificateParts(certificate: Buffer): CertificateParts {
  const [toBeSigned] = readExactly(certificate) ?? [];
  const [, serial, , issuer, , subject] = partsOf(toBeSigned);
  if (!serial || !issuer || !subject) throw new Error("no certificate");
  return { serialNumber: serial.whole, issuer: issuer.whole, subject: subject.whole };
}
