// The power goes under a writer on a real file system: what it acknowledged is there when the power is back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, cutPower } from "./killed-writers.ts";
import { cutDisk } from "./power-cut.ts";

const root = process.getuid?.() === 0;

test("acknowledged rows survive a power cut", { skip: root ? false : "mounts a file system: root" }, async () => {
  const disk = cutDisk();
  if (typeof disk === "string") assert.fail(disk);
  try {
    begin(disk.at);
    for (const after of [1, 40, 70]) assert.ok(await cutPower(disk, after), `after ${after} rows`);
  } finally {
    disk.release();
  }
});
