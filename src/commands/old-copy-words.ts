// What an officer reads who lets a terminal go on from an old copy: what is missing, what was done about it, what is left to do.

import type { OldCopyAccepted } from "../audit/journal-entry.ts";
import type { StaffMember } from "../verification/registry.ts";

/** Before the first key is asked for: afterwards it would be too late. */
export function listsInWords(files: readonly string[]): readonly string[] {
  if (files.length === 0) return [];
  return [
    `The last revocation list is not in ${files.join(" and ")}. Without it, what was revoked since the copy is good again:`,
    "stop here (Ctrl+C), and put back what was published last; whoever relies on these CAs has it.",
  ];
}

/** Nothing of what is zero. */
function doneInWords(accepted: OldCopyAccepted): readonly string[] {
  const { serials, lists, listed, unknown, doubted, tickets, requests, challenges, tokens, locked } = accepted;
  const counted: readonly (readonly [number, string])[] = [
    [listed, "certificates are revoked or on hold again, as the last published list says"],
    [unknown, "serials on that list belong to certificates that are not here: they stay on every list"],
    [doubted, "certificates may have been signed since: they are revoked when their terminal opens"],
    [tickets, "open tickets are cancelled: their fees go back, and each customer gets another at the counter"],
    [requests, "open requests are closed: whoever still wants one asks again"],
    [challenges, "questions of security cards are drawn anew"],
    [tokens, "OTP tokens answer with their next codes alone"],
    [locked, "OTP tokens that count presses are locked, until a supervisor unlocks each"],
  ];
  return [
    ...skipped("Serials", serials),
    ...skipped("Revocation lists", lists),
    ...counted.filter(([count]) => count > 0).map(([count, what]) => `- ${count} ${what}`),
  ];
}

function skipped(what: string, numbers: readonly string[]): readonly string[] {
  return numbers.map((each) => {
    const [issuer, before, after] = each.split(" ");
    return `- ${what} of ${issuer} go on with ${after} instead of ${before}`;
  });
}

export function acceptedInWords(accepted: OldCopyAccepted, staff: readonly StaffMember[]): readonly string[] {
  const { last, upTo } = accepted;
  const missing = upTo === null ? `whatever came after row ${last}` : `rows ${last + 1} to at least ${upTo}`;
  return [
    `The terminal can go on without ${missing}, and its journal says so by your name. So that nothing is given out or honoured twice:`,
    ...doneInWords(accepted),
    "What nobody can know here is looked up on slips (changgu audit verify --slips FILE), on the syslog server, at the CA and at the bank:",
    "- certificates that were issued since, and fees that were taken for them",
    "- cards and tokens that were reported lost, phone numbers that were changed, registrations that were taken off: ask the customers",
    `- who left since can sign on again: ${staff.map(({ number, name }) => `${number} ${name}`).join(", ") || "nobody"}; changgu staff lock NUMBER`,
  ];
}
