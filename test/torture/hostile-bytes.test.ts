// The long run of torture, shortly: every reader has its turn, and one that throws is told with its input.
import assert from "node:assert/strict";
import { test } from "node:test";
import { die } from "./ceremonies.ts";
import { everyReader, mutated, tryOne } from "./hostile-bytes.ts";

test("no bytes make a reader of what comes from outside throw, and each of them was read", async () => {
  const seed = Number(process.env.CHANGGU_SEED ?? 97);
  const roll = die(seed);
  const turns = new Map<string, number>();
  const readers = (await everyReader()).map((reader) => ({
    ...reader,
    read(bytes: Buffer) {
      turns.set(reader.what, (turns.get(reader.what) ?? 0) + 1);
      return reader.read(bytes);
    },
  }));
  for (let input = 0; input < 4000; input++) assert.equal(tryOne(readers, roll), null, `CHANGGU_SEED=${seed}`);
  assert.ok(
    readers.every(({ what }) => (turns.get(what) ?? 0) > 3),
    JSON.stringify([...turns]),
  );
});

test("what throws is told, with what it threw at", () => {
  const roll = die(1);
  const read = (): never => {
    throw new RangeError("out of range");
  };
  const told = tryOne([{ what: "brittle", weight: 1, samples: [Buffer.from("sample")], read }], roll);
  assert.ok(told?.what === "brittle" && told.error.includes("out of range"));
  assert.equal(told.input, mutated([Buffer.from("sample")], restarted(1)).toString("hex"));
});

/** The die as it stood when the input was made: the turn was rolled before. */
function restarted(seed: number): (below: number) => number {
  const roll = die(seed);
  roll(1);
  return roll;
}
