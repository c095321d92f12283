// What a simulated vault keeps while it runs: keys under their PINs, and the names that were spent.

import { makeVaultKey, signWithVaultKey } from "../../src/authority/vault-key.ts";
import { Secret } from "../../src/secret.ts";
import { lockUnderPin, openUnderPin } from "../../src/verification/pin-lock.ts";
import { type Json, textIn } from "../http/json.ts";
import { bytesIn, digitsOfBytes } from "./contract.ts";

type Kept = { readonly locked: Buffer; readonly certificate: Buffer | null };

const nothing = new Uint8Array(0);

/** In memory; each act is given a body of the contract, and says null for one that is none. */
export class SimulatedKeys {
  /** Null: destroyed, or never made; the name is spent. */
  readonly #keys = new Map<string, Kept | null>();

  /** Names of the keys that are there. */
  names(): readonly string[] {
    return [...this.#keys].flatMap(([name, kept]) => (kept ? [name] : []));
  }

  certificateOf(name: string): Buffer | null {
    return this.#keys.get(name)?.certificate ?? null;
  }

  async make(json: Json): Promise<Json | null> {
    const name = nameIn(json);
    using pin = pinIn(json, "pin");
    if (name === null || !pin) return null;
    if (this.#keys.has(name)) return { result: "name-spent" };
    this.#keys.set(name, null);
    const { publicKey, info, r } = await makeVaultKey();
    const locked = await lockUnderPin(info, pin, name);
    info.fill(0);
    this.#keys.set(name, { locked, certificate: null });
    const digits = r.use(digitsOfBytes);
    r.wipe();
    return { result: "made", public_key: publicKey.toString("base64"), r: digits };
  }

  store(json: Json): Json | null {
    const [name, certificate] = [nameIn(json), bytesIn(json, "certificate")];
    if (name === null || !certificate) return null;
    const kept = this.#keys.get(name);
    if (!kept) return { result: "no-such-key" };
    this.#keys.set(name, { ...kept, certificate });
    return { result: "stored" };
  }

  async sign(json: Json): Promise<Json | null> {
    const [name, message] = [nameIn(json), bytesIn(json, "message")];
    using pin = pinIn(json, "pin");
    if (name === null || !message || !pin) return null;
    using info = await this.#open(name, pin);
    const signature = info && signWithVaultKey(info, message);
    return signature ? { result: "signed", signature: signature.toString("base64") } : { result: "not-opened" };
  }

  async changePin(json: Json): Promise<Json | null> {
    const name = nameIn(json);
    using pin = pinIn(json, "pin");
    using next = pinIn(json, "next");
    if (name === null || !pin || !next) return null;
    using info = await this.#open(name, pin);
    if (!info) return { result: "not-opened" };
    const bytes = info.use((each) => Buffer.from(each));
    const locked = await lockUnderPin(bytes, next, name);
    bytes.fill(0);
    const kept = this.#keys.get(name);
    if (!kept) return { result: "not-opened" };
    this.#keys.set(name, { ...kept, locked });
    return { result: "changed" };
  }

  destroy(json: Json): Json | null {
    const name = nameIn(json);
    if (name === null) return null;
    this.#keys.set(name, null);
    return { result: "destroyed" };
  }

  #open(name: string, pin: Secret): Promise<Secret | null> {
    return openUnderPin(this.#keys.get(name)?.locked ?? nothing, pin, name);
  }
}

function nameIn(json: Json): string | null {
  const name = textIn(json, "name");
  return name !== null && /^[0-9A-Za-z-]{1,40}$/.test(name) ? name : null;
}

function pinIn(json: Json, key: string): Secret | null {
  const pin = textIn(json, key);
  return pin !== null && /^\d{6}$/.test(pin) ? Secret.fromText(pin) : null;
}
