// A branch whose disk fails at its i-th operation in the middle of a ceremony: 점검 중, nothing without a row, and back by itself.

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { CeremonyTried } from "./ceremony-child.ts";
import { noCompiler, runUnderFaults } from "./failing-calls.ts";

/** Every so many-th operation; `npm run torture` takes them all. */
const sample = ["EIO:100:67", "ENOSPC:130:97", "ENODEV+:14:79", "KILL:150:120"];

suite("a branch whose disk fails at its i-th operation", { skip: noCompiler }, () => {
  test("does nothing that no row tells of, says so, and is whole when it opens again", (context) => {
    const { status, stdout, stderr } = runUnderFaults("ceremony-child.ts", sample);
    assert.equal(status, 0, stderr);
    const { operations, faults } = JSON.parse(stdout) as CeremonyTried;
    assert.ok(operations > 200, `${operations}`);
    for (const page of ["out-of-service", "done", "issuing"])
      assert.ok(
        faults.some(({ pages }) => pages.includes(page)),
        `no fault brought ${page}`,
      );
    for (const code of ["EIO", "ENOSPC", "ENODEV", "KILL"])
      assert.ok(
        faults.some(({ call }) => call.code === code),
        code,
      );
    context.diagnostic(`${faults.length} of ${operations} operations`);
  });
});
