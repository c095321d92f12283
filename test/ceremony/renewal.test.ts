// A renewal's first pages: what speaks against it, in which order, and who is asked for what.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { advance } from "../../src/ceremony/advance.ts";
import type { Event } from "../../src/ceremony/event.ts";
import { renewalRefusal } from "../../src/ceremony/renewal.ts";
import { atTheDoor, type Move, type State } from "../../src/ceremony/state.ts";
import type { StickCertificate } from "../../src/media/stick-certificate.ts";
import { drive, found, house, teller } from "./people.ts";

const limited: StickCertificate = {
  place: 0,
  ca: "yessign",
  holder: "박지훈",
  policy: "1.2.410.200005.1.1.4",
  serial: "10000003",
  notBefore: new Date("2025-12-13T15:00:00Z"),
  notAfter: new Date("2026-12-13T14:59:59Z"),
  daysLeft: 20,
  standing: "valid",
  registeredAt: null,
  accepted: true,
  hasKey: true,
};
const general: StickCertificate = { ...limited, ca: "KICA", policy: "1.2.410.200004.5.2.1.2" };

/** At the password of the certificate that the stick holds. */
function atTheKey(desk: "kiosk" | "teller", certificate: StickCertificate): State {
  const events: readonly Event[] = [
    { type: "opened", house, desk },
    ...(desk === "teller" ? [{ type: "signed-on", member: teller } as const] : []),
    { type: "drives-changed", drives: [drive("usb0")], released: [] },
    { type: "ceremony-began", ceremony: "c", service: "renew", at: new Date(0) },
    { type: "pressed", key: "1" },
    { type: "stick-read", found: [certificate], unreadable: 0, more: false },
    { type: "pressed", key: "1" },
  ];
  return events.reduce((state, event) => advance(state, event).state, atTheDoor);
}

const open = (state: State, age = 40): Move => advance(state, { type: "key-opened", holder: found(age) });
const wants = ({ effects }: Move) => effects.map(({ type }) => type);

describe("a renewal", () => {
  it("asks for no more than stick and password at a kiosk where nothing is paid, and begins the key at once", () => {
    const state = atTheKey("kiosk", limited);
    assert.equal(state.step.at, "key-password");
    const moved = open(state);
    assert.equal(moved.state.step.at, "drive");
    assert.deepEqual(wants(moved), ["record", "make-key-pair"]);
  });

  it("asks who pays, and makes no key before it is paid", () => {
    const moved = open(atTheKey("kiosk", general));
    assert.equal(moved.state.step.at, "resident-number");
    assert.equal(moved.state.facts?.fee, 4400);
    assert.deepEqual(wants(moved), ["record"]);
  });

  it("has a teller see who stands there", () => {
    assert.equal(open(atTheKey("teller", limited)).state.step.at, "customer-search");
  });

  it("sends a minor from the kiosk to a counter, where the papers are seen", () => {
    const { step } = open(atTheKey("kiosk", limited), 15).state;
    assert.deepEqual(step, { at: "ended", ending: { type: "counter-needed" }, slip: null });
    assert.equal(open(atTheKey("teller", limited), 15).state.step.at, "customer-search");
  });

  /** [what differs, how it ends] */
  const refusals = [
    [{ daysLeft: 30 }, null],
    [{ daysLeft: 0 }, null],
    [{ daysLeft: 31 }, "renewal-too-early"],
    [{ daysLeft: -1 }, "renewal-expired"],
    [{ standing: "suspended" }, "renewal-suspended"],
    [{ standing: "suspended", daysLeft: -1 }, "renewal-expired"],
    [{ standing: "revoked" }, "renewal-revoked"],
    [{ standing: "revoked", daysLeft: 300 }, "renewal-revoked"],
    [{ standing: null }, "renewal-not-on-file"],
    [{ standing: null, policy: "1.2.410.200004.5.1.1.5" }, "renewal-elsewhere"],
  ] as const;
  for (const [changes, ending] of refusals)
    it(`of what is ${JSON.stringify(changes)} ends with ${ending ?? "nothing against it"}`, () => {
      assert.equal(renewalRefusal({ ...limited, ...changes })?.type ?? null, ending);
    });

  it("says from which day on, in Korea", () => {
    const refusal = renewalRefusal({ ...limited, daysLeft: 300 });
    assert.ok(refusal?.type === "renewal-too-early");
    assert.equal(refusal.from.toISOString(), "2026-11-12T15:00:00.000Z");
  });
});
