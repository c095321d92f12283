// Power cuts in a whole ceremony: every state of its files that one could leave starts again, and nothing told is lost.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, before, describe, it, type TestContext } from "node:test";
import { makeTemplate } from "./branch-day.ts";
import { judgeStates, pretending, type Recording, record } from "./crash-run.ts";
import { canTrace } from "./recording.ts";

let template = "";
let recording: Recording | null = null;
before(async () => {
  template = await makeTemplate();
  if (canTrace()) recording = record(template);
});
after(() => {
  recording?.dispose();
  rmSync(template, { recursive: true, force: true });
});

/** Null where no process may look at another: the diagnosis says so. */
function recorded(context: TestContext): Recording | null {
  if (!recording) context.diagnostic("strace is missing or may not trace here");
  return recording;
}

describe("a power cut in a ceremony", () => {
  it("loses nothing that anybody was told of, and leaves nothing half done", async (context) => {
    const whole = recorded(context);
    if (!whole) return;
    assert.ok(whole.acts.filter(({ type }) => type === "sync").length > 30, `${whole.acts.length} acts`);
    const seed = Number(process.env.CHANGGU_SEED ?? 61);
    const every = 600 + (seed % 200);
    const { judged, lost, first } = await judgeStates(whole, { every, enough: () => false });
    assert.equal(lost, 0, `every ${every}: ${first}`);
    assert.ok(judged > 10, `${judged} judged`);
  });

  for (const [what, end] of [
    ["the log", "-wal"],
    ["the key state", "journal.key.new"],
    ["the stick", "signCert.der"],
  ] as const)
    it(`is noticed when ${what} is flushed by a disk that lies`, async (context) => {
      const whole = recorded(context);
      if (!whole) return;
      const flushes = pretending(whole.acts, end);
      const { judged, lost } = await judgeStates(whole, { flushes, every: 7, enough: (_, found) => found > 0 });
      assert.ok(lost > 0, `nothing was missed in ${judged} states`);
    });
});
