// What becomes of each table when an officer accepts an old copy: nothing of the gap is given out, honoured or believed twice.

import { and, desc, eq, isNotNull, isNull, sql, type Table } from "drizzle-orm";
import { type About, type Fact, nobody } from "../src/audit/entry.ts";
import type { Journal } from "../src/audit/journal.ts";
import type { OldCopyAnswered, Precautions } from "../src/audit/journal-entry.ts";
import { lockTarget } from "./attempts.ts";
import { audit } from "./journal-schema.ts";
import { listsSkipAhead, type Published, serialsSkipAhead } from "./old-copy-numbers.ts";
import type { Database } from "./open.ts";
import { certificates, otpTokens, requests, securityCards } from "./schema.ts";
import type { Strongbox } from "./strongbox.ts";
import { tickets } from "./ticket-schema.ts";

export type OldCopyMeans = {
  readonly database: Database;
  readonly strongbox: Strongbox;
  readonly now: Date;
  readonly published: Published;
  /** More numbers of a kind than can have been given out since the copy was made. */
  readonly leap: number;
};

/** What the acceptance's own row says of a table, and the rows that follow it. */
export type Done = Partial<Precautions> & { readonly rows?: readonly Told[] };
type Told = { readonly fact: Fact; readonly about: About };

type Tables = typeof import("./schema.ts") &
  typeof import("./financial-schema.ts") &
  typeof import("./journal-schema.ts") &
  typeof import("./notice-schema.ts") &
  typeof import("./registration-schema.ts") &
  typeof import("./ticket-schema.ts");
type TableName = { [Name in keyof Tables]: Tables[Name] extends Table ? Name : never }[keyof Tables];

/** Nobody can know what of it was lost, or nothing can be had by it: the officer is told what to look up. */
const asItWas = (): Done => ({});

/** Why, table by table: SECURITY.md. */
const precautions: Readonly<Record<TableName, (means: OldCopyMeans) => Done>> = {
  issuers: serialsSkipAhead,
  // The last lists, their numbers and who stands on them.
  meta: listsSkipAhead,
  certificates: preparedAreDoubted,
  tickets: ticketsAreCancelled,
  requests: requestsAreClosed,
  securityCards: challengesAreGivenUp,
  otpTokens: codesAreSpent,
  attempts: asItWas,
  staff: asItWas,
  customers: asItWas,
  phones: asItWas,
  accounts: asItWas,
  // Each is asked for by its key, which the bank books once, and its own certificate or ticket settles it.
  debits: asItWas,
  bookings: asItWas,
  // Each is asked for by its name; what no certificate needs is destroyed.
  deposits: asItWas,
  vaultKeys: asItWas,
  expiryNotices: asItWas,
  registrations: asItWas,
  caRecords: asItWas,
  arrivals: asItWas,
  audit: asItWas,
};

const none: Precautions = {
  ...{ serials: [], lists: [], listed: 0, unknown: 0, doubted: 0 },
  ...{ tickets: 0, requests: 0, challenges: 0, tokens: 0, locked: 0 },
};

/** Numbers for a clock that is behind: no branch gives out as many in the years that a battery lasts. */
const margin = 1_000_000;

/** A number a second since the copy's last row, so that a copy which is put back twice gives out none twice either. */
function leapOf({ orm }: Database, now: Date): number {
  const last = orm.select({ time: audit.time }).from(audit).orderBy(desc(audit.seq)).limit(1).get();
  const seconds = (now.getTime() - Date.parse(last?.time ?? "")) / 1000;
  return margin + Math.max(Math.ceil(seconds) || 0, 0);
}

/** In one transaction with its rows, the acceptance's own first. Throws `JournalUnwritable` with nothing done. */
export function acceptOldCopy(journal: Journal, answered: OldCopyAnswered, means: Omit<OldCopyMeans, "leap">): void {
  const { database, now } = means;
  database.transactions.run(() => {
    const leap = leapOf(database, now);
    const done = Object.values(precautions).map((take) => take({ ...means, leap }));
    const { rows: _, ...says } = Object.assign({}, none, ...done) as Precautions & Pick<Done, "rows">;
    journal.append({ ...answered, ...says }, nobody);
    for (const { fact, about } of done.flatMap(({ rows }) => rows ?? [])) journal.append(fact, about);
  });
}

/** Since then one may have been signed, and only the list reaches it: as after a power cut at the intent. */
function preparedAreDoubted({ database: { orm } }: OldCopyMeans): Done {
  const prepared = and(eq(certificates.state, "prepared"), eq(certificates.signing, false));
  return { doubted: orm.update(certificates).set({ signing: true }).where(prepared).run().changes };
}

/** One may have been spent: its fee goes back as soon as a terminal opens, and its customer gets another at the counter. */
function ticketsAreCancelled({ database: { orm } }: OldCopyMeans): Done {
  const open = eq(tickets.state, "open");
  const { id, ceremony } = tickets;
  const found = orm.select({ id, ceremony }).from(tickets).where(open).all();
  orm.update(tickets).set({ state: "cancelled" }).where(open).run();
  const rows = found.map(({ id: ticket, ceremony }) => ({
    fact: { event: "ticket-cancelled", ticket, why: "old-copy" } as const,
    about: { ceremony, staff: null },
  }));
  return { tickets: found.length, rows };
}

/** One may have been rejected, or approved and acted on: whoever still wants it asks again. */
function requestsAreClosed({ database: { orm } }: OldCopyMeans): Done {
  const open = eq(requests.state, "open");
  const { id, kind } = requests;
  const found = orm.select({ id, kind }).from(requests).where(open).all();
  orm.update(requests).set({ state: "expired" }).where(open).run();
  const rows = found.map(({ id: request, kind }) => ({
    fact: { event: "request-expired", request, kind } as const,
    about: nobody,
  }));
  return { requests: found.length, rows };
}

/** It may have been answered, before eyes that remember. */
function challengesAreGivenUp({ database: { orm } }: OldCopyMeans): Done {
  const kept = isNotNull(securityCards.challengeFirst);
  const given = { challengeFirst: null, challengeSecond: null };
  return { challenges: orm.update(securityCards).set(given).where(kept).run().changes };
}

/**
 * A clock tells which codes may have been used: those until now, with the window's one step more. Of a token that counts
 * presses nobody knows how far it came.
 */
function codesAreSpent({ database, strongbox, now }: OldCopyMeans): Done {
  const { orm } = database;
  const { serial, state, periodSeconds, driftSteps, lastStep } = otpTokens;
  const seconds = Math.floor(now.getTime() / 1000);
  const upTo = sql<number>`CAST(${seconds} AS INTEGER) / ${periodSeconds} + ${driftSteps} + 1`;
  const behind = and(isNotNull(periodSeconds), sql`${lastStep} < ${upTo}`);
  const { changes: moved } = orm.update(otpTokens).set({ lastStep: upTo }).where(behind).run();
  const counting = and(isNull(periodSeconds), eq(state, "bound"));
  const found = orm.select({ serial }).from(otpTokens).where(counting).all();
  for (const { serial: id } of found) lockTarget(database, strongbox, { kind: "otp", id });
  const rows = found.map((token) => ({ fact: { event: "otp-locked", ...token } as const, about: nobody }));
  return { tokens: moved, locked: found.length, rows };
}
