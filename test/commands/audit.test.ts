// The audit commands: exit codes, words, and what they print.

import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { openAuditRows } from "../../db/audit-rows.ts";
import type { Database } from "../../db/open.ts";
import { rowLine } from "../../src/audit/row-line.ts";
import { type AuditVerifyOptions, auditTail, auditVerify } from "../../src/commands/audit.ts";
import { begun, firstKey, type Home, journalOf, newFolder, nobody } from "../db/new-journal.ts";

const k0 = "07".repeat(32);

function written(): { readonly home: Home; readonly database: Database } {
  const { home, database } = begun();
  const journal = journalOf(database, home.means);
  for (let seq = 1; seq <= 5; seq++) journal.append({ event: "idle-warned", at: `stage ${seq}` }, nobody);
  journal.seal();
  return { home, database };
}

function run(
  { home, database }: ReturnType<typeof written>,
  options: AuditVerifyOptions,
  kept = false,
): readonly [number, string] {
  const lines: string[] = [];
  const code = auditVerify(options, {
    rows: openAuditRows(database),
    keyStates: home.means.keyStates,
    keptFirstKey: () => (kept ? firstKey() : null),
    print: (line) => lines.push(line),
  });
  return [code, lines.join("\n")];
}

describe("audit verify", () => {
  it("says that a whole journal is whole and by what that is proven", () => {
    const target = written();
    const [code, text] = run(target, { k0 });
    assert.equal(code, 0);
    assert.match(text, /^WHOLE\. 7 rows, the last is 6, head [0-9a-f]{64}\.$/m);
    assert.match(text, /Rows 0 to 6: each is sealed with its own key, proven by the first key\./);
    assert.match(text, /No row was cut off at the end\./);
    assert.match(run(target, {}, true)[1], /kept in this home, as for training/);
    assert.match(run(target, {})[1], /only the first key can prove/);
    target.database.close();
  });

  it("takes the first key from a file, in digits or bytes", () => {
    const target = written();
    const file = join(newFolder(), "k0");
    for (const content of [`${k0.slice(0, 32)} ${k0.slice(32)}\n`, Buffer.alloc(32, 7)]) {
      writeFileSync(file, content);
      assert.equal(run(target, { k0File: file })[0], 0);
    }
    target.database.close();
  });

  it("names the bad row, in words and in JSON, and exits with 1", () => {
    const target = written();
    target.database.client.exec("DROP TRIGGER audit_no_update; UPDATE audit SET body = body || ' ' WHERE seq = 3");
    const [code, text] = run(target, { k0 });
    assert.equal(code, 1);
    assert.match(text, /^BROKEN\. Row 3 is not the one that was written/);
    const found = JSON.parse(run(target, { k0, json: true })[1]) as Record<string, unknown>;
    assert.deepEqual([found.type, found.seq, found.fault], ["broken", 3, { type: "hash-differs" }]);
    target.database.close();
  });

  it("exits with 1 for another first key", () => {
    const target = written();
    const [code, text] = run(target, { k0: "08".repeat(32) });
    assert.equal(code, 1);
    assert.match(text, /made with another first key/);
    target.database.close();
  });

  it("exits with 2 when it cannot look: no such key, no proof at all", () => {
    const target = written();
    for (const half of ["07", "07".repeat(16)]) assert.equal(run(target, { k0: half })[0], 2);
    assert.equal(run(target, { k0: "zz".repeat(32) })[0], 2);
    assert.equal(run(target, { k0File: "/nowhere/k0" })[0], 2);
    rmSync(target.home.stateFile);
    assert.deepEqual(run(target, {})[0], 2);
    const [code, text] = run(target, { k0 });
    assert.equal(code, 0);
    assert.match(text, /cannot be said without the key state/);
    assert.match(text, /key state of this terminal is missing/);
    target.database.close();
  });
});

describe("audit tail", () => {
  it("prints the last rows, and follows until it is told to stop", async () => {
    const { home, database } = written();
    const lines: string[] = [];
    const journal = journalOf(database, home.means);
    let looks = 0;
    const pause = async (): Promise<boolean> => {
      journal.append({ event: "idle-warned", at: "later" }, { ceremony: "c-9", staff: "100001" });
      return ++looks < 3;
    };
    const rows = openAuditRows(database);
    const code = await auditTail({ follow: true, lines: 2 }, { rows, print: (line) => lines.push(line), pause });
    assert.equal(code, 0);
    assert.deepEqual(
      lines.map((line) => line.replace(/ \S+Z /, " ").replace(/(bulk|head|root|signature)=[0-9a-f]{12}…/g, "$1=…")),
      [
        '5 T-01 idle-warned at="stage 5"',
        "6 T-01 checkpoint boot=0 bulk=… from=0 head=… previous=000000000000… root=… signature=… upto=5",
        "7 T-01 idle-warned ceremony=c-9 staff=100001 at=later",
        "8 T-01 idle-warned ceremony=c-9 staff=100001 at=later",
      ],
    );
    database.close();
  });

  it("prints the exact body with its hash as JSON", async () => {
    const { database } = written();
    const lines: string[] = [];
    const rows = openAuditRows(database);
    await auditTail({ json: true, lines: 1 }, { rows, print: (line) => lines.push(line), pause: async () => false });
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      [rows.last()],
    );
    database.close();
  });

  it("sends no control character to the terminal", () => {
    const body = JSON.stringify({ event: "crashed\u009b31m", incident: "\u001b[2J\u202e" });
    assert.equal(
      rowLine({ seq: 1, body, hash: "", mac: "" }),
      '1 "?" "?" "crashed\\u009b31m" incident="\\u001b[2J\\u202e"',
    );
    assert.equal(rowLine({ seq: 2, body: "\u001b", hash: "", mac: "" }), '2 "\\u001b"');
  });
});
