// The journal's table, in the branch's database and in each file of former rows.

import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

const digits = (count: number): string => "[0-9]".repeat(count);
/** Six digits, a hyphen and seven digits; or a JSON string of exactly thirteen digits (hashes hold longer runs). */
const printedNumber = `*${digits(6)}-${digits(7)}*`;
const quotedNumber = `*"${digits(13)}"*`;

const oneOf = (events: readonly string[]): string => `event IN (${events.map((event) => `'${event}'`).join(", ")})`;

/** What is looked for from the newest row back, at each start and each sign-on, however long ago it was. */
export const turns: readonly string[] = ["started", "stopped", "staff-signed-on", "ceremony-began", "ceremony-ended"];
const ofFiles = ["journal-rotating", "journal-rotated", "journal-file-removing", "journal-file-removed"];

/** A row that is found without reading the others: the index has it. */
export const marked = oneOf([...ofFiles, ...turns]);

/** A row of the journal about a file of former rows. */
export const fileFacts = `${marked} AND ${oneOf(ofFiles)}`;

/** One row a fact; triggers refuse UPDATE, DELETE and any seq but the next. */
export const audit = sqliteTable(
  "audit",
  {
    seq: integer().primaryKey(),
    /** RFC 8785 JSON, the very text that is hashed. */
    body: text().notNull(),
    hash: text().notNull(),
    mac: text().notNull(),
    // Computed at each insert of a STRICT table: what is no JSON is refused by them.
    time: text().generatedAlwaysAs(sql`json_extract(body, '$.time')`, { mode: "virtual" }),
    terminal: text().generatedAlwaysAs(sql`json_extract(body, '$.terminal')`, { mode: "virtual" }),
    ceremony: text().generatedAlwaysAs(sql`json_extract(body, '$.ceremony')`, { mode: "virtual" }),
    event: text().generatedAlwaysAs(sql`json_extract(body, '$.event')`, { mode: "virtual" }),
  },
  (table) => [
    // One for all that is looked for: each index costs every row a look at its event, and few rows stand in it.
    index("audit_marks").on(table.event, table.terminal).where(sql.raw(marked)),
    check("audit_no_printed_resident_number", sql.raw(`body NOT GLOB '${printedNumber}'`)),
    check("audit_no_quoted_resident_number", sql.raw(`body NOT GLOB '${quotedNumber}'`)),
    check("audit_hash_length", sql.raw("length(hash) = 64 AND length(mac) = 64")),
  ],
);
