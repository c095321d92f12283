// The phone that a trainer sees: it rings, answers as it was told to, and shows its messages.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type SimulatedPhone, simulatedPhone } from "../../../hardware/phone/simulated-phone.ts";
import { type RehearsalClock, rehearsalClock } from "../../../hardware/rehearsal/clock.ts";
import type { Clock } from "../../../src/clock.ts";
import type { CallOutcome, PhoneDisplay } from "../../../src/verification/phone.ts";

const number = "01012345678";
const masked = "010-****-5678";

type Room = {
  readonly clock: RehearsalClock;
  readonly phone: SimulatedPhone;
  readonly shown: PhoneDisplay[];
  readonly alarms: ReadonlySet<symbol>;
  readonly hangUp: AbortController;
  /** Calls; the outcome, or `ringing` while there is none. */
  call(): { now(): CallOutcome | "ringing" };
};

function room(): Room {
  const clock = rehearsalClock(new Date("2026-11-23T09:00:00+09:00"), settled);
  const alarms = new Set<symbol>();
  const phone = simulatedPhone({ now: clock.now, after: counted(clock, alarms) });
  const shown: PhoneDisplay[] = [];
  const hangUp = new AbortController();
  phone.watch((display) => shown.push(display));
  const call = (): { now(): CallOutcome | "ringing" } => {
    let outcome: CallOutcome | "ringing" = "ringing";
    void phone.call({ number, code: "42", signal: hangUp.signal }).then((ended) => {
      outcome = ended;
    });
    return { now: () => outcome };
  };
  return { clock, phone, shown, alarms, hangUp, call };
}

/** Each alarm is in `alarms` until it rang or was cancelled. */
function counted(clock: Clock, alarms: Set<symbol>): Clock["after"] {
  return (milliseconds, callback) => {
    const alarm = Symbol();
    alarms.add(alarm);
    const cancel = clock.after(milliseconds, () => {
      alarms.delete(alarm);
      callback();
    });
    return () => {
      alarms.delete(alarm);
      cancel();
    };
  };
}

/** Lets promises that are due come to rest. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("the simulated phone", () => {
  it("rings for three seconds of the clock and is answered right by itself", async () => {
    const { clock, shown, call } = room();
    const called = call();
    await clock.elapse(2_999);
    await settled();
    assert.equal(called.now(), "ringing");
    assert.deepEqual(shown, [{ type: "ringing", number: masked }]);
    await clock.elapse(1);
    await settled();
    assert.deepEqual(called.now(), { type: "answered", keyed: "right" });
    assert.deepEqual(shown.at(-1), { type: "answered", keyed: "right" });
  });

  it("keys the wrong digits when told so", async () => {
    const { clock, phone, shown, call } = room();
    phone.behave("wrong");
    const called = call();
    await clock.elapse(3_000);
    await settled();
    assert.deepEqual(called.now(), { type: "answered", keyed: "wrong" });
    assert.deepEqual(shown.at(-1), { type: "answered", keyed: "wrong" });
  });

  it("shows nothing of an earlier call when it is busy or out of reach", async () => {
    for (const behaviour of ["busy", "unreachable"] as const) {
      const { clock, phone, shown, call } = room();
      call();
      await clock.elapse(3_000);
      await settled();
      phone.behave(behaviour);
      call();
      await settled();
      assert.deepEqual(shown.at(-1), { type: "idle" });
    }
  });

  it("rings twenty seconds and is missed when nobody answers", async () => {
    const { clock, phone, shown, call } = room();
    phone.behave("silent");
    const called = call();
    await clock.elapse(19_999);
    await settled();
    assert.equal(called.now(), "ringing");
    await clock.elapse(1);
    await settled();
    assert.deepEqual(called.now(), { type: "silent" });
    assert.deepEqual(shown.at(-1), { type: "missed" });
  });

  for (const behaviour of ["busy", "unreachable"] as const)
    it(`does not ring when it is ${behaviour}`, async () => {
      const { phone, shown, call } = room();
      phone.behave(behaviour);
      const called = call();
      await settled();
      assert.deepEqual(called.now(), { type: behaviour });
      assert.deepEqual(shown, [{ type: "idle" }]);
    });

  it("stops ringing when the caller hangs up, and nothing happens afterwards", async () => {
    const { clock, shown, alarms, hangUp, call } = room();
    const called = call();
    await clock.elapse(1_000);
    assert.equal(alarms.size, 1);
    hangUp.abort();
    assert.equal(alarms.size, 0);
    await settled();
    assert.deepEqual(called.now(), { type: "silent" });
    await clock.elapse(60_000);
    assert.deepEqual(shown, [{ type: "ringing", number: masked }, { type: "missed" }]);
  });

  it("does not wait for a caller who hung up before it rang", async () => {
    const { hangUp, call } = room();
    hangUp.abort();
    const called = call();
    await settled();
    assert.deepEqual(called.now(), { type: "silent" });
  });
});

describe("a message to the simulated phone", () => {
  it("is shown, and its code kept for the player", async () => {
    const { phone, shown, hangUp } = room();
    assert.equal(phone.lastCode(), null);
    const sent = await phone.text({ number, code: "012345", signal: hangUp.signal });
    assert.deepEqual(sent, { type: "sent" });
    assert.equal(phone.lastCode(), "012345");
    assert.deepEqual(shown, [{ type: "message", number: masked, code: "012345" }]);
  });

  it("does not come when it is unreachable, and is not shown to who looked away", async () => {
    const { phone, shown, hangUp } = room();
    const seen: PhoneDisplay[] = [];
    const lookAway = phone.watch((display) => seen.push(display));
    lookAway();
    phone.behave("unreachable");
    const request = { number, code: "012345", signal: hangUp.signal };
    assert.deepEqual(await phone.text(request), { type: "unreachable" });
    phone.behave("busy");
    assert.deepEqual(await phone.text(request), { type: "sent" });
    assert.deepEqual(
      shown.map(({ type }) => type),
      ["idle", "message"],
    );
    assert.deepEqual(seen, []);
  });
});
