// Whether the schema is the program's own: a trigger that somebody added acts in every transaction, and no row shows it.

import Sqlite, { type Database as Client } from "better-sqlite3";
import { migrate } from "./migrations.ts";

type Defined = { readonly type: string; readonly name: string; readonly sql: string };

function definitionsIn(client: Client): readonly Defined[] {
  return client
    .prepare<[], Defined>("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name")
    .all();
}

let own: ReadonlyMap<string, string> | null = null;

/** Made once: a command opens the database more than once. */
function ownDefinitions(): ReadonlyMap<string, string> {
  own ??= madeAnew();
  return own;
}

function madeAnew(): ReadonlyMap<string, string> {
  const empty = new Sqlite(":memory:");
  try {
    migrate(empty);
    return new Map(definitionsIn(empty).map(({ type, name, sql }) => [`${type} ${name}`, sql]));
  } finally {
    empty.close();
  }
}

/**
 * Of a database at the newest schema: triggers and views that are not the program's, and tables or indexes that say something
 * else than its own, so that a constraint is gone, or a column tells what no row holds. A guard that is missing weakens nothing
 * that the program does.
 */
export function schemaFindings(client: Client): readonly string[] {
  const made = ownDefinitions();
  return definitionsIn(client).flatMap(({ type, name, sql }) => {
    const known = made.get(`${type} ${name}`);
    if (known === sql) return [];
    if (known !== undefined) return [`the ${type} ${name} is not as the program made it`];
    return type === "trigger" || type === "view" ? [`the ${type} ${name} is not the program's`] : [];
  });
}
