// Every transcript is an acceptance test: the same files that `changgu play` plays. A file of tests for each desk, so that both
// are played side by side.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Desk } from "../../src/audit/entry.ts";
import { readTranscript } from "../../src/commands/transcript.ts";
import { playFiles } from "../../src/main/playing.ts";

/** One test for each transcript that begins at this desk. */
export function playTranscriptsAt(desk: Desk): void {
  const transcripts = globSync(fileURLToPath(new URL("*.txt", import.meta.url)))
    .sort()
    .map((file) => ({ name: basename(file), text: readFileSync(file, "utf8") }))
    .filter(({ text }) => (beginsAt(text) === "teller") === (desk === "teller"));
  suite(`transcripts at the ${desk}`, { concurrency: 2 }, () => {
    test("there are some", () => assert.ok(transcripts.length > 0));
    for (const transcript of transcripts) {
      test(basename(transcript.name, ".txt"), async () => {
        const said: string[] = [];
        const code = await playFiles([transcript], { pty: false, out: null, print: (line) => said.push(line) });
        assert.equal(code, 0, said.join("\n"));
      });
    }
  });
}

/** Null for what is no transcript: playing it tells why. */
function beginsAt(text: string): string | null {
  const transcript = readTranscript(text);
  return transcript.type === "transcript" ? (transcript.lines[0]?.words[0] ?? null) : null;
}
