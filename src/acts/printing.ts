// A slip on paper: what the ceremony knows of it and what the branch adds, journaled before and after.

import type { About } from "../audit/entry.ts";
import { slipText } from "../audit/slip.ts";
import type { Building } from "../building.ts";
import type { EffectOf } from "../ceremony/effect.ts";
import type { OutcomeEvent } from "../ceremony/event.ts";
import { type Slip, slipMarkup } from "../receipt/slip.ts";

/** Its text is told whether or not there is a printer; a certificate does not depend on paper. */
export async function printSlip(
  building: Building,
  { slip: wanted, copies }: EffectOf<"print-slip">,
  asked: About,
): Promise<OutcomeEvent> {
  const about = { ...asked, ceremony: wanted.ceremony };
  const { printer, journal } = building;
  // Loaded with the first slip: nothing else needs it.
  const { slipLines } = await import("../receipt/render.ts");
  // What a slip names is signed before it is shown: a ticket's is printed while its ceremony goes on.
  if ((building.checkpoints.lastCheckpoint()?.upto ?? 0) < wanted.journal.seq) journal.seal();
  const slip = slipOf(building, wanted, copies);
  const told = { type: "slip-told", seq: wanted.journal.seq, lines: slipLines(slipMarkup(slip)) } as const;
  if (!printer) return { ...told, result: "no-printer", copies };
  const row = wanted.journal.seq;
  journal.append({ event: "slip-printing", row, copies }, about);
  building.checkpoint("slip.intended");
  const outcome = await printer.print(slip);
  if (outcome.type === "printed") {
    journal.append({ event: "slip-printed", row, copies }, about);
    return { ...told, result: "printed", copies: copies + 1 };
  }
  journal.append({ event: "slip-not-printed", row, why: outcome.why }, about);
  // What came out half may be read: the next one is marked.
  return { ...told, result: outcome.why, copies: outcome.begun ? copies + 1 : copies };
}

function slipOf({ house, clock, checkpoints }: Building, wanted: EffectOf<"print-slip">["slip"], copies: number): Slip {
  const { locale, journal } = wanted;
  return {
    ...wanted,
    branch: house.name[locale],
    terminal: house.terminal,
    banner: house.banner?.[locale] ?? null,
    at: clock.now(),
    // Upper case alone fits a QR code's alphanumeric set, which is read in either.
    code: slipText(journal, checkpoints.lastCheckpoint()).toUpperCase(),
    copies,
  };
}
