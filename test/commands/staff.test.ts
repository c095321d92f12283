// Staff is added, taken out of service and back; what is refused changes nothing and is journaled nowhere.

import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { nobody } from "../../src/audit/entry.ts";
import { addStaff, listStaff, type NewMember, type StaffMeans, turnService } from "../../src/commands/staff.ts";
import { Secret } from "../../src/secret.ts";
import { defaultLimits } from "../../src/verification/attempts.ts";
import type { StaffNumber } from "../../src/verification/registry.ts";
import { signOn } from "../../src/verification/staff.ts";
import { begun } from "../db/new-journal.ts";
import { type BranchBooks, factsOf, openBooksOf } from "./branch-books.ts";

type Branch = BranchBooks & { readonly means: StaffMeans; readonly said: string[]; readonly complained: string[] };

const opened: BranchBooks[] = [];
after(() => {
  for (const { database } of opened) database.close();
});

function newBranch(): Branch {
  const { home, database } = begun();
  const found = openBooksOf(home, database);
  opened.push(found);
  const [said, complained]: [string[], string[]] = [[], []];
  const means: StaffMeans = {
    books: found.books,
    operator: "operator",
    json: false,
    print: (line) => void said.push(line),
    complain: (line) => void complained.push(line),
  };
  return { ...found, means, said, complained };
}

const numberOf = (text: string): StaffNumber => text as StaffNumber;
const password = "Window#2026";

function add(branch: Branch, number: string, more: Partial<NewMember> = {}, word = password): Promise<0 | 1> {
  const member = { number: numberOf(number), name: "박책임", role: "supervisor" as const, ...more };
  return addStaff(member, Secret.fromText(word), branch.means);
}

async function signOnOf({ books }: Branch, number: string, word = password): Promise<string> {
  const outcome = await signOn({ ...books, limits: defaultLimits, about: nobody }, number, Secret.fromText(word));
  return outcome.type;
}

const operated = { operator: "operator", ceremony: null, staff: null };

describe("changgu staff", () => {
  it("adds a member who can sign on, and journals who did it without the password", async () => {
    const branch = newBranch();
    assert.equal(await add(branch, "200001"), 0);
    assert.equal(await signOnOf(branch, "200001"), "signed-on");
    const [added] = factsOf(branch.database);
    assert.deepEqual(added, {
      event: "staff-added",
      number: "200001",
      name: "박책임",
      role: "supervisor",
      ...operated,
    });
    assert.ok(!JSON.stringify(factsOf(branch.database)).includes(password));
  });

  it("refuses a number that is taken, an ugly name, a password against the rules", async () => {
    const branch = newBranch();
    assert.equal(await add(branch, "200001"), 0);
    assert.equal(await add(branch, "200001", { role: "teller" }), 1);
    assert.equal(await add(branch, "200002", { name: "박\u202e책임" }), 1);
    assert.equal(await add(branch, "200002", {}, "window2026"), 1);
    assert.equal(await add(branch, "200002", {}, "a!200002"), 1);
    const words = [/somebody's already/, /cannot be seen/, /no sign beside/, /holds the staff number/];
    assert.equal(branch.complained.length, words.length);
    for (const [index, word] of words.entries()) assert.match(branch.complained[index] ?? "", word);
    assert.deepEqual([branch.books.staff.all().length, factsOf(branch.database).length], [1, 1]);
  });

  it("takes a member out of service, who cannot sign on, and back", async () => {
    const branch = newBranch();
    for (const number of ["100001", "100002"]) await add(branch, number, { role: "teller" });
    assert.equal(turnService(numberOf("100001"), "out", branch.means), 0);
    assert.equal(await signOnOf(branch, "100001"), "sign-on-refused");
    assert.equal(turnService(numberOf("100001"), "out", branch.means), 1);
    assert.equal(turnService(numberOf("100001"), "in", branch.means), 0);
    assert.equal(await signOnOf(branch, "100001"), "signed-on");
    assert.equal(turnService(numberOf("100001"), "in", branch.means), 1);
    assert.equal(turnService(numberOf("100009"), "out", branch.means), 1);
    const facts = factsOf(branch.database).filter(({ event }) => String(event).startsWith("staff-taken"));
    assert.deepEqual(facts, [
      { event: "staff-taken-out", number: "100001", ...operated },
      { event: "staff-taken-back", number: "100001", ...operated },
    ]);
    assert.deepEqual(branch.complained, [
      "100001 is out of service already.",
      "100001 is in service already.",
      "Nobody has the number 100009; see: changgu staff list",
    ]);
  });
});

describe("the staff of a branch", () => {
  it("keeps the last supervisor who can sign on in service", async () => {
    const branch = newBranch();
    for (const number of ["200001", "200002", "200003"]) await add(branch, number);
    await add(branch, "100001", { role: "teller" });
    for (let tries = 0; tries < 5; tries++) await signOnOf(branch, "200003", "wrong");
    assert.equal(turnService(numberOf("200002"), "out", branch.means), 0);
    // 200003 is locked by wrong passwords and needs a supervisor himself.
    assert.equal(turnService(numberOf("200001"), "out", branch.means), 1);
    assert.match(branch.complained[0] ?? "", /the last supervisor who can sign on/);
    assert.equal(turnService(numberOf("100001"), "out", branch.means), 0);
    assert.equal(turnService(numberOf("200002"), "in", branch.means), 0);
    assert.equal(turnService(numberOf("200001"), "out", branch.means), 0);
    assert.equal(turnService(numberOf("200003"), "in", branch.means), 1);
    assert.match(branch.complained[1] ?? "", /locked by wrong passwords: a supervisor unlocks that/);
  });

  it("keeps the last member in service, though no supervisor", async () => {
    const branch = newBranch();
    for (const number of ["100001", "100002"]) await add(branch, number, { role: "teller" });
    assert.equal(turnService(numberOf("100002"), "out", branch.means), 0);
    assert.equal(turnService(numberOf("100001"), "out", branch.means), 1);
    assert.match(branch.complained[0] ?? "", /100001 is the last one who can sign on; add another/);
    assert.equal(branch.books.staff.member("100001")?.state, "active");
  });

  it("lists them, for people and as JSON, without a hash", async () => {
    const branch = newBranch();
    await add(branch, "200001");
    await add(branch, "100001", { role: "teller", name: "이창구" });
    turnService(numberOf("100001"), "out", branch.means);
    for (let tries = 0; tries < 5; tries++) await signOnOf(branch, "100001", "wrong");
    branch.said.length = 0;
    assert.equal(listStaff({ ...branch.means, json: true }), 0);
    assert.deepEqual(JSON.parse(branch.said[0] ?? ""), [
      { number: "100001", name: "이창구", role: "teller", state: "locked", wrongPasswords: true },
      { number: "200001", name: "박책임", role: "supervisor", state: "active", wrongPasswords: false },
    ]);
    branch.said.length = 0;
    assert.equal(listStaff(branch.means), 0);
    assert.deepEqual(branch.said, [
      "100001  teller      out of service  이창구  locked by wrong passwords",
      "200001  supervisor  in service      박책임",
    ]);
  });
});

describe("changgu staff --json", () => {
  it("tells what is done and what is refused, one object each", async () => {
    const branch = newBranch();
    const asked = { ...branch, means: { ...branch.means, json: true } };
    await add(asked, "200001");
    await add(asked, "200001");
    await add(asked, "100001", { role: "teller", name: "이창구" });
    for (const to of ["out", "out", "in"] as const) turnService(numberOf("100001"), to, asked.means);
    assert.deepEqual(branch.complained, []);
    const taken = "200001 is somebody's already; see: changgu staff list";
    assert.deepEqual(
      branch.said.map((line) => JSON.parse(line)),
      [
        { type: "staff-added", number: "200001", name: "박책임", role: "supervisor" },
        { type: "number-taken", number: "200001", words: taken },
        { type: "staff-added", number: "100001", name: "이창구", role: "teller" },
        { type: "staff-taken-out", number: "100001" },
        { type: "out-already", number: "100001", words: "100001 is out of service already." },
        { type: "staff-taken-back", number: "100001" },
      ],
    );
  });
});
