// Every transcript is an acceptance test: the same files that `changgu play` plays. A file of tests for each group of them, so
// that two are played side by side.
import assert from "node:assert/strict";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Desk } from "../../src/audit/entry.ts";
import { readTranscript } from "../../src/commands/transcript.ts";
import { playFiles } from "../../src/main/playing.ts";
import { makeBranch } from "../torture/rehearsed-branch.ts";

/** When transcripts begin that do not say otherwise. */
const at = new Date("2026-11-23T09:00:00+09:00");

/** Those in which the program is killed take a process of their own; the others begin at a desk. */
type Group = Desk | "killed";

/** One test for each transcript of the group. */
export function playTranscripts(group: Group): void {
  const transcripts = globSync(fileURLToPath(new URL("*.txt", import.meta.url)))
    .sort()
    .map((file) => ({ name: basename(file), text: readFileSync(file, "utf8") }))
    .filter(({ text }) => groupOf(text) === group);
  suite(`transcripts: ${group}`, { concurrency: 2 }, () => {
    // Its keys and its certificates are made once, and not for each transcript.
    const home = mkdtempSync(join(tmpdir(), "changgu-begun-"));
    before(() => makeBranch(home, at));
    after(() => rmSync(home, { recursive: true, force: true }));
    test("there are some", () => assert.ok(transcripts.length > 0));
    for (const transcript of transcripts) {
      test(basename(transcript.name, ".txt"), async () => {
        const said: string[] = [];
        const code = await playFiles([transcript], {
          pty: false,
          out: null,
          begun: { at, home },
          print: (line) => said.push(line),
        });
        assert.equal(code, 0, said.join("\n"));
      });
    }
  });
}

/** What is no transcript is in one of them all the same: playing it tells why. */
function groupOf(text: string): Group {
  const transcript = readTranscript(text);
  const lines = transcript.type === "transcript" ? transcript.lines : [];
  if (lines.some(({ verb }) => verb === "kill")) return "killed";
  return lines[0]?.words[0] === "teller" ? "teller" : "kiosk";
}
