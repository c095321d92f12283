// Every transcript is an acceptance test: the same files that `changgu play` plays.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { playFiles } from "../src/main/playing.ts";

const files = globSync(fileURLToPath(new URL("transcripts/*.txt", import.meta.url))).sort();

suite("transcripts", { concurrency: 2 }, () => {
  test("there are some", () => assert.ok(files.length > 0));
  for (const file of files) {
    test(basename(file, ".txt"), async () => {
      const said: string[] = [];
      const transcript = { name: basename(file), text: readFileSync(file, "utf8") };
      const code = await playFiles([transcript], { pty: false, out: null, print: (line) => said.push(line) });
      assert.equal(code, 0, said.join("\n"));
    });
  }
});
