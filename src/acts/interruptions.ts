// Which ceremonies were cut off and settled since anybody signed on: found in the journal, for the next one who does.

import type { EventId } from "../audit/events.ts";
import { factIn, type RowFact } from "../audit/row-body.ts";
import type { AuditRows } from "../audit/rows.ts";
import type { Interrupted, Settled } from "../ceremony/interrupted.ts";
import type { ServiceId } from "../ceremony/services.ts";
import type { Secret } from "../secret.ts";
import type { Verifying } from "../verification/judge.ts";
import type { CustomerId, Registry } from "../verification/registry.ts";
import { type SignOnOutcome, signOn } from "../verification/staff.ts";

/** Rows that are looked through: a day of a busy terminal, and no time at the desk. */
const searched = 5000;

const settledBy: Readonly<Partial<Record<EventId, Settled>>> = {
  "certificate-revoked": "revoked",
  "certificate-abandoned": "given-up",
  "fee-returned": "fee-returned",
  "vault-key-destroyed": "key-destroyed",
};

/** The rows since the last sign-on come from an interruption; those of its ceremony may be older. */
export function interruptedSince(rows: AuditRows, registry: Pick<Registry, "customer">): readonly Interrupted[] {
  const signOn = rows.lastOf(null, ["staff-signed-on"])?.seq ?? -1;
  const recent = rows.before(Number.MAX_SAFE_INTEGER, searched).toReversed();
  const cutOff = recent
    .filter(({ seq, body }) => seq > signOn && body.includes('"why":"interrupted"'))
    .flatMap((row) => factIn(row) ?? [])
    .filter(({ event }) => event === "ceremony-ended");
  const facts = cutOff.length > 0 ? recent.flatMap((row) => factIn(row) ?? []) : [];
  return [...new Set(cutOff.map(({ ceremony }) => ceremony))].flatMap((ceremony): readonly Interrupted[] => {
    if (ceremony === null) return [];
    const own = facts.filter((each) => each.ceremony === ceremony);
    const began = own.find((each) => each.event === "ceremony-began");
    const customer = own.flatMap((each) => ("customer" in each ? (each.customer ?? []) : []))[0];
    // What it undid by itself was told to the customer then.
    const first = own[0] ? facts.indexOf(own[0]) : 0;
    const restart = facts.findIndex(
      ({ event, terminal }, at) => at > first && event === "started" && terminal === own[0]?.terminal,
    );
    const since = facts.filter(
      (each, at) => at > restart && (each.ceremony === ceremony || isRefundOf(each, own, facts)),
    );
    return [
      {
        ceremony,
        began: new Date((began ?? own[0])?.time ?? ""),
        service: began ? (began.service as ServiceId) : null,
        desk: began?.desk ?? null,
        customerName: customer === undefined ? null : (registry.customer(customer as CustomerId)?.name ?? null),
        settled: [...new Set(since.flatMap(({ event }) => settledBy[event] ?? []))],
      },
    ];
  });
}

/** What was paid for a ticket belongs to the ceremony that made it; the one that cancels it gives it back. */
function isRefundOf({ event, ceremony }: RowFact, own: readonly RowFact[], all: readonly RowFact[]): boolean {
  if (event !== "fee-returned") return false;
  const cancelled = own.filter((each) => each.event === "ticket-cancelled").filter(({ why }) => why === "asked");
  return all.some(
    (made) =>
      made.event === "ticket-made" &&
      made.ceremony === ceremony &&
      cancelled.some(({ ticket }) => ticket === made.ticket),
  );
}

type Told = SignOnOutcome & { readonly interrupted?: readonly Interrupted[] };

/** Whoever signs on first is told what was settled meanwhile. */
export async function signOnTold(
  { rows, registry }: { readonly rows: AuditRows; readonly registry: Pick<Registry, "customer"> },
  verifying: Verifying,
  number: string,
  password: Secret,
): Promise<Told> {
  const interrupted = interruptedSince(rows, registry);
  const outcome = await signOn(verifying, number, password);
  return outcome.type === "signed-on" && interrupted.length > 0 ? { ...outcome, interrupted } : outcome;
}
