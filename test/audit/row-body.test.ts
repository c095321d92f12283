// What a row says is read as a fact only where it states one that is known.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bodyFields, factIn } from "../../src/audit/row-body.ts";

const added = { seq: 7, time: "2026-11-23T00:00:00.000Z", terminal: "T-01", ceremony: null, staff: null };
const row = (fields: object): { readonly body: string } => ({ body: JSON.stringify(fields) });

test("a row states its fact, with what the journal added", () => {
  const fact = factIn(row({ ...added, event: "stopped" }));
  assert.deepEqual(fact, { ...added, event: "stopped" });
});

test("row 0, an event of another program and what is no object state none", () => {
  const none = [row({ seq: 0, event: "genesis" }), row({ ...added, event: "toString" }), row([]), { body: "null" }];
  assert.deepEqual([...none, { body: "{" }].map(factIn), [null, null, null, null, null]);
});

test("of what is no object nothing is read", () => {
  assert.deepEqual(
    ["null", "7", "{", ""].map((body) => bodyFields({ body })),
    [{}, {}, {}, {}],
  );
});
