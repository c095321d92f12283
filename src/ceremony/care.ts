// A customer's file: what can be done about his card or token, his phones, his locks and his certificates. Pure.

import type { CustomerFile, Lock } from "../verification/customer-file.ts";
import { type CustomerId, mostPhones } from "../verification/registry.ts";
import type { Wanted } from "../verification/requests.ts";
import { finish } from "./desk.ts";
import type { Event } from "./event.ts";
import { factsOf, forward, notify, onward, stay, update } from "./move.ts";
import { askFor } from "./request.ts";
import type { Move, State } from "./state.ts";
import { nothingTyped, type StepAt } from "./step.ts";
import { writing } from "./writing.ts";

export type CareAction =
  | { readonly type: "unlock"; readonly lock: Lock }
  | { readonly type: "resynchronise" }
  | { readonly type: "lose" }
  | { readonly type: "bind" }
  | { readonly type: "change-phone" }
  | { readonly type: "revoke" };

/** In the order of the digits that choose them; only what makes sense now, at most nine. */
export function actionsOf(file: CustomerFile): readonly CareAction[] {
  const { medium } = file.customer;
  const locked = file.locks.filter((lock) => lock.locked);
  const mediumLocked = locked.some(({ target }) => target.kind === "otp" || target.kind === "security-card");
  const isToken = medium !== null && medium.type !== "security-card";
  const actions: readonly (CareAction | false)[] = [
    ...locked.slice(0, 4).map((lock) => ({ type: "unlock", lock }) as const),
    isToken && !mediumLocked && { type: "resynchronise" },
    medium !== null && { type: "lose" },
    { type: "bind" },
    file.phonesHere && { type: "change-phone" },
    file.certificates.length > 0 && { type: "revoke" },
  ];
  return actions.filter((action) => action !== false);
}

function customerOf(state: State): CustomerId {
  const { chosenCustomer } = factsOf(state);
  if (!chosenCustomer) throw new Error("a file was opened before anybody was found");
  return chosenCustomer.id;
}

/** Read anew: what was done may have changed it. */
export function openFile(state: State): Move {
  return onward(state, { at: "customer-file", file: null, waiting: true }, [
    { type: "open-file", customer: customerOf(state) },
  ]);
}

export function onCustomerFile(state: State, step: StepAt<"customer-file">, event: Event): Move {
  if (event.type === "file-opened") return update(state, { at: "customer-file", file: event.file, waiting: false });
  if (event.type !== "pressed" || step.file === null) return stay(state);
  if (event.key === "enter") return finish(state);
  const action = actionsOf(step.file)[Number(event.key) - 1];
  return action ? begin(state, step.file, action) : stay(state);
}

function begin(state: State, file: CustomerFile, action: CareAction): Move {
  const { medium, phones } = file.customer;
  switch (action.type) {
    case "unlock": {
      const wanted = unlocking(customerOf(state), action.lock);
      return wanted ? askFor(state, wanted) : stay(state);
    }
    case "resynchronise":
      return medium === null || medium.type === "security-card"
        ? stay(state)
        : forward(state, {
            at: "resynchronise",
            serial: medium.serial,
            digits: medium.digits,
            ask: "first",
            typed: nothingTyped,
            waiting: false,
          });
    case "lose":
      return medium ? forward(state, { at: "medium-lost", medium, waiting: false }) : stay(state);
    case "bind":
      return forward(state, { at: "medium-serial", text: "", waiting: false });
    case "change-phone":
      return phones.length > 0
        ? forward(state, { at: "phone-place", phones })
        : forward(state, { at: "new-phone", index: 0, number: "" });
    case "revoke":
      return forward(state, { at: "certificate-choice", certificates: file.certificates });
  }
}

function unlocking(customer: CustomerId, { target }: Lock): Wanted | null {
  switch (target.kind) {
    case "security-card":
      return { type: "unlock-card", customer, serial: target.id };
    case "otp":
      return { type: "unlock-otp", customer, serial: target.id };
    case "account":
      return { type: "unlock-account", customer, account: target.id };
    case "phone":
      return { type: "unlock-phone", customer };
    case "pin":
      return { type: "unlock-pin", customer, key: target.id };
    // A new ticket takes the place of one that is locked.
    case "ticket":
    case "staff":
      return null;
  }
}

/** Two codes, one after the other, judged together. */
export function onResynchronise(state: State, step: StepAt<"resynchronise">, event: Event): Move {
  switch (event.type) {
    case "pressed":
      if (event.key !== "enter" || step.waiting) return stay(state);
      return step.ask === "first"
        ? update(state, { ...step, ask: "second", typed: nothingTyped })
        : update(state, { ...step, waiting: true }, [{ type: "resynchronise", serial: step.serial }]);
    case "otp-resynchronised":
      return filed(state, { type: "otp-resynchronised" });
    case "otp-resync-refused":
      return notify({ ...state, step: { ...step, ask: "first", typed: nothingTyped, waiting: false } }, event);
    case "medium-locked":
    case "medium-unavailable":
      return openFile(state);
    default:
      return stay(state);
  }
}

/** 1: it is lost. 2: it is not. */
export function onMediumLost(state: State, step: StepAt<"medium-lost">, event: Event): Move {
  if (event.type === "medium-recorded-lost") return filed(state, event);
  if (event.type !== "pressed" || step.waiting) return stay(state);
  if (event.key === "2") return openFile(state);
  if (event.key !== "1") return stay(state);
  const effect = { type: "lose-medium", customer: customerOf(state), medium: step.medium } as const;
  return onward(state, { ...step, waiting: true }, [effect]);
}

export function onMediumSerial(state: State, step: StepAt<"medium-serial">, event: Event): Move {
  if (event.type === "stock-found")
    return forward(
      { ...state, step: { ...step, waiting: false } },
      {
        at: "medium-binding",
        medium: event.medium,
        typed: nothingTyped,
        waiting: false,
      },
    );
  if (event.type === "stock-missing") return notify({ ...state, step: { ...step, waiting: false } }, event);
  const typed = (text: string): StepAt<"medium-serial"> => ({ ...step, text });
  return writing(state, event, typed, (text) =>
    update(state, { ...step, waiting: true }, [{ type: "find-stock", serial: text.toUpperCase() }]),
  );
}

/** A card: 1 confirms, 2 does not. A token: the code that it shows proves that it works. */
export function onMediumBinding(state: State, step: StepAt<"medium-binding">, event: Event): Move {
  const { medium } = step;
  const bind = { type: "bind-medium", customer: customerOf(state), medium } as const;
  switch (event.type) {
    case "pressed":
      if (step.waiting) return stay(state);
      if (medium.type === "security-card" && event.key === "2") return openFile(state);
      return event.key === (medium.type === "security-card" ? "1" : "enter")
        ? onward(state, { ...step, waiting: true }, [bind])
        : stay(state);
    case "medium-bound":
      return filed(state, event);
    case "otp-refused":
      return notify({ ...state, step: { ...step, typed: nothingTyped, waiting: false } }, event);
    case "stock-missing":
    case "medium-locked":
      return filed(state, { type: "stock-missing" });
    default:
      return stay(state);
  }
}

/** Whether one more may be added behind those that are there. */
export function hasRoom(phones: readonly string[]): boolean {
  return phones.length < mostPhones;
}

/** One of the numbers on file is replaced, or one more is added behind them. */
export function onPhonePlace(state: State, step: StepAt<"phone-place">, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  const index = Number(event.key) - 1;
  const places = step.phones.length + (hasRoom(step.phones) ? 1 : 0);
  const known = Number.isInteger(index) && index >= 0 && index < places;
  return known ? forward(state, { at: "new-phone", index, number: "" }) : stay(state);
}

/** `01012345678` and older numbers of ten digits: what a mobile phone in Korea has. */
const mobile = /^01[016789]\d{7,8}$/;

export function onNewPhone(state: State, step: StepAt<"new-phone">, event: Event): Move {
  const typed = (number: string): StepAt<"new-phone"> => ({ ...step, number });
  return writing(state, event, typed, (number) => {
    if (!mobile.test(number)) return notify(state, { type: "phone-malformed" });
    return askFor(state, { type: "change-phone", customer: customerOf(state), index: step.index, number });
  });
}

export function onCertificateChoice(state: State, step: StepAt<"certificate-choice">, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  const certificate = step.certificates[Number(event.key) - 1];
  if (!certificate) return stay(state);
  const { issuer, serial } = certificate;
  return askFor(state, { type: "revoke-certificate", customer: customerOf(state), issuer, serial });
}

/** The file again, with what was done in the reserved line. */
function filed(state: State, notice: NonNullable<State["notice"]>): Move {
  const opened = openFile(state);
  return { ...opened, state: { ...opened.state, notice } };
}
