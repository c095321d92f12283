// A password or a PIN that a customer chooses: judged by what others could know of him, and entered twice alike.

import type { About } from "../audit/entry.ts";
import type { Building } from "../building.ts";
import type { OutcomeEvent } from "../ceremony/event.ts";
import type { Bus } from "../input/bus.ts";
import { Secret } from "../secret.ts";
import { judgePassword, type PasswordContext } from "../verification/certificate-password.ts";
import { judgePin } from "../verification/pin.ts";
import type { CustomerId } from "../verification/registry.ts";

export type Choosing = {
  readonly building: Pick<Building, "registry" | "journal">;
  readonly bus: Pick<Bus, "secret">;
  readonly about: About;
};

/** `account`: the one that he is known by here, "" where none was asked; of a stranger no number is known. */
export type Chooser = { readonly customer: CustomerId | null; readonly account: string };

function judged<T>(
  { registry }: Pick<Building, "registry">,
  { customer: id, account }: Chooser,
  judge: (known: PasswordContext) => T,
): T {
  using residentNumber = id ? registry.residentNumber(id) : new Secret(1);
  const phones = id ? (registry.customer(id)?.phones ?? []).map((_, index) => registry.phoneNumber(id, index)) : [];
  return judge({ residentNumber, numbers: [...phones, ...(id ? registry.accountsOf(id) : []), account] });
}

export function choosePassword({ building, bus, about }: Choosing, chooser: Chooser): OutcomeEvent {
  const outcome = judged(building, chooser, (known) => judgePassword(bus.secret("certificate-password"), known));
  if (outcome.type === "password-refused")
    building.journal.append({ event: "password-refused", rule: outcome.rule }, about);
  return outcome;
}

export function comparePasswords({ building, bus, about }: Choosing): OutcomeEvent {
  const same = bus.secret("certificate-password").equals(bus.secret("certificate-password-again"));
  building.journal.append(same ? { event: "password-set" } : { event: "password-refused", rule: "differs" }, about);
  return { type: same ? "passwords-match" : "passwords-differ" };
}

export function choosePin({ building, bus, about }: Choosing, chooser: Chooser): OutcomeEvent {
  const outcome = judged(building, chooser, (known) => judgePin(bus.secret("pin"), known));
  if (outcome.type === "pin-rejected") building.journal.append({ event: "pin-rejected", rule: outcome.rule }, about);
  return outcome;
}

export function comparePins({ building, bus, about }: Choosing): OutcomeEvent {
  const same = bus.secret("pin").equals(bus.secret("pin-again"));
  building.journal.append(same ? { event: "pin-set" } : { event: "pin-rejected", rule: "differs" }, about);
  return { type: same ? "pins-match" : "pins-differ" };
}
