// The CAs' keys on a token: it is opened when it is there, and found again by itself after it was out, locked or silent.

import { createPublicKey, verify, X509Certificate } from "node:crypto";
import type { CaRecord } from "../../src/authority/certificates.ts";
import type { CaKeys, NewCaKey, SignerTrouble, SignOutcome, Unsigned } from "../../src/authority/signer.ts";
import type { SecurityToken, TokenFault, TokenSession, Tokens } from "../../src/media/token.ts";
import type { Secret } from "../../src/secret.ts";

export type CaTokenMeans = {
  readonly tokens: Tokens;
  isOurs(token: SecurityToken): boolean;
  /** Read at each opening, and wiped behind it; a text says why it cannot be read. */
  pin(): Secret | string;
  /** Of the CAs that there are: their keys must lie on it. */
  readonly certificates: readonly Buffer[];
  /** Milliseconds between two looks at what kept it from being opened. */
  readonly again?: number;
};

const againMilliseconds = 5000;
/** Of the labels on the token; the CA's name follows. */
const caPrefix = "changgu-ca ";

export function tokenCaKeys(means: CaTokenMeans): CaKeys {
  return new TokenCaKeys(means);
}

/** Opens the token once and closes it: null where it is there, takes the PIN and holds the keys. */
export async function lookAtCaToken(means: CaTokenMeans): Promise<SignerTrouble | null> {
  const keys = new TokenCaKeys(means);
  const opening = await keys.open();
  keys.close();
  return opening.type === "unsigned" ? opening.why : null;
}

export type CaKeysThere = { readonly type: "there"; readonly names: readonly string[] } | Unsigned;

/** Which keys of CAs lie on it before any is made; `remove`: and then they do not any more. */
export async function caKeysThere(means: CaTokenMeans, remove: boolean): Promise<CaKeysThere> {
  const keys = new TokenCaKeys(means);
  try {
    const opening = await keys.open();
    if (opening.type === "unsigned") return opening;
    const found = await opening.session.pairs(caPrefix);
    if (found.type !== "pairs") return { type: "unsigned", why: troubleOf(found, "absent") };
    const labels = found.pairs.map(({ label }) => label);
    for (const label of remove ? labels : []) {
      const outcome = await opening.session.remove(label);
      if (outcome.type !== "discarded") return { type: "unsigned", why: troubleOf(outcome, "removed") };
    }
    return { type: "there", names: labels.map((label) => label.slice(caPrefix.length)) };
  } finally {
    keys.close();
  }
}

type Opening = { readonly type: "open"; readonly session: TokenSession } | Unsigned;

class TokenCaKeys implements CaKeys {
  readonly #means: CaTokenMeans;
  readonly #watchers = new Set<(trouble: SignerTrouble | null) => void>();
  readonly #seen = Promise.withResolvers<void>();
  readonly #stopWatching: () => void;
  readonly #timer: NodeJS.Timeout;
  #certificates: readonly Buffer[];
  #present: SecurityToken | null = null;
  #session: TokenSession | null = null;
  #opening: Promise<Opening> | null = null;
  #trouble: SignerTrouble | null = null;
  /** A PIN that the token refused is not tried twice: it would lock itself. */
  #refused: Secret | null = null;

  constructor(means: CaTokenMeans) {
    this.#means = means;
    this.#certificates = means.certificates;
    this.#stopWatching = means.tokens.watch((tokens) => this.#look(tokens));
    this.#timer = setInterval(() => {
      if (this.#trouble !== null) void this.open();
    }, means.again ?? againMilliseconds).unref();
  }

  async make(name: CaRecord["name"]): Promise<NewCaKey | Unsigned> {
    const opened = await this.open();
    if (opened.type === "unsigned") return opened;
    const { session } = opened;
    const made = await session.makeKeyPair(`${caPrefix}${name}`);
    if (made.type !== "key-made") return this.#failed(made);
    let certificate: Buffer | null = null;
    return {
      publicKey: createPublicKey({ key: made.publicKey, format: "der", type: "spki" }),
      // The one that was made last, until there is a certificate to know it by.
      signer: {
        sign: async (bytes) => {
          if (certificate) return this.#sign(certificate, bytes);
          const outcome = await session.sign(bytes);
          return outcome.type === "signed" ? outcome : this.#failed(outcome);
        },
      },
      kept: async (signed) => {
        const stored = await session.store(signed, null);
        if (stored.type !== "stored") return this.#failed(stored);
        certificate = signed;
        this.#certificates = [...this.#certificates, signed];
        return { lockedKey: null };
      },
    };
  }

  signer({ certificate }: CaRecord) {
    return { sign: (bytes: Uint8Array) => this.#sign(certificate, bytes) };
  }

  trouble(): SignerTrouble | null {
    return this.#trouble;
  }

  watch(changed: (trouble: SignerTrouble | null) => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  close(): void {
    this.#watchers.clear();
    this.#stopWatching();
    clearInterval(this.#timer);
    this.#release();
    this.#refused?.wipe();
  }

  #look(tokens: readonly SecurityToken[]): void {
    const before = this.#present;
    this.#present = tokens.find((token) => this.#means.isOurs(token)) ?? null;
    this.#seen.resolve();
    if (!this.#present) {
      this.#release();
      this.#stand("absent");
    } else if (!before || this.#trouble !== null) void this.open();
  }

  async #sign(certificate: Buffer, bytes: Uint8Array): Promise<SignOutcome> {
    const opened = await this.open();
    if (opened.type === "unsigned") return opened;
    const outcome = await opened.session.signWith(certificate, bytes);
    if (outcome.type === "key-missing") {
      this.#release();
      return this.#stand("key-missing");
    }
    if (outcome.type !== "signed") return this.#failed(outcome);
    const { publicKey } = new X509Certificate(certificate);
    const { signature } = outcome;
    return verify("sha256", bytes, publicKey, signature) ? { type: "signed", signature } : this.#stand("failed");
  }

  /** One opening at a time, whoever waits for it. */
  open(): Promise<Opening> {
    if (this.#session) return Promise.resolve({ type: "open", session: this.#session });
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #open(): Promise<Opening> {
    await this.#seen.promise;
    const token = this.#present;
    if (!token) return this.#stand("absent");
    if (token.pin === "locked") return this.#stand("pin-locked");
    const pin = this.#means.pin();
    if (typeof pin === "string") return this.#stand("pin-wrong");
    if (this.#refused?.equals(pin)) {
      pin.wipe();
      return this.#stand("pin-wrong");
    }
    const outcome = await this.#means.tokens.open(token, pin);
    if (outcome.type === "pin-wrong") {
      this.#refused?.wipe();
      this.#refused = pin;
      return this.#stand("pin-wrong");
    }
    pin.wipe();
    switch (outcome.type) {
      case "token-open":
        return this.#checked(outcome.session);
      case "pin-locked":
        return this.#stand("pin-locked");
      default:
        return this.#stand(troubleOf(outcome, "absent"));
    }
  }

  /** Another token may have the same label. */
  async #checked(session: TokenSession): Promise<Opening> {
    for (const certificate of this.#certificates) {
      const found = await session.findKey(certificate);
      if (found.type === "key-found" && found.there) continue;
      session.close();
      return this.#stand(found.type === "key-found" ? "key-missing" : troubleOf(found, "absent"));
    }
    this.#session = session;
    this.#stand(null);
    return { type: "open", session };
  }

  /** It is not asked again in this session: the next one begins anew. */
  #failed(fault: TokenFault): Unsigned {
    this.#release();
    const why = troubleOf(fault, "removed");
    this.#stand(why === "removed" ? "absent" : why);
    return { type: "unsigned", why };
  }

  #release(): void {
    this.#session?.close();
    this.#session = null;
  }

  #stand(trouble: null): null;
  #stand(trouble: SignerTrouble): Unsigned;
  #stand(trouble: SignerTrouble | null): Unsigned | null {
    if (trouble !== this.#trouble) {
      this.#trouble = trouble;
      for (const changed of this.#watchers) changed(trouble);
    }
    return trouble && { type: "unsigned", why: trouble };
  }
}

/** `gone`: what it means that it is out. */
function troubleOf(fault: TokenFault, gone: "absent" | "removed"): SignerTrouble {
  switch (fault.type) {
    case "token-removed":
      return gone;
    case "token-silent":
      return "silent";
    case "token-full":
    case "token-failed":
      return "failed";
  }
}
