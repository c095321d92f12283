// A journal in the hands of one who can write the disk, and what he has stolen besides.

import assert from "node:assert/strict";
import { openAuditRows } from "../../db/audit-rows.ts";
import type { Database } from "../../db/open.ts";
import { canonicalJson, type Fields } from "../../src/audit/canonical-json.ts";
import { type AuditRow, EvolvingKey, noRow, rowHash } from "../../src/audit/chain.ts";
import {
  bulkDigest,
  checkpointDigest,
  checkpointIn,
  merkleRoot,
  type Signer,
  statementOf,
} from "../../src/audit/checkpoint.ts";
import { nobody } from "../../src/audit/entry.ts";
import type { Fault, Verification } from "../../src/audit/verification.ts";
import { begun, type Home, journalOf, verified } from "./new-journal.ts";

export type Target = { readonly home: Home; readonly database: Database };

/** 100 rows, row 0, and checkpoints in rows 65 and 72; the key state is of row 73. */
export function written(): Target {
  const { home, database } = begun();
  const journal = journalOf(database, home.means);
  for (let seq = 1; seq <= 100; seq++) {
    journal.append({ event: "idle-warned", at: `stage-${seq}` }, nobody);
    if (seq === 70) journal.seal();
  }
  return { home, database };
}

/** The attacker is not held by triggers. */
export function disarm({ client }: Database): void {
  for (const name of ["audit_in_order", "audit_no_update", "audit_no_delete"])
    client.exec(`DROP TRIGGER IF EXISTS ${name}`);
}

export function fault(verification: Verification): readonly [number, Fault["type"]] | "whole" {
  return verification.type === "whole" ? "whole" : [verification.seq, verification.fault.type];
}

/** What each proof finds: both together, and without the first key. */
export function found({ home, database }: Target): { readonly both: unknown; readonly state: unknown } {
  return { both: fault(verified(database, home)), state: fault(verified(database, home, { firstKey: null })) };
}

export type Thief = {
  /** The MAC that he puts under a row. */
  seal(row: AuditRow): string;
  /** Makes checkpoints anew with this key; without one he leaves them as they are. */
  readonly signer?: Signer;
};

/** A row's text as he would have it: what it says, or which rows it stands for. */
function forgedBody(row: AuditRow, first: number, before: readonly AuditRow[], signer: Signer | undefined): string {
  const fields = JSON.parse(row.body) as Fields & { readonly from?: number; readonly upto?: number };
  if (row.seq === first) return row.body.replace("stage-", "other-");
  if (fields.event !== "checkpoint" || !signer) return row.body;
  const database = String((JSON.parse(before[0]?.body ?? "") as Fields).database);
  const { from = 0, upto = 0 } = fields;
  const segment = before.slice(from, upto + 1);
  const last = before.findLast(({ body }) => body.includes('"event":"checkpoint"'));
  const previous = last ? checkpointIn(last, database) : null;
  const { boot, time } = fields as Fields & { readonly boot: number; readonly time: string };
  const stated = {
    from,
    upto,
    head: segment.at(-1)?.hash ?? "",
    root: merkleRoot(segment.map(({ hash }) => hash)),
    bulk: bulkDigest(segment),
    boot,
    previous: previous && previous !== "malformed" ? checkpointDigest(previous) : noRow,
  };
  const signature = signer.sign(statementOf({ ...stated, database, time }));
  return canonicalJson({ ...fields, ...stated, signature });
}

/** Changes row `first`, and hashes all rows from there on again. */
export function rewrite({ database }: Target, first: number, { seal, signer }: Thief): void {
  disarm(database);
  const rows = [...openAuditRows(database).all()];
  const update = database.client.prepare("UPDATE audit SET body = ?, hash = ?, mac = ? WHERE seq = ?");
  const forged: AuditRow[] = rows.slice(0, first);
  for (const row of rows.slice(first)) {
    const body = forgedBody(row, first, forged, signer);
    const hash = rowHash(forged.at(-1)?.hash ?? "", body);
    const mac = seal({ ...row, body, hash });
    forged.push({ seq: row.seq, body, hash, mac });
    update.run(body, hash, mac, row.seq);
  }
}

/** The key in the key state file. */
export function stolenKey({ home }: Target): EvolvingKey {
  const read = home.means.keyStates.read();
  assert.equal(read.type, "found");
  return read.state.key.use((bytes) => new EvolvingKey(read.state.next, bytes));
}

/** The best MAC that a thief of the key state can make: he cannot go back. */
export function sealWithStolen(target: Target): (row: AuditRow) => string {
  const key = stolenKey(target);
  return (row) => {
    key.evolveTo(row.seq);
    return key.mac(row.hash);
  };
}
