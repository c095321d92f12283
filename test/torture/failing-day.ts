// A day that went wrong, made as short as it can be and written down as a transcript that `changgu play` plays.

import { type Act, type Day, type Fault, playDay, type Stagecraft } from "./branch-day.ts";
import { shrink } from "./shrink.ts";

/** Numbers and names differ from run to run. */
function kindOf({ why }: Fault): string {
  return why.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, "#").split("\n")[0] ?? "";
}

/** The fault is the same one when its words are, whatever its numbers. */
export async function shrinkDay(day: Day, fault: Fault, craft: Stagecraft, tries = 400): Promise<Day> {
  const wanted = kindOf(fault);
  const fails = async (some: Day): Promise<boolean> => {
    const again = await playDay(some, craft);
    return again.fault !== null && kindOf(again.fault) === wanted;
  };
  let left: Day = { ...day, acts: day.acts.slice(0, fault.acts) };
  for (const { terminal } of day.desks) {
    const alone: Day = {
      desks: left.desks.filter((here) => here.terminal === terminal),
      acts: left.acts.filter((act) => act.terminal === terminal),
    };
    if (left.desks.length > 1 && (await fails(alone))) left = alone;
  }
  const { desks } = left;
  return { desks, acts: await shrink(left.acts, (acts) => fails({ desks, acts }), tries) };
}

/** Several desks stay open beside each other; with a kill, which wants a process of its own, one comes after the other. */
export function transcriptOf({ desks, acts }: Day, { why }: Fault, seed: number): string {
  const lines = [`# Drawn from seed ${seed}: ${why.split("\n")[0]}`, `mode ${desks[0]?.desk ?? "kiosk"}`];
  lines.push("clock 2026-11-23T09:00:00+09:00");
  const beside = acts.some(({ text }) => text.startsWith("kill ")) ? "" : " beside";
  // The first one is the one that the transcript opens, by the name that the settings give it.
  const first = desks[0]?.terminal;
  const nameOf = (terminal: string): string => (beside && terminal === first ? "" : ` terminal=${terminal}`);
  let at = first;
  for (const { terminal, text } of acts) {
    if (terminal !== at)
      lines.push(`desk ${desks.find((here) => here.terminal === terminal)?.desk}${nameOf(terminal)}${beside}`);
    at = terminal;
    lines.push(text);
  }
  return [...lines, why.includes("stands at") ? 'see "어서 오십시오"' : "books", ""].join("\n");
}

export type { Act };
