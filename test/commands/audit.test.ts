// The audit commands: exit codes, words, and what they print.

import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { openAuditRows } from "../../db/audit-rows.ts";
import type { Database } from "../../db/open.ts";
import { statementOf } from "../../src/audit/checkpoint.ts";
import { nobody } from "../../src/audit/entry.ts";
import { rowLine } from "../../src/audit/row-line.ts";
import { checkpointCode, parseCheckpointCode, slipLine, slipText } from "../../src/audit/slip.ts";
import { databaseOf } from "../../src/audit/verify.ts";
import { type AuditVerifyMeans, type AuditVerifyOptions, auditVerify } from "../../src/commands/audit.ts";
import { auditTail } from "../../src/commands/audit-tail.ts";
import { en } from "../../src/commands/record-words-en.ts";
import { signer } from "../db/journal-means.ts";
import { begun, firstKey, type Home, journalOf, newFolder } from "../db/new-journal.ts";

const k0 = "07".repeat(32);

function written(): { readonly home: Home; readonly database: Database } {
  const { home, database } = begun();
  const journal = journalOf(database, home.means);
  for (let seq = 1; seq <= 5; seq++) journal.append({ event: "idle-warned", at: `stage ${seq}` }, nobody);
  journal.seal();
  return { home, database };
}

async function run(
  { home, database }: ReturnType<typeof written>,
  options: AuditVerifyOptions,
  kept = false,
  more: Partial<AuditVerifyMeans> = {},
): Promise<readonly [number, string]> {
  const lines: string[] = [];
  const code = await auditVerify(options, {
    rows: openAuditRows(database),
    files: [],
    own: {
      keyStates: home.means.keyStates,
      boots: home.means.boots.read(),
      keyFile: null,
      cursors: { type: "found", cursors: [] },
    },
    publicKey: null,
    slips: [],
    keptFirstKey: () => (kept ? firstKey() : null),
    words: en,
    print: (line) => lines.push(line),
    progress: () => {},
    record: async () => null,
    ...more,
  });
  return [code, lines.join("\n")];
}

describe("audit verify", () => {
  it("says that a whole journal is whole and by what that is proven", async () => {
    const target = written();
    const [code, text] = await run(target, { k0 });
    assert.equal(code, 0);
    assert.match(text, /^WHOLE\. 7 rows, the last is 6, head [0-9a-f]{64}\.$/m);
    assert.match(text, /Rows 0 to 6: each is sealed with its own key, proven by the first key\./);
    assert.match(text, /No row was cut off at the end since the key state was written\./);
    assert.match((await run(target, {}, true))[1], /kept in this home, as for training/);
    assert.match((await run(target, {}))[1], /only the first key can prove/);
    target.database.close();
  });

  it("takes the first key from a file, in digits or bytes", async () => {
    const target = written();
    const file = join(newFolder(), "k0");
    for (const content of [`${k0.slice(0, 32)} ${k0.slice(32)}\n`, Buffer.alloc(32, 7)]) {
      writeFileSync(file, content);
      assert.equal((await run(target, { k0File: file }))[0], 0);
    }
    target.database.close();
  });

  it("names the bad row, in words and in JSON, and exits with 1", async () => {
    const target = written();
    target.database.client.exec("DROP TRIGGER audit_no_update; UPDATE audit SET body = body || ' ' WHERE seq = 3");
    const [code, text] = await run(target, { k0 });
    assert.equal(code, 1);
    assert.match(text, /^BROKEN\. Row 3 is not the one that was written/);
    const found = JSON.parse((await run(target, { k0, json: true }))[1]) as Record<string, unknown>;
    assert.deepEqual([found.type, found.seq, found.fault], ["broken", 3, { type: "hash-differs" }]);
    target.database.close();
  });

  it("exits with 1 for another first key", async () => {
    const target = written();
    const [code, text] = await run(target, { k0: "08".repeat(32) });
    assert.equal(code, 1);
    assert.match(text, /made with another first key/);
    target.database.close();
  });

  it("exits with 2 when it cannot look: no such key, no proof at all", async () => {
    const target = written();
    for (const half of ["07", "07".repeat(16)]) assert.equal((await run(target, { k0: half }))[0], 2);
    assert.equal((await run(target, { k0: "zz".repeat(32) }))[0], 2);
    assert.equal((await run(target, { k0File: "/nowhere/k0" }))[0], 2);
    assert.equal((await run(target, {}, false, { own: null }))[0], 2);
    target.database.close();
  });

  it("exits with 1 when what proves a terminal's own journal is missing, and not for a copy, which never had it", async () => {
    const target = written();
    rmSync(target.home.stateFile);
    for (const options of [{}, { k0 }]) {
      const [code, text] = await run(target, options);
      assert.equal(code, 1);
      assert.match(text, /^WHOLE, BUT NOT PROVEN TO ITS END\. 7 rows/);
      assert.match(text, /^The key state of this terminal is missing: .*changgu audit recover/m);
      assert.match(text, /cannot be said without the key state/);
    }
    const found = JSON.parse((await run(target, { k0, json: true }))[1]) as Record<string, unknown>;
    assert.deepEqual([found.type, found.missing], ["not-proven", [{ type: "key-state-missing" }]]);
    const [code, text] = await run(target, { k0 }, false, { own: null });
    assert.equal(code, 0);
    assert.match(text, /^WHOLE\. 7 rows.*It was looked at as a copy: .* were not held against it\.$/s);
    target.database.close();
  });
});

describe("audit verify with slips", () => {
  it("says up to which row a slip has seen the journal, and who signed", async () => {
    const target = written();
    const checkpoint = journalOf(target.database, target.home.means).lastCheckpoint();
    const row = openAuditRows(target.database).after(3, 1)[0];
    assert.ok(row && checkpoint);
    const text = `# collected on Monday\n${slipText({ seq: row.seq, head: row.hash }, checkpoint)}\n`;
    const [code, said] = await run(target, {}, false, { slips: [text], publicKey: signer.publicKey });
    assert.equal(code, 0, said);
    assert.match(said, /Rows 0 to 5: they stand under checkpoints that this terminal signed\./);
    assert.match(said, /Rows 0 to 4: a slip that left the house has seen them as they are\./);
    target.database.close();
  });

  it("finds an old copy of the database and of everything beside it, by one slip alone", async () => {
    const target = written();
    const journal = journalOf(target.database, target.home.means);
    const receipt = journal.append({ event: "idle-warned", at: "later" }, nobody);
    const slips = [slipLine(receipt)];
    target.database.client.exec("DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE seq = 7");
    const [code, text] = await run(target, { k0 }, false, { slips });
    assert.equal(code, 1);
    assert.match(text, /^BROKEN by a slip, though whole in itself\. 7 rows/m);
    assert.match(text, /Slip in line 1: it is of row 7, and the journal ends with row 6/);
    target.database.close();
  });

  it("finds a journal that was written anew with every key of the terminal stolen", async () => {
    const [ours, theirs] = [written(), written()];
    const row = openAuditRows(ours.database).after(3, 1)[0];
    const checkpoint = journalOf(ours.database, ours.home.means).lastCheckpoint();
    assert.ok(row && checkpoint);
    const receipt = { seq: row.seq, head: row.hash };
    const judged = async (slips: string): Promise<readonly string[]> => {
      const found = JSON.parse(
        (await run(theirs, { k0, json: true }, false, { slips: [slips], publicKey: signer.publicKey }))[1],
      );
      return (found as { readonly slips: readonly { readonly type: string }[] }).slips.map(({ type }) => type);
    };
    assert.deepEqual(await judged(slipLine(receipt)), ["head-differs"]);
    const groups = `${row.seq} ${row.hash.slice(0, 20).match(/.{4}/g)?.join(" ").toUpperCase()}`;
    assert.deepEqual(await judged(groups), ["head-differs"]);
    assert.deepEqual(await judged(slipText(receipt, checkpoint)), ["not-ours"]);
    const forged = { ...checkpoint, database: databaseOf(openAuditRows(theirs.database)) ?? "" };
    assert.deepEqual(await judged(slipText(receipt, forged)), ["not-ours"]);
    const signed = { ...forged, signature: signer.sign(statementOf(forged)) };
    assert.deepEqual(await judged(slipText(receipt, signed)), ["checkpoint-differs"]);
    assert.deepEqual(await judged("4 12345\nnonsense\n5 ffffffffffffffffffff CGCP1:00"), [
      "malformed",
      "malformed",
      "malformed",
    ]);
    for (const { database } of [ours, theirs]) database.close();
  });
});

describe("the code of a checkpoint", () => {
  it("reads a checkpoint from its code as it was, whatever it holds", () => {
    const hex = (digits: number) =>
      fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: digits, maxLength: digits });
    const most = 2 ** 47;
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.tuple(fc.nat(most), fc.nat(most), fc.nat(2 ** 31), fc.nat(2 ** 42)),
        fc.tuple(hex(64), hex(64), hex(64), hex(64), hex(128)),
        (database, [from, upto, boot, at], [head, root, bulk, previous, signature]) => {
          const time = new Date(at).toISOString();
          const checkpoint = { database, from, upto, boot, time, head, root, bulk, previous, signature };
          const code = checkpointCode(checkpoint);
          assert.match(code, /^[0-9A-Z:]{466}$/);
          assert.deepEqual(parseCheckpointCode(code), checkpoint);
          assert.equal(parseCheckpointCode(code.slice(1)), null);
        },
      ),
    );
  });
});

describe("audit verify", () => {
  it("is journaled: who looked, up to where, by what, and what was found", async () => {
    const target = written();
    const looked: unknown[] = [];
    const record = async (found: unknown): Promise<null> => {
      looked.push(found);
      return null;
    };
    await run(target, { k0 }, false, { record });
    await run(target, {}, false, { record });
    assert.deepEqual(looked, [
      { upTo: 6, result: "whole", by: "first-key", slips: 0 },
      { upTo: 6, result: "whole", by: "chain", slips: 0 },
    ]);
    assert.match(
      (await run(target, {}, false, { record: async () => "the disk is full" }))[1],
      /could not be journaled: the disk is full\./,
    );
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
