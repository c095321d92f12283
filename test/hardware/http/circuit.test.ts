// A server that rests: for how long, who tries it again, and what the clock can do about it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Circuit, openCircuit } from "../../../hardware/http/circuit.ts";
import { handClock } from "./loopback.ts";

const pauseMilliseconds = 30_000;

function opened(failures = 2) {
  const clock = handClock();
  const states: string[] = [];
  const changed = (state: string): void => void states.push(state);
  return { clock, states, circuit: openCircuit({ clock, failures, pauseMilliseconds, changed }) };
}

function fail(circuit: Circuit, times: number): void {
  for (let each = 0; each < times; each++) circuit.admit()?.failed();
}

describe("a circuit", () => {
  it("opens after failures in a row alone", () => {
    const { circuit, states } = opened(3);
    fail(circuit, 2);
    circuit.admit()?.succeeded();
    fail(circuit, 2);
    assert.deepEqual(states, []);
    fail(circuit, 1);
    assert.deepEqual(states, ["open"]);
    assert.equal(circuit.admit(), null);
  });

  it("lets one try behind the pause, sends away who comes meanwhile, and closes when that one is answered", () => {
    const { circuit, clock, states } = opened();
    fail(circuit, 2);
    clock.move(pauseMilliseconds - 1);
    assert.equal(circuit.admit(), null);
    clock.move(1);
    const trial = circuit.admit();
    assert.ok(trial);
    assert.equal(circuit.admit(), null);
    trial.succeeded();
    assert.ok(circuit.admit() && circuit.admit());
    assert.deepEqual(states, ["open", "closed"]);
  });

  it("rests again when the one who tried failed", () => {
    const { circuit, clock, states } = opened();
    fail(circuit, 2);
    clock.move(pauseMilliseconds);
    fail(circuit, 1);
    assert.equal(circuit.admit(), null);
    clock.move(pauseMilliseconds);
    assert.ok(circuit.admit());
    assert.deepEqual(states, ["open"]);
  });

  it("lets the next one try when the one who tried left", () => {
    const { circuit, clock, states } = opened();
    fail(circuit, 2);
    clock.move(pauseMilliseconds);
    circuit.admit()?.left();
    circuit.admit()?.succeeded();
    assert.deepEqual(states, ["open", "closed"]);
  });

  it("learns nothing from who left while it was closed", () => {
    const { circuit, states } = opened();
    for (let each = 0; each < 9; each++) circuit.admit()?.left();
    fail(circuit, 1);
    circuit.admit()?.left();
    fail(circuit, 1);
    assert.deepEqual(states, ["open"]);
  });
});

describe("a circuit and its clock", () => {
  it("rests no longer for a clock that was set back", () => {
    const { circuit, clock } = opened();
    fail(circuit, 2);
    clock.move(-3_600_000);
    const trial = circuit.admit();
    assert.ok(trial);
    trial.failed();
    assert.equal(circuit.admit(), null);
    clock.move(pauseMilliseconds);
    assert.ok(circuit.admit());
  });

  it("tells open and closed in turns, and always lets somebody try in the end", () => {
    const act = fc.record({
      moves: fc.integer({ min: -60_000, max: 60_000 }),
      ends: fc.constantFrom("succeeded", "failed", "left"),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const { circuit, clock, states } = opened();
        for (const { moves, ends } of acts) {
          clock.move(moves);
          circuit.admit()?.[ends]();
        }
        assert.deepEqual(
          states,
          states.map((_, index) => (index % 2 ? "closed" : "open")),
        );
        // Twice: a clock that was set back unseen hides up to one pause.
        const admitted = [1, 2].some(() => {
          clock.move(pauseMilliseconds);
          return circuit.admit() !== null;
        });
        assert.ok(admitted);
      }),
      { numRuns: 2_000 },
    );
  });
});
