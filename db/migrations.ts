// Brings a database file to the newest schema, one migration after the other.

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Database as Client } from "better-sqlite3";

type JournalFile = { readonly entries: readonly { readonly tag: string }[] };

export type MigrationOutcome =
  | { readonly type: "migrated"; readonly from: number; readonly to: number }
  /** The file was written by a later version of the program. */
  | { readonly type: "newer-schema"; readonly version: number; readonly known: number }
  | { readonly type: "migrations-missing"; readonly folder: string };

/** The same from db/migrations.ts and from dist/, where one file holds the program. */
export const migrationsFolder = fileURLToPath(new URL("../db/migrations/", import.meta.url));

/** drizzle-kit cannot write STRICT, and a generated migration is never edited. */
function strict(statement: string): string {
  return statement.trimStart().startsWith("CREATE TABLE") ? statement.replace(/\)\s*;\s*$/, ") STRICT;") : statement;
}

function statements(folder: string, tag: string): readonly string[] {
  return readFileSync(`${folder}${tag}.sql`, "utf8").split("--> statement-breakpoint").map(strict);
}

function version(client: Client): number {
  return Number(client.pragma("user_version", { simple: true }));
}

/** Applies what is missing in one transaction; `user_version` counts the applied ones. Safe when several processes open at once. */
export function migrate(client: Client, folder = migrationsFolder): MigrationOutcome {
  const journal = `${folder}meta/_journal.json`;
  if (!existsSync(journal)) return { type: "migrations-missing", folder };
  const { entries } = JSON.parse(readFileSync(journal, "utf8")) as JournalFile;
  const from = version(client);
  if (from > entries.length) return { type: "newer-schema", version: from, known: entries.length };
  if (from < entries.length) {
    client
      .transaction(() => {
        for (const { tag } of entries.slice(version(client)))
          for (const each of statements(folder, tag)) client.exec(each);
        client.pragma(`user_version = ${entries.length}`);
      })
      .immediate();
  }
  return { type: "migrated", from, to: entries.length };
}
