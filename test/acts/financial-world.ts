// A branch on a disk that makes financial certificates in a vault over a bad line, and whose power can go at every step.

import assert from "node:assert/strict";
import { verify, X509Certificate } from "node:crypto";
import { openAttempts } from "../../db/attempts.ts";
import { beginJournal } from "../../db/begin-journal.ts";
import { openCertificates } from "../../db/certificates.ts";
import { openDeposits } from "../../db/deposits.ts";
import { openRegistry } from "../../db/registry.ts";
import { openStaff } from "../../db/staff.ts";
import { writeTrainingData } from "../../db/training-data.ts";
import { settleDeposits } from "../../src/acts/deposit-settling.ts";
import { Financial } from "../../src/acts/financial.ts";
import type { Fact } from "../../src/audit/entry.ts";
import type { Authority } from "../../src/authority/authority.ts";
import type { CaRecord } from "../../src/authority/certificates.ts";
import { embeddedAuthority } from "../../src/authority/embedded-authority.ts";
import type { KeyName, KeyVault } from "../../src/authority/key-vault.ts";
import { financialProduct } from "../../src/authority/product.ts";
import { settleInterrupted } from "../../src/authority/settle.ts";
import { makeVaultKey, signWithVaultKey, type VaultKey } from "../../src/authority/vault-key.ts";
import type { Building } from "../../src/building.ts";
import { Bus } from "../../src/input/bus.ts";
import type { SecretName } from "../../src/input/field.ts";
import type { Key } from "../../src/input/key.ts";
import { Secret } from "../../src/secret.ts";
import { defaultLimits } from "../../src/verification/attempts.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import { now, openKeys } from "../authority/in-memory.ts";
import { branch } from "../db/branch.ts";
import { firstKey, home, journalOf, newFolder } from "../db/new-journal.ts";
import { strongboxOf } from "../db/training-branch.ts";
import { PowerCut } from "../verification/in-memory.ts";

/** What becomes of one message to the vault. */
export type Line = "good" | "question-lost" | "answer-lost";

type Kept = { readonly key: VaultKey; readonly info: Buffer; pin: string; certificate: Buffer | null };

const customer = "hong" as CustomerId;
const terminal = "T-01";
const unreachable = { type: "vault-unreachable" } as const;
const textOf = (pin: Secret): string => pin.use((bytes) => Buffer.from(bytes).toString());

export class FinancialWorld {
  readonly #building: Building;
  readonly #keys: readonly VaultKey[];
  readonly #vaultKeys = new Map<KeyName, Kept | null>();
  readonly facts: Fact[] = [];
  readonly #bus: Bus;
  #financial: Financial;
  #ceremony = 0;
  #next = 0;
  /** How the coming messages to the vault fare; good ones afterwards. */
  line: Line[] = [];
  /** Steps until the power goes; null: it stays. */
  powerFor: number | null = null;

  constructor(building: (world: FinancialWorld) => Building, keys: readonly VaultKey[]) {
    this.#keys = keys;
    this.#building = building(this);
    const never = { role: () => "keypad" as const, takesFrom: () => true, event() {}, command() {} };
    this.#bus = new Bus(never);
    this.#financial = new Financial(this.#building, this.#bus);
  }

  step(): void {
    if (this.powerFor !== null && this.powerFor-- <= 0) throw new PowerCut();
  }

  type(name: SecretName, digits: string): void {
    this.#bus.open(null, false);
    this.#bus.open({ type: "secret", name, characters: "digits", minimum: 6, maximum: 6, by: "customer" }, false);
    for (const digit of digits) this.#bus.pressed(digit as Key, "customer");
  }

  /** One ceremony from the read-back to its end; what it ended with. */
  async issue(pin: string): Promise<string> {
    const about = { ceremony: `c-${++this.#ceremony}`, staff: null };
    this.#financial = new Financial(this.#building, this.#bus);
    const financial = this.#financial;
    try {
      financial.find({ type: "find-financial", customer });
      this.type("pin", pin);
      let last = "nothing";
      for (const phase of ["key", "preparing", "signing", "storing", "proving", "completing"] as const) {
        if (phase === "proving") this.type("pin-proof", pin);
        const outcome =
          phase === "proving"
            ? await financial.prove(about)
            : await financial.deposit(
                { type: "deposit", phase, customer, name: "홍길동", renews: false, under: "pin" },
                about,
              );
        last = outcome.type;
        if (!["deposit-advanced", "pin-verified"].includes(last)) break;
      }
      financial.undo(about);
      await settleDeposits(this.#building, about);
      return last;
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      return "power-cut";
    }
  }

  /** The terminal starts again, with power and a good line. */
  async restart(): Promise<void> {
    this.line = [];
    this.powerFor = null;
    const { certificates, authority, transactions, journal } = this.#building;
    settleInterrupted({ certificates, authority, transactions, journal, terminal, now });
    await settleDeposits(this.#building);
  }

  /** The certificate that is valid and the PIN that its key signs with; nothing else is left anywhere. */
  held(): { readonly serial: string; readonly pin: string } | null {
    const { certificates, deposits } = this.#building;
    const valid = certificates.ofCustomer(customer).filter(({ product }) => product === "financial");
    assert.ok(valid.length <= 1, "one person holds two");
    assert.deepEqual(certificates.open(terminal), []);
    assert.deepEqual(deposits.unneeded(terminal), []);
    const kept = [...this.#vaultKeys].flatMap(([name, each]) => (each ? [{ name, each }] : []));
    assert.equal(kept.length, valid.length, "a key without a certificate, or the other way round");
    const [row] = valid;
    if (!row) return null;
    const deposit = deposits.ofCertificate(row.serial, row.issuer);
    const found = kept.find(({ name }) => name === deposit?.name);
    assert.ok(found && row.certificate, "the valid certificate has no key");
    assert.deepEqual(found.each.certificate, row.certificate);
    using info = Secret.from(Buffer.from(found.each.info));
    const signature = signWithVaultKey(info, Buffer.from("x"));
    assert.ok(
      signature && verify("sha256", Buffer.from("x"), new X509Certificate(row.certificate).publicKey, signature),
    );
    return { serial: row.serial, pin: found.each.pin };
  }

  readonly vault: KeyVault = {
    makeKey: (name, pin) =>
      this.#over(() => {
        if (this.#vaultKeys.has(name)) return { type: "name-spent" };
        const key = this.#keys[this.#next++ % this.#keys.length] as VaultKey;
        this.#vaultKeys.set(name, { key, info: key.info, pin: textOf(pin), certificate: null });
        return { type: "key-made", publicKey: key.publicKey, r: key.r.copy() };
      }),
    storeCertificate: (name, certificate) =>
      this.#over(() => {
        const kept = this.#vaultKeys.get(name);
        if (!kept) return { type: "no-such-key" };
        kept.certificate = certificate;
        return { type: "stored" };
      }),
    sign: (name, pin, message) =>
      this.#over(() => {
        const kept = this.#vaultKeys.get(name);
        if (!kept || kept.pin !== textOf(pin)) return { type: "not-opened" };
        using info = Secret.from(Buffer.from(kept.info));
        return { type: "signed", signature: signWithVaultKey(info, message) ?? Buffer.alloc(0) };
      }),
    changePin: (name, pin, next) =>
      this.#over(() => {
        const kept = this.#vaultKeys.get(name);
        if (!kept || kept.pin !== textOf(pin)) return { type: "not-opened" };
        kept.pin = textOf(next);
        return { type: "changed" };
      }),
    destroy: (name) =>
      this.#over(() => {
        this.#vaultKeys.set(name, null);
        return { type: "destroyed" };
      }),
  };

  async #over<T>(ask: () => T): Promise<T | typeof unreachable> {
    const line = this.line.shift() ?? "good";
    if (line === "question-lost") return unreachable;
    const answer = ask();
    return line === "answer-lost" ? unreachable : answer;
  }
}

/** On a disk of its own, with people and the CAs of these records. */
export async function financialWorld(records: readonly CaRecord[], keys: readonly VaultKey[]): Promise<FinancialWorld> {
  const at = home(newFolder());
  const database = branch(at.file);
  assert.deepEqual(await writeTrainingData(database, strongboxOf(9), defaultLimits), { type: "written" });
  assert.deepEqual(beginJournal(database, at.means, firstKey()), { type: "begun" });
  const inner = journalOf(database, at.means);
  return new FinancialWorld((world) => {
    const run = <T>(work: () => T): T => {
      if (database.client.inTransaction) return work();
      const result = database.transactions.run(() => {
        const done = work();
        // Nothing of it is on the disk yet.
        world.step();
        return done;
      });
      world.step();
      return result;
    };
    const journal: Building["journal"] = {
      ...inner,
      append: (fact, about) => run(() => inner.append(fact, about)),
      appendAll: (facts, about) => run(() => inner.appendAll(facts, about)),
    };
    const certificates = openCertificates(database);
    const checkpoint = (): void => world.step();
    const authority: Authority = embeddedAuthority({
      ...{ records, certificates, journal, checkpoint },
      purpose: "training",
      keys: openKeys,
      transactions: { run },
      bankUnit: "POST",
      financialNotice: "",
      listChanges() {},
    });
    return {
      ...{ certificates, journal, checkpoint, authority },
      transactions: { run },
      registry: openRegistry(database, strongboxOf(9)),
      staff: openStaff(database),
      attempts: openAttempts(database, strongboxOf(9)),
      deposits: openDeposits(database),
      limits: defaultLimits,
      financial: financialProduct(),
      vault: world.vault,
      clock: { now: () => now, after: () => () => {} },
      house: { terminal },
    } as unknown as Building;
  }, keys);
}

export async function vaultKeys(count: number): Promise<readonly VaultKey[]> {
  return Promise.all(Array.from({ length: count }, () => makeVaultKey()));
}
