// From the read-back to the proven stick: charge, prepare, sign, write, prove, complete, release. Pure.

import { renewedUntil } from "../authority/validity.ts";
import type { HeldCertificate } from "../verification/customer-file.ts";
import type { Event, EventOf } from "./event.ts";
import type { Finished, StoredAt, WriteTrouble } from "./finished.ts";
import type { IssuingPhase } from "./issuing-phase.ts";
import { enterKeeping, issuing } from "./keeping.ts";
import { end, established, factsOf, learn, notify, onward, record, serviceOf, stay, update } from "./move.ts";
import { lookForOld, notRemoved, release } from "./old-folders.ts";
import { service } from "./services.ts";
import { printing, slipOf } from "./slip.ts";
import type { Move, State } from "./state.ts";
import type { StepAt } from "./step.ts";
import { chosenDrive } from "./storage.ts";
import { otherPlace, reasonOf } from "./token.ts";

export function enterIssuance(state: State): Move {
  return update(state, { at: "read-back" });
}

/** Who, what, where, fee: 1 or Enter issues, 2 goes back. A stick that was pulled meanwhile is asked for again. */
export function onReadBack(state: State, event: Event): Move {
  if (placeGone(state, event))
    return otherPlace(
      state,
      factsOf(state).token ? { type: "token-refused", why: "removed" } : { type: "drive-removed" },
    );
  if (event.type !== "pressed" || (event.key !== "enter" && event.key !== "1")) return stay(state);
  if (state.authority) return notify(state, { type: "authority-unsigned", why: state.authority });
  const confirmed = onward(state, state.step, [record({ event: "read-back-confirmed" })]);
  const begun = factsOf(state).fee > 0 ? charge(confirmed.state) : prepare(confirmed.state);
  return { ...begun, effects: [...confirmed.effects, ...begun.effects] };
}

function placeGone(state: State, event: Event): boolean {
  const { drive, token } = factsOf(state);
  if (event.type === "tokens-changed") return token !== null && !state.tokens.some(({ id }) => id === token.id);
  return event.type === "drives-changed" && drive !== null && !state.drives.some(({ id }) => id === drive.id);
}

/** The certificate that the new one takes the place of, if it had not expired: it is revoked, and its end counts. */
function stillValid(state: State): HeldCertificate | null {
  const { held } = factsOf(state);
  return held && !held.expired ? held : null;
}

/** The money first: an account that holds too little is told before any key is made. */
function charge(state: State): Move {
  const { account, fee: amount } = factsOf(state);
  const customer = established(state, "customer").id;
  return update(state, issuing("charging"), [{ type: "charge", amount, customer, account }]);
}

function prepare(state: State): Move {
  const { id, name } = established(state, "customer");
  const product = established(state, "product");
  const old = stillValid(state);
  const renews = serviceOf(state).renews ? old : null;
  const until = renews ? renewedUntil(renews.notAfter) : (old?.notAfter ?? null);
  return update(state, issuing("preparing"), [{ type: "prepare", product, customer: id, name, until, renews }]);
}

const stillWriting: readonly IssuingPhase[] = ["writing", "flushing"];

/** Keys wait here: each effect's outcome leads to the next. */
export function onIssuing(state: State, step: StepAt<"issuing">, event: Event): Move {
  switch (event.type) {
    case "fee-charged":
      return prepare(state);
    case "fee-refused":
      return end(state, { type: "fee-refused", why: event.why });
    case "fee-undone":
      return notify({ ...state, step: { at: "read-back" } }, event);
    case "certificate-prepared":
      return update(state, issuing("signing"), [{ type: "sign" }]);
    case "certificate-refused":
      return end(state, { type: "certificate-refused", why: event.why });
    case "authority-unsigned":
      return notify({ ...state, step: { at: "read-back" } }, event);
    case "certificate-signed":
      return keep(learn(state, { signed: true }));
    case "write-advanced":
      return stillWriting.includes(step.phase) ? update(state, issuing(event.phase)) : stay(state);
    case "certificate-written":
      return update(state, issuing("proving"), [
        factsOf(state).token ? { type: "prove-token" } : { type: "prove", drive: established(state, "drive") },
      ]);
    // Its key is on it and on nothing else: no other place can take the certificate.
    case "token-failed":
      return end(state, { type: "token-failed", why: reasonOf(event.fault) });
    case "write-failed":
      return onward(marked(state, event.trouble), { at: "write-trouble", trouble: event.trouble });
    case "medium-proven":
      return update(state, { ...issuing("completing"), proof: event.how }, [
        {
          type: "complete",
          product: established(state, "product"),
          customer: established(state, "customer").id,
          replaces: stillValid(state),
          ticket: factsOf(state).ticket,
        },
      ]);
    case "certificate-issued":
      return issued(state, step, event);
    case "certificate-kept":
      return kept(state, event);
    case "old-folders-found": {
      const { finished } = step;
      if (!finished) return stay(state);
      if (event.found.length === 0) return release(state, finished);
      return onward(state, { at: "old-folders", finished, found: event.found, waiting: false });
    }
    case "drive-released":
      return step.finished ? done(state, step.finished, letGo(state, event.result)) : stay(state);
    case "token-closed": {
      const { token } = factsOf(state);
      return step.finished && token ? done(state, step.finished, { type: "token", token }) : stay(state);
    }
    case "second-passed":
      return stay({ ...state, step: { ...step, seconds: step.seconds + 1 } });
    case "pressed":
      return notify(state, { type: "keys-wait" });
    default:
      return stay(state);
  }
}

/** The list of sticks tells afterwards which one it was. */
function marked(state: State, { type }: WriteTrouble): State {
  const { drive, counterfeits } = factsOf(state);
  return type === "drive-counterfeit" && drive ? learn(state, { counterfeits: [...counterfeits, drive.id] }) : state;
}

function keep(state: State): Move {
  if (!factsOf(state).token) return write(state, established(state, "drive"));
  return update(state, issuing("writing"), [{ type: "store" }]);
}

function write(state: State, drive: ReturnType<typeof established<"drive">>): Move {
  return update(state, issuing("writing"), [{ type: "write", drive }]);
}

function issued(state: State, step: StepAt<"issuing">, event: EventOf<"certificate-issued">): Move {
  const { serial, folder, notAfter, seq, head } = event;
  const finished: Finished = { serial, folder, notAfter, proof: step.proof ?? "cached", seq, head };
  const made = learn(state, { signed: false });
  if (factsOf(made).token)
    return update(made, { ...step, phase: "releasing", finished, seconds: 0 }, [{ type: "close-token" }]);
  return lookForOld(made, finished, step);
}

function kept(state: State, event: EventOf<"certificate-kept">): Move {
  const { type: _, ...finished } = event;
  return release(state, finished);
}

function letGo(state: State, release: "released" | "still-mounted"): StoredAt {
  const drive = established(state, "drive");
  // A released stick is on no list any more, and still in.
  const gone = release === "still-mounted" && !state.drives.some(({ id }) => id === drive.id);
  return { type: "stick", drive, release, gone };
}

function done(state: State, finished: Finished, place: StoredAt): Move {
  const { service: of } = factsOf(state);
  const { serial, notAfter, seq, head } = finished;
  const slip = slipOf(state, { seq, head, certificate: { serial, notAfter } });
  // After the end: by then what it names is signed in a checkpoint.
  const moved = onward(state, { at: "done", service: of, finished, place, slip }, [
    { type: "close-ceremony", result: "completed", at: "done", why: service(of).keeps ? of : "issued" },
    ...printing(slip),
  ]);
  return { ...moved, state: { ...moved.state, facts: null, notice: notRemoved(state) } };
}

/** The signed certificate waits for a stick that takes it: another one, or the same one in again. */
export function onWriteTrouble(state: State, event: Event): Move {
  const drive = chosenDrive(state, event);
  if ("state" in drive) return drive;
  const chosen = learn(state, { drive });
  return serviceOf(state).keeps ? enterKeeping(chosen) : write(chosen, drive);
}
