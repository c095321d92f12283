// The journal's rows, read in short steps so that no reader holds a snapshot for long.

import { hash } from "node:crypto";
import { and, asc, desc, eq, gt, inArray, lt, max, type SQL, sql } from "drizzle-orm";
import { type AuditRow, type Digest, rowHash } from "../src/audit/chain.ts";
import { type AuditRows, onward } from "../src/audit/rows.ts";
import { audit, fileFacts, marked, turns } from "./journal-schema.ts";
import type { ReadDatabase } from "./open.ts";

const columns = { seq: audit.seq, body: audit.body, hash: audit.hash, mac: audit.mac };

/** How far back a kind of row is looked for: weeks of other terminals beside a closed one, a tenth of a second at most. */
const searched = 100_000;

type Gathered = { readonly rows: number; readonly head: string | null; readonly text: Buffer | null };

/** One line a row, as `bulkDigest` has them: put together by SQLite, so that no row becomes an object. */
const gather = `SELECT count(*) rows, (SELECT hash FROM audit WHERE seq = :upto) head,
  CAST(group_concat(hash || mac || body, char(10) ORDER BY seq) AS BLOB) text
  FROM audit WHERE seq BETWEEN :from AND :upto`;

const digits = 64;

/** `lines`: as `gather` puts them together; a body that holds a line's end is no canonical JSON, and does not fit. */
function chained(lines: string, before: Digest): boolean {
  let head = before;
  return lines.split("\n").every((line) => {
    const hashed = line.slice(0, digits);
    const same = rowHash(head, line.slice(2 * digits)) === hashed;
    head = hashed;
    return same;
  });
}

export function openAuditRows({ orm, client }: ReadDatabase): AuditRows {
  const gathered = client.prepare<[{ from: number; upto: number }], Gathered>(gather);
  const following = orm
    .select(columns)
    .from(audit)
    .where(gt(audit.seq, sql.placeholder("seq")))
    .orderBy(asc(audit.seq))
    .limit(sql.placeholder("limit"))
    .prepare();
  const preceding = orm
    .select(columns)
    .from(audit)
    .where(lt(audit.seq, sql.placeholder("seq")))
    .orderBy(desc(audit.seq))
    .limit(sql.placeholder("limit"))
    .prepare();
  const ofFiles = orm.select(columns).from(audit).where(sql.raw(fileFacts)).orderBy(asc(audit.seq)).prepare();
  // A quote inside a value is escaped: only the event's own name matches, and no body is parsed for it.
  const ofOldCopies = orm
    .select(columns)
    .from(audit)
    .where(sql`instr(${audit.body}, '"event":"old-copy-accepted"')`)
    .orderBy(asc(audit.seq))
    .prepare();
  const newest = orm.select(columns).from(audit).orderBy(desc(audit.seq)).limit(1).prepare();
  const after = (seq: number, limit: number): readonly AuditRow[] => following.all({ seq, limit });

  const lastWhere = (of: SQL | undefined): AuditRow | null => {
    const from = (newest.get()?.seq ?? 0) - searched;
    const recent = and(gt(audit.seq, from), of);
    return orm.select(columns).from(audit).where(recent).orderBy(desc(audit.seq)).limit(1).get() ?? null;
  };

  const turned = (event: string, terminal: string | null): number => {
    const of = and(
      sql.raw(marked),
      eq(audit.event, event),
      terminal === null ? undefined : eq(audit.terminal, terminal),
    );
    return (
      orm
        .select({ seq: max(audit.seq) })
        .from(audit)
        .where(of)
        .get()?.seq ?? -1
    );
  };
  const lastTurn = (terminal: string | null, events: readonly string[]): AuditRow | null => {
    const seq = Math.max(...events.map((event) => turned(event, terminal)));
    return after(seq - 1, 1).find((row) => row.seq === seq) ?? null;
  };

  return {
    after,
    since: (seq) => onward(after, seq),
    before: (seq, limit) => preceding.all({ seq, limit }),
    fileFacts: () => ofFiles.all(),
    oldCopies: () => ofOldCopies.all(),
    last: () => newest.get() ?? null,
    lastOf(terminal, events) {
      if (events.every((event) => turns.includes(event))) return lastTurn(terminal, events);
      const here = terminal === null ? undefined : eq(audit.terminal, terminal);
      return lastWhere(and(here, inArray(audit.event, [...events])));
    },
    lastIn: (ceremony) => lastWhere(eq(audit.ceremony, ceremony)),
    segment(from, upto) {
      const { rows = 0, head = null, text = null } = gathered.get({ from, upto }) ?? {};
      const bulk = hash("sha256", text ?? "");
      return { rows, head, bulk, chained: (before) => chained(text?.toString("utf8") ?? "", before) };
    },
    // Not from 0: a row that someone put before the first one must be seen.
    all: () => onward(after, Number.MIN_SAFE_INTEGER),
  };
}
