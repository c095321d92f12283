// A stick whose i-th write, flush, rename or read-back fails, for every i: all or nothing is on it, and the page said which.

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { noCompiler, runUnderFaults } from "./failing-calls.ts";
import type { Tried } from "./stick-child.ts";

suite("a stick whose i-th operation fails", { skip: noCompiler }, () => {
  test("holds the old state or the new one, whole, whatever was being written", (context) => {
    const { status, stdout, stderr } = runUnderFaults("stick-child.ts", ["5"]);
    assert.equal(status, 0, stderr);
    const tried = JSON.parse(stdout) as readonly Tried[];
    const fired = new Set(tried.flatMap((each) => each.fired));
    for (const kind of ["open", "write", "read", "sync", "rename", "mkdir", "unlink", "rmdir"] as const)
      assert.ok(fired.has(kind), `no ${kind} failed`);
    for (const { scene, operations, ends } of tried) {
      assert.ok(operations > 10, `${scene} goes through these files`);
      assert.ok(ends.includes("not done, old"), `${scene}: ${ends.join("; ")}`);
    }
    context.diagnostic(`${tried.reduce((sum, { faults }) => sum + faults, 0)} faults`);
  });

  test("is seen half written where somebody writes into the folder itself", () => {
    const { status, stderr } = runUnderFaults("stick-child.ts", ["1", "broken"]);
    assert.equal(status, 1);
    assert.match(stderr, /AssertionError.*broken.*actual: 'half'/s);
  });
});
