// Writes row 0 and the first key state: once, when a branch is provisioned or a rehearsal made anew.

import { randomUUID } from "node:crypto";
import { EvolvingKey, genesisBody, genesisFields, keyCommitment, noRow, rowHash } from "../src/audit/chain.ts";
import type { KeyState } from "../src/audit/key-state.ts";
import { Secret } from "../src/secret.ts";
import { openAuditRows } from "./audit-rows.ts";
import type { JournalMeans } from "./journal.ts";
import { audit } from "./journal-schema.ts";
import type { Database } from "./open.ts";

export type Begun =
  | { readonly type: "begun" }
  | { readonly type: "begun-before" }
  | { readonly type: "key-state-refused"; readonly why: string };

class StateRefused extends Error {
  override readonly name = "StateRefused";
}

export type BeginMeans = JournalMeans & {
  /** The digest of the settings under which the journal begins. */
  readonly settingsDigest: string;
};

function write(database: Database, means: BeginMeans, key: EvolvingKey, commitment: string): void {
  const id = randomUUID();
  const time = means.clock.now().toISOString();
  const { terminal, settingsDigest: settings } = means;
  const { publicKey } = means.signer;
  const schema = database.schemaVersion;
  const body = genesisBody({ database: id, schema, commitment, publicKey, settings, terminal, time });
  const head = rowHash(noRow, body);
  database.orm
    .insert(audit)
    .values({ seq: 0, body, hash: head, mac: key.mac(head) })
    .run();
  key.evolveTo(1);
  const state: KeyState = { database: id, next: 1, head, key: key.use((bytes) => Secret.from(Buffer.from(bytes))) };
  // Before the commit: a cut in between leaves a state without a journal, which may be begun again.
  const written = means.keyStates.replace(state);
  state.key.wipe();
  if (written.type !== "written") {
    throw new StateRefused(written.type === "refused" ? written.why : "there is a key state of a journal in use");
  }
}

/** Whether there is a journal of another first key: nobody's people belong into it. */
export function begunWithAnother(database: Database, firstKey: Secret): boolean {
  const [first] = openAuditRows(database).after(-1, 1);
  return first !== undefined && genesisFields(first)?.commitment !== firstKey.use(keyCommitment);
}

/** `firstKey` is K_0, 32 random bytes: it is not stored here, and the caller shows it once or keeps it (training). */
export function beginJournal(database: Database, means: BeginMeans, firstKey: Secret): Begun {
  const key = firstKey.use((bytes) => new EvolvingKey(0, bytes));
  try {
    return database.transactions.run((): Begun => {
      if (openAuditRows(database).last() !== null) return { type: "begun-before" };
      write(database, means, key, firstKey.use(keyCommitment));
      return { type: "begun" };
    });
  } catch (error) {
    if (error instanceof StateRefused) return { type: "key-state-refused", why: error.message };
    throw error;
  } finally {
    key.wipe();
  }
}
