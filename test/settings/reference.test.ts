// Every setting that the file may hold has its row, and a row says what holds where nothing is set.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { settingRows } from "../../src/settings/reference.ts";
import { readSettings } from "../../src/settings/settings.ts";

const framings = ["ascii", "stx-etx", "enq-ack"];
/** Of a group that is as another one, one row stands for all. */
const asAnother = ["tellerKeypad"];

/** The keys of a group as the reader names them when it meets a stranger; null where it knows no group. */
function keysBelow(path: readonly string[], beside: object = {}): readonly string[] | null {
  const file = path.reduceRight<object>((below, name) => ({ [name]: below }), { ...beside, "?": 1 });
  const outcome = readSettings(JSON.stringify(file), {});
  assert.equal(outcome.type, "wrong-setting");
  if (outcome.key !== [...path, "?"].join(".")) return null;
  return /^is not a setting; known are (.*)$/.exec(outcome.why)?.[1]?.split(", ") ?? null;
}

function leavesBelow(path: readonly string[]): readonly string[] {
  const name = path.join(".");
  if (asAnother.includes(name)) return [name];
  const keys =
    name === "keypad"
      ? [...new Set(framings.flatMap((framing) => keysBelow(path, { framing }) ?? []))]
      : name === "keypad.keys"
        ? null
        : keysBelow(path);
  return keys === null ? [name] : keys.flatMap((key) => leavesBelow([...path, key]));
}

/** What else a group wants before it is read. */
const besides: Readonly<Record<string, object>> = {
  keypad: { path: "/dev/pad", framing: "stx-etx" },
  "keypad.framing": { path: "/dev/pad" },
  printer: { serial: "/dev/ttyS1" },
  "printer.port": { host: "10.0.0.9" },
};

function fileWith(key: string, value: unknown): object {
  const [group = "", name] = key.split(".");
  if (name === undefined) return value === undefined ? {} : { [group]: value };
  const beside = besides[key] ?? besides[group] ?? {};
  return { [group]: value === undefined ? beside : { ...beside, [name]: value } };
}

describe("the list of settings", () => {
  it("has a row for each that the file may hold, and no other", () => {
    const rows = settingRows.map(({ key }) => key);
    assert.ok(rows.length > 40);
    assert.deepEqual([...rows].sort(), [...leavesBelow([])].sort());
  });

  for (const { key, otherwise } of settingRows.filter((row) => row.otherwise !== null && row.key.split(".").length < 3))
    it(`says what holds where ${key} is not set`, () => {
      const read = (value: unknown) => readSettings(JSON.stringify(fileWith(key, value)), {});
      const unset = read(undefined);
      assert.equal(unset.type, "settings");
      assert.deepEqual(read(JSON.parse(otherwise ?? "null")), unset);
    });
});
