// A kiosk that is never switched off keeps nothing of its ceremonies but its books.
import assert from "node:assert/strict";
import { test } from "node:test";
import { soak } from "./soak.ts";

test("ceremonies in one process open no file that they do not close, and leave no log behind", async () => {
  const { ceremonies, done, descriptors, walBytes, heap } = await soak(40);
  assert.deepEqual([ceremonies, done], [40, 20]);
  assert.ok(descriptors[1] <= descriptors[0], `from ${descriptors[0]} to ${descriptors[1]} descriptors`);
  assert.ok(walBytes < 4 * 1024 * 1024, `${walBytes} bytes`);
  // What a program loads late is no leak; ten ceremonies' screens would be.
  assert.ok(heap[1] < heap[0] * 1.5, `from ${heap[0]} to ${heap[1]} bytes`);
});
