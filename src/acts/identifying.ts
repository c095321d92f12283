// Who stands there, by number, account and password; and whether the account holds what will be taken from it.

import { replacedBy, standingOf } from "../authority/superseded.ts";
import type { Building } from "../building.ts";
import type { EffectOf } from "../ceremony/effect.ts";
import type { OutcomeEvent } from "../ceremony/event.ts";
import type { Bus } from "../input/bus.ts";
import { checkAccount } from "../verification/account.ts";
import { fullAge } from "../verification/capacity.ts";
import type { Verifying } from "../verification/judge.ts";
import { birthDate } from "../verification/resident-number.ts";
import { notCovered } from "./fee.ts";
import { ageOf } from "./finding.ts";

type Means = {
  readonly building: Pick<Building, "bank" | "certificates" | "clock" | "journal" | "registry">;
  readonly bus: Pick<Bus, "secret">;
  readonly verifying: Verifying;
};

/** Whether such a number can exist; that somebody has it is not asked. */
export function judgeForm(bus: Means["bus"]): OutcomeEvent {
  const formed = bus.secret("resident-number").use(birthDate) !== null;
  return { type: formed ? "resident-number-formed" : "resident-number-malformed" };
}

export async function identify(
  { building, bus, verifying }: Means,
  { customer, account, fee }: EffectOf<"check-account">,
): Promise<OutcomeEvent> {
  const by = customer
    ? ({ type: "customer", id: customer } as const)
    : ({ type: "resident-number", digits: bus.secret("resident-number") } as const);
  const claim = { by, account, password: bus.secret("account-password") };
  const outcome = await checkAccount(verifying, building.bank, claim);
  if (outcome.type !== "identified") return outcome;
  const { id } = outcome.customer;
  // A kiosk sees no papers.
  if (customer === null && ageOf(building, id) < fullAge) return { type: "counter-needed" };
  const replaces = replacedBy({ id: "limited" }, standingOf(building.certificates, id), building.clock.now());
  return { ...outcome, replaces, uncovered: await notCovered(building, { account, amount: fee }, verifying.about) };
}
