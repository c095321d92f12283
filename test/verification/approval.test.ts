// A second person decides, whatever is tried: on a real database, in any order of asking, deciding and waiting.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { openAttempts } from "../../db/attempts.ts";
import { openAuditRows } from "../../db/audit-rows.ts";
import { beginJournal } from "../../db/begin-journal.ts";
import { openRegistry } from "../../db/registry.ts";
import { openRequests } from "../../db/requests.ts";
import { openStaff } from "../../db/staff.ts";
import { writeTrainingData } from "../../db/training-data.ts";
import { nobody } from "../../src/audit/entry.ts";
import {
  type Approving,
  ask,
  carryOutPhone,
  carryOutUnlock,
  closeRequestsOf,
  decide,
  openRequests as listed,
} from "../../src/verification/approval.ts";
import { defaultLimits } from "../../src/verification/attempts.ts";
import type { CustomerId, StaffMember, StaffNumber } from "../../src/verification/registry.ts";
import { type RequestId, requestMilliseconds, type Wanted } from "../../src/verification/requests.ts";
import { branch } from "../db/branch.ts";
import { firstKey, home, journalOf, newFolder } from "../db/new-journal.ts";
import { strongboxOf } from "../db/training-branch.ts";

const jung = "jung" as CustomerId;
const unlock: Wanted = { type: "unlock-otp", customer: jung, serial: "0110000044" };
const target = { kind: "otp", id: "0110000044" } as const;
const teller: StaffMember = { number: "100001" as StaffNumber, name: "이창구", role: "teller" };
const first: StaffMember = { number: "200001" as StaffNumber, name: "박책임", role: "supervisor" };
const second: StaffMember = { number: "200002" as StaffNumber, name: "최책임", role: "supervisor" };
const nine = new Date("2026-11-23T09:00:00+09:00");
const later = (milliseconds: number): Date => new Date(nine.getTime() + milliseconds);

async function opened() {
  const { file, means } = home(newFolder());
  const database = branch(file);
  const strongbox = strongboxOf(9);
  await writeTrainingData(database, strongbox, defaultLimits);
  beginJournal(database, means, firstKey());
  const staff = openStaff(database);
  const approving: Approving = {
    registry: openRegistry(database, strongbox),
    staff,
    attempts: openAttempts(database, strongbox),
    requests: openRequests(database, strongbox),
    transactions: database.transactions,
    journal: journalOf(database, means),
    limits: defaultLimits,
    about: nobody,
  };
  const events = () =>
    [...openAuditRows(database).all()].map(({ body }) => (JSON.parse(body) as { event: string }).event);
  return { approving, staff, events, close: () => database.close() };
}

const reason = "신분증을 확인했습니다";
let ids = 0;
const newId = (): RequestId => `request-${ids++}` as RequestId;

function asked(approving: Approving, by: StaffMember, now = nine, wanted: Wanted = unlock): RequestId {
  const id = newId();
  assert.equal(ask(approving, { id, wanted, reason, by, now }).type, "request-asked");
  return id;
}

describe("a request", () => {
  it("is carried out once, by a supervisor who did not ask, with both rows and the act in one transaction", async () => {
    const { approving, events, close } = await opened();
    const id = asked(approving, teller);
    const carry = (request: Parameters<typeof carryOutUnlock>[1]) => carryOutUnlock(approving, request);
    const decision = { id, approved: true, reason, now: later(1000) };
    for (const [by, why] of [
      [teller.number, "own-request"],
      ["100002" as StaffNumber, "not-a-supervisor"],
      ["999999" as StaffNumber, "not-a-supervisor"],
    ] as const)
      assert.deepEqual(decide(approving, { ...decision, by }, carry), { type: "approver-refused", why });
    assert.ok(approving.attempts.isLocked(target));
    assert.equal(decide(approving, { ...decision, by: first.number }, carry).type, "request-decided");
    assert.ok(!approving.attempts.isLocked(target));
    assert.deepEqual(events().slice(-3), ["approver-refused", "request-approved", "unlocked"]);
    assert.deepEqual(decide(approving, { ...decision, by: second.number }, carry), { type: "request-gone" });
    close();
  });

  it("is asked once: whoever asks for the same finds it, until it is decided or its time is over", async () => {
    const { approving, events, close } = await opened();
    const id = asked(approving, teller);
    const before = events().length;
    const again = (now: Date, wanted: Wanted = unlock) =>
      ask(approving, { id: newId(), wanted, reason, by: first, now });
    const found = again(later(1000), { ...unlock });
    assert.deepEqual([found.type, found.type === "request-waiting" && found.request.id], ["request-waiting", id]);
    assert.equal(events().length, before);
    assert.equal(again(nine, { ...unlock, serial: "0110000043" }).type, "request-asked");
    assert.equal(again(later(requestMilliseconds)).type, "request-asked");
    close();
  });

  it("of which the act fails is neither decided nor journaled", async () => {
    const { approving, events, close } = await opened();
    const id = asked(approving, teller);
    const before = events().length;
    assert.throws(() =>
      decide(approving, { id, by: first.number, approved: true, reason, now: nine }, () => {
        throw new Error("the disk is gone");
      }),
    );
    assert.equal(events().length, before);
    assert.equal(listed(approving, nine).length, 1);
    close();
  });

  it("is nobody's to decide by who was taken out of service", async () => {
    const { approving, staff, close } = await opened();
    const id = asked(approving, teller);
    staff.setState(first.number, "locked");
    const outcome = decide(approving, { id, by: first.number, approved: true, reason, now: nine }, () => {});
    assert.deepEqual(outcome, { type: "approver-refused", why: "not-a-supervisor" });
    close();
  });

  it("about a ceremony's document ends with the ceremony", async () => {
    const { approving, events, close } = await opened();
    const document = { kind: "passport", authority: "외교부장관", issuedOn: "2010-01-01", number: "****1234" } as const;
    const wanted: Wanted = { type: "accept-document", customer: jung, document, why: "too-old", ceremony: "c-9" };
    ask(approving, { id: newId(), wanted, reason, by: teller, now: nine });
    asked(approving, teller);
    closeRequestsOf(approving, "c-9");
    assert.deepEqual(
      listed(approving, nine).map(({ wanted: { type } }) => type),
      ["unlock-otp"],
    );
    assert.equal(events().at(-1), "request-expired");
    close();
  });
});

describe("a request for a phone number", () => {
  it("is not carried out where another number stands by then", async () => {
    const { approving, events, close } = await opened();
    const change = (index: number, number: string): Wanted => ({ type: "change-phone", customer: jung, index, number });
    const approve = (id: RequestId) =>
      decide(approving, { id, by: first.number, approved: true, reason, now: nine }, (request) =>
        carryOutPhone(approving, request),
      ).type;
    const numbers = () =>
      (approving.registry.customer(jung)?.phones ?? []).map((_, index) => approving.registry.phoneNumber(jung, index));
    const before = numbers();
    const [newer, older] = ["01022221111", "01033331111"];
    for (const index of [0, before.length]) {
      const stale = asked(approving, teller, nine, change(index, older));
      assert.equal(approve(asked(approving, teller, nine, change(index, newer))), "request-decided");
      assert.equal(approve(stale), "request-outdated");
      assert.equal(events().at(-1), "request-outdated");
      assert.equal(approve(stale), "request-gone");
      assert.equal(numbers()[index], newer);
    }
    assert.equal(numbers().length, before.length + 1);
    assert.equal(approve(asked(approving, teller, nine, change(0, older))), "request-decided");
    assert.equal(numbers()[0], older);
    close();
  });
});

describe("requests in any order", () => {
  it("are never approved by their asker, twice, or too late, in any order of things", async () => {
    const { approving, close } = await opened();
    const who = fc.constantFrom(teller, first, second);
    const step = fc.oneof(
      fc.record({ do: fc.constant("ask" as const), by: who }),
      fc.record({ do: fc.constant("decide" as const), by: who, which: fc.nat(5), approved: fc.boolean() }),
      fc.record({ do: fc.constant("wait" as const), milliseconds: fc.integer({ min: 1, max: requestMilliseconds }) }),
    );
    let approvals = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 30 }), (steps) => {
        let now = nine;
        const open = new Map<RequestId, { readonly by: StaffMember; readonly until: Date }>();
        for (const each of steps) {
          if (each.do === "wait") now = new Date(now.getTime() + each.milliseconds);
          if (each.do === "ask")
            open.set(asked(approving, each.by, now, { ...unlock, serial: `${ids}` }), {
              by: each.by,
              until: later(now.getTime() - nine.getTime() + requestMilliseconds),
            });
          if (each.do !== "decide") continue;
          const [id, request] = [...open][each.which] ?? [];
          if (!id || !request) continue;
          let acts = 0;
          const outcome = decide(approving, { id, by: each.by.number, approved: each.approved, reason, now }, () => {
            acts++;
          });
          const may = each.by.role === "supervisor" && each.by.number !== request.by.number;
          const inTime = request.until > now;
          const expected = !inTime ? "request-gone" : may ? "request-decided" : "approver-refused";
          assert.equal(outcome.type, expected);
          assert.equal(acts, expected === "request-decided" && each.approved ? 1 : 0);
          approvals += acts;
          if (expected !== "approver-refused") open.delete(id);
        }
        approving.transactions.run(() => {
          for (const { id } of approving.requests.open()) approving.requests.expire(id);
        });
      }),
      { numRuns: 250 },
    );
    assert.ok(approvals > 10, `${approvals}`);
    close();
  });
});
