// Personal numbers, seeds, codes and passwords are in no byte of the files.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { cardCode, tokenSeed, trainingCustomers, trainingStaff } from "../../hardware/rehearsal-fixture.ts";
import { trainingBranch } from "./training-branch.ts";

type Hidden = { readonly what: string; readonly bytes: Buffer };

function forms(what: string, text: string): readonly Hidden[] {
  const bytes = Buffer.from(text);
  return [
    { what, bytes },
    { what: `${what} (utf16)`, bytes: Buffer.from(text, "utf16le") },
    { what: `${what} (hex)`, bytes: Buffer.from(bytes.toString("hex")) },
    { what: `${what} (base64)`, bytes: Buffer.from(bytes.toString("base64").replaceAll("=", "")) },
  ];
}

function hidden(): readonly Hidden[] {
  const people = trainingCustomers.flatMap(({ id, residentNumber, account, phone, medium }) => [
    ...forms(`resident number of ${id}`, residentNumber),
    ...forms(`printed resident number of ${id}`, `${residentNumber.slice(0, 6)}-${residentNumber.slice(6)}`),
    ...forms(`account of ${id}`, account.number),
    ...forms(`phone of ${id}`, phone),
    { what: `seed of ${id}`, bytes: tokenSeed(medium.serial) },
    { what: `seed of ${id} (hex)`, bytes: Buffer.from(tokenSeed(medium.serial).toString("hex")) },
    { what: `first cells of ${id}`, bytes: Buffer.from(cardCode(medium.serial, 1) + cardCode(medium.serial, 2)) },
  ]);
  return [...people, ...trainingStaff.flatMap(({ number, password }) => forms(`password of ${number}`, password))];
}

function seen(bytes: Buffer): readonly string[] {
  return hidden()
    .filter((each) => bytes.includes(each.bytes))
    .map(({ what }) => what);
}

describe("the files of a branch", () => {
  it("hold no personal number, seed or password, in the database, the WAL or the shared memory", async () => {
    const { database } = await trainingBranch();
    const read = (end: string): Buffer => readFileSync(database.file + end);
    const wal = read("-wal");
    assert.ok(wal.includes("홍길동"), "the scan sees what is not locked");
    assert.deepEqual(seen(Buffer.concat([wal, read("-shm"), read("")])), []);
    database.close();
    const file = readFileSync(database.file);
    assert.ok(file.includes("홍길동") && file.includes("710000012345"));
    assert.deepEqual(seen(file), []);
  });

  it("hold no account number or token serial where failures are counted", async () => {
    const { database } = await trainingBranch();
    const rows = database.client.prepare("SELECT kind, target FROM attempts").all() as { target: string }[];
    assert.equal(rows.length, 1);
    assert.match(rows[0]?.target ?? "", /^[0-9a-f]{64}$/);
    database.close();
  });
});
