// Looks at a branch's books from beside, after each thing that happens in it.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openAuditRows } from "../../db/audit-rows.ts";
import { readKeptTables } from "../../db/kept-tables.ts";
import { openForReading, type ReadDatabase } from "../../db/open.ts";
import { openBootCounter } from "../../hardware/appliance/boot-counter.ts";
import { openFirstKey } from "../../hardware/appliance/first-key-file.ts";
import { openKeyStates } from "../../hardware/appliance/key-state.ts";
import { held } from "../../hardware/rehearsal/held-certificates.ts";
import { trainingCustomers, trainingStaff } from "../../hardware/rehearsal-fixture.ts";
import { verifyJournal } from "../../src/audit/verify.ts";
import { Agreement } from "../../src/commands/agreement.ts";
import type { Home } from "../../src/home.ts";
import { signerOf } from "../../src/main/auditing.ts";

/** What nobody may find in the journal: short ones would be found in any hash. */
const secrets: readonly string[] = [
  ...trainingCustomers.flatMap(({ residentNumber, account, phone }) => [residentNumber, account.number, phone]),
  ...trainingStaff.map(({ password }) => password),
  ...held.map(({ password }) => password),
  "Kiosk!2026test",
  "Anders!27neu",
];

type Counters = { readonly serials: ReadonlyMap<string, number>; readonly steps: ReadonlyMap<string, number> };

export class BooksWatch {
  readonly #home: Home;
  readonly #read: ReadDatabase;
  readonly #agreement = new Agreement();
  #counters: Counters = { serials: new Map(), steps: new Map() };
  #state = 0;
  #last = Number.MIN_SAFE_INTEGER;
  ceremonies = 0;
  rows = 0;

  constructor(home: Home) {
    this.#home = home;
    const opened = openForReading(home.database);
    if ("why" in opened) throw new Error(opened.why);
    this.#read = opened;
  }

  /** What does not agree, or null. */
  look(): string | null {
    return this.#read.client.transaction(() => this.#look(false))();
  }

  /** When everybody has gone and each desk was opened once more. */
  lookAtRest(): string | null {
    return this.#read.client.transaction(() => this.#look(true))();
  }

  #look(atRest: boolean): string | null {
    const before = this.#last;
    for (const { seq, body } of openAuditRows(this.#read).since(this.#last)) {
      this.#last = seq;
      this.rows++;
      const secret = secrets.find((each) => body.includes(each));
      if (secret) return `row ${seq} holds ${secret}`;
      const line = JSON.parse(body) as Readonly<Record<string, unknown>>;
      if (line.event === "ceremony-ended") this.ceremonies++;
      const why = this.#agreement.read(line);
      if (why) return why;
    }
    if (this.#last === before && !atRest) return null;
    return this.#agreement.hold(readKeptTables(this.#read), atRest) ?? this.#counted() ?? this.#keyMovesOn();
  }

  /** Serials and one-time passwords count on, whatever happens. */
  #counted(): string | null {
    const counts = (query: string): ReadonlyMap<string, number> =>
      new Map(this.#read.client.prepare<[], [string, number]>(query).raw().all());
    const now: Counters = {
      serials: counts("SELECT issuer, next_serial FROM issuers"),
      steps: counts("SELECT serial, last_step FROM otp_tokens"),
    };
    for (const kind of ["serials", "steps"] as const)
      for (const [name, count] of this.#counters[kind])
        if ((now[kind].get(name) ?? -1) < count) return `the ${kind} of ${name} went back from ${count}`;
    this.#counters = now;
    return null;
  }

  #keyMovesOn(): string | null {
    const read = openKeyStates(this.#home.keyState).read();
    if (read.type !== "found") return "the key state is gone";
    read.state.key.wipe();
    if (read.state.next < this.#state) return `the key state went back from row ${this.#state}`;
    this.#state = read.state.next;
    return null;
  }

  /** The journal as a verifier reads it, and the sticks: a folder holds a pair, or is not there. */
  judge(): string | null {
    const { keyState, boots, firstKey } = this.#home;
    const state = openKeyStates(keyState).read();
    const kept = openFirstKey(firstKey);
    const counted = openBootCounter(boots).read();
    const proof = {
      firstKey: kept.type === "opened" ? kept.key : null,
      state: state.type === "found" ? state.state : null,
      publicKey: signerOf(this.#home)?.publicKey ?? null,
      boots: counted.type === "found" ? counted.count.boots : null,
    };
    for (const rowByRow of [false, true]) {
      const found = verifyJournal(openAuditRows(this.#read), { proof, rowByRow });
      if (found.type !== "whole") return `the journal is not whole: ${JSON.stringify(found)}`;
    }
    return this.#halfFolder();
  }

  #halfFolder(): string | null {
    const names = readdirSync(this.#home.sticks, { recursive: true, encoding: "utf8" });
    const folders = new Set(names.filter((name) => /\/USER\/cn=[^/]*$/.test(name)));
    for (const folder of folders)
      for (const file of ["signCert.der", "signPri.key"])
        if (!names.includes(join(folder, file)) || readFileSync(join(this.#home.sticks, folder, file)).length === 0)
          return `${folder} holds no ${file}`;
    return null;
  }

  close(): void {
    this.#read.client.close();
  }
}
