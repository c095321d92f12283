// The CAs of a branch, as its database keeps them.

import { openCaRecords } from "../../db/ca-records.ts";
import { openDatabase } from "../../db/open.ts";

export function caCertificates(home: string): { readonly root: Buffer; readonly yessign: Buffer } {
  const opened = openDatabase(`${home}/changgu.sqlite`);
  if (opened.type === "refused") throw new Error(opened.refusal.type);
  const records = openCaRecords(opened.database).all();
  opened.database.close();
  const named = (name: string): Buffer =>
    records.find((record) => record.name === name)?.certificate ?? Buffer.alloc(0);
  return { root: named("root"), yessign: named("yessign") };
}
