// Whole days of a branch, drawn from a seed; and a fault that is planted is found, and told in a few lines.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Building } from "../../src/building.ts";
import { playTranscript } from "../../src/commands/play.ts";
import { playFiles, trainees } from "../../src/main/playing.ts";
import { type Day, drawDay, makeTemplate, opens, playDay } from "./branch-day.ts";
import { shrinkDay, transcriptOf } from "./failing-day.ts";
import { RehearsedBranch } from "./rehearsed-branch.ts";

let template = "";
before(async () => {
  template = await makeTemplate();
});
after(() => rmSync(template, { recursive: true, force: true }));

/** Whoever takes a second certificate keeps the first one. */
const forgetful = (building: Building): Building => ({
  ...building,
  authority: {
    ...building.authority,
    revoke: (serial, issuer, reason, at, about) =>
      reason === "superseded" ? null : building.authority.revoke(serial, issuer, reason, at, about),
  },
});

/** What stands in the journal before a file is written is left out. */
const hasty = (building: Building): Building => ({
  ...building,
  journal: {
    ...building.journal,
    append: (fact, about) =>
      fact.event === "certificate-writing"
        ? building.journal.append({ event: "screen-turned" }, about)
        : building.journal.append(fact, about),
    appendAll: (facts, about) => building.journal.appendAll(facts, about),
    seal: () => building.journal.seal(),
  },
});

/** 이서연 has a certificate, and takes another one; before and after her somebody looks at what is on his stick. */
const lee: Day = {
  desks: [{ terminal: "T-01", desk: "kiosk" }],
  acts: [
    "insert usb-park",
    "key 4 1",
    "key 1",
    "key cancel 1",
    "wait 3m",
    "pull usb-park",
    "insert usb0",
    "key 1 1",
    "key enter enter enter enter 1 enter enter enter 1 enter enter 1",
    "key 0 1 0 7 1 2 4 5 6 7 8 9 0 enter 0 1 2 3 4 5 0 2 3 0 0 0 3 3 enter 9 7 5 3 enter",
    "key 1",
    "wait 4s",
    "otp lee",
    "key 1",
    'secret "Kiosk!2026test"',
    "key enter",
    'secret "Kiosk!2026test"',
    "key enter",
    "key enter",
    "pull usb0",
    "wait 16s",
  ].map((text) => ({ terminal: "T-01", text })),
};

describe("a day in a branch", () => {
  it("leaves books that agree, whoever comes and whatever fails", async () => {
    const seed = Number(process.env.CHANGGU_SEED ?? 20_261_123);
    const day = drawDay(seed, 3);
    const { fault, rows } = await playDay(day, { template });
    if (fault)
      console.log(
        `CHANGGU_SEED=${seed}\n${transcriptOf({ ...day, acts: day.acts.slice(0, fault.acts) }, fault, seed)}`,
      );
    assert.equal(fault, null);
    assert.ok(rows > 20, `${rows} rows`);
  });

  it("is the same day from the same seed", () => {
    assert.deepEqual(drawDay(7, 4), drawDay(7, 4));
    assert.notDeepEqual(drawDay(7, 4), drawDay(8, 4));
  });

  it("goes wrong where a line cannot be played, and passes over one that finds nothing to answer", async () => {
    const at = (...texts: readonly string[]): Day => ({
      desks: [{ terminal: "T-01", desk: "kiosk" }],
      acts: texts.map((text) => ({ terminal: "T-01", text })),
    });
    const { fault, passed } = await playDay(at("card hong", "ticket"), { template });
    assert.deepEqual([fault, passed], [null, 2]);
    for (const [text, why] of [
      ["key 12", /no key "12"/],
      ["card kim", /kim has no security card/],
      ["dance", /no line can be read in: dance/],
    ] as const) {
      const wrong = await playDay(at("wait 1s", text), { template });
      assert.match(wrong.fault?.why ?? "", why);
      assert.equal(wrong.fault?.acts, 2);
    }
  });

  it("is told with its desks beside each other, as they stood", async () => {
    const acts = [
      ["T-01", "key 1 1"],
      ["T-02", 'type "100001" enter'],
      ["T-01", "key cancel 1"],
      ["T-02", "wait 1s"],
    ] as const;
    const desks = [
      { terminal: "T-01", desk: "kiosk" },
      { terminal: "T-02", desk: "teller" },
    ] as const;
    const day = { desks, acts: acts.map(([terminal, text]) => ({ terminal, text })) };
    const text = transcriptOf(day, { why: "none", acts: 4 }, 1);
    assert.deepEqual(text.split("\n").slice(3), [
      "key 1 1",
      "desk teller terminal=T-02 beside",
      'type "100001" enter',
      "desk kiosk beside",
      "key cancel 1",
      "desk teller terminal=T-02 beside",
      "wait 1s",
      "books",
      "",
    ]);
    assert.equal(await playFiles([{ name: "beside", text }], { pty: false, out: null, print: () => {} }), 0);
  });

  it("shows an intent that is not journaled", async () => {
    const { fault } = await playDay(lee, { template, plant: hasty });
    assert.match(fault?.why ?? "", /certificate-written without certificate-writing before it/);
  });

  it("shows a certificate that is held twice, in a transcript that fails where it was planted and nowhere else", async () => {
    const { fault } = await playDay(lee, { template, plant: forgetful });
    assert.match(fault?.why ?? "", /lee holds two valid limited certificates/);
    assert.ok(fault);
    const short = await shrinkDay(lee, fault, { template, plant: forgetful }, 26);
    assert.ok(short.acts.length < 19, short.acts.map(({ text }) => text).join("\n"));
    const text = transcriptOf(short, fault, 0);
    assert.equal(await playFiles([{ name: "short", text }], { pty: false, out: null, print: () => {} }), 0);
    assert.match(await playedOn(forgetful, text), /the books do not agree: lee holds two valid/);
  });
});

/** The transcript as `changgu play` plays it, in a branch with the fault. */
async function playedOn(plant: (building: Building) => Building, text: string): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), "changgu-planted-"));
  cpSync(template, root, { recursive: true });
  const branch = new RehearsedBranch(root, opens);
  const openStage = async () => {
    const live = await branch.open({ terminal: "T-01", desk: "kiosk", plant });
    await live.show(true);
    return { ...live.stage, close: () => branch.close() };
  };
  const outcome = await playTranscript(text, { pty: false, trainees, openStage });
  rmSync(root, { recursive: true, force: true });
  return outcome.type === "failed" ? outcome.why : outcome.type;
}
