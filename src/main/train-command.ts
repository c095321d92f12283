// `changgu train`: the training branch, with or without a lesson, and what is told when a lesson is over.

import { type Command, InvalidArgumentError, Option } from "commander";
import type { Desk } from "../audit/entry.ts";
import type { Locale } from "../ceremony/state.ts";
import type { Scenario } from "../commands/scenario.ts";
import { scenario, scenarios } from "../commands/scenarios.ts";
import { type Doors, type PlainAsked, plainly, type Run } from "./command-line.ts";
import { languageOf } from "./language.ts";
import type { Lesson } from "./lesson.ts";
import { output } from "./output.ts";

type TrainAsked = PlainAsked & {
  readonly desk?: Desk;
  readonly fresh?: boolean;
  readonly card?: boolean;
  readonly lang?: Locale;
  readonly scenarios?: boolean;
  readonly speed: number;
  readonly json?: boolean;
};

function lessonNamed(id: string): Scenario {
  const found = scenario(id);
  if (found) return found;
  throw new InvalidArgumentError(`there is no such scenario; there are ${scenarios.map((each) => each.id).join(", ")}`);
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (speed >= 0.1 && speed <= 100) return speed;
  throw new InvalidArgumentError("a speed is from 0.1 to 100");
}

export function addTrain(program: Command, doors: Doors, run: Run): void {
  program
    .command("train")
    .description("opens the training branch: invented people, simulated devices, test certificates")
    .argument("[scenario]", "a lesson in which things go wrong by themselves", lessonNamed)
    .addOption(new Option("--desk <desk>", "one desk; without it the first page asks").choices(["kiosk", "teller"]))
    .option(...plainly)
    .option("--fresh", "forgets what was rehearsed before")
    .option("--card", "prints the trainer's card and ends")
    .addOption(
      new Option("--lang <language>", "of the card, and of the first page: without it that is Korean").choices([
        "ko",
        "en",
      ]),
    )
    .option("--scenarios", "lists the lessons and ends")
    .option("--speed <times>", "seconds of a lesson for each of the wall clock's", speedOf, 1)
    .option("--json", "tells the end of a lesson, or the lessons, as JSON")
    .action(
      run(async (what: Scenario | undefined, asked: TrainAsked) => {
        if (asked.scenarios) return list(asked.json ?? false);
        if (asked.card) return printCard(asked.lang);
        const lesson = what ? { what, speed: asked.speed, json: asked.json ?? false } : null;
        const { desk = what?.desk ?? null, fresh = false, plain = false, lang = null } = asked;
        return doors.train({ desk, fresh, plain, lesson, locale: lang });
      }),
    );
}

async function printCard(asked: Locale | undefined): Promise<number> {
  const { trainersCard } = await import("../../hardware/rehearsal/trainers-card.ts");
  for (const line of trainersCard(new Date(), languageOf(asked, process.env))) output.print(line);
  return 0;
}

function list(json: boolean): number {
  if (json) output.print(JSON.stringify(scenarios.map(({ id, title, goal, desk }) => ({ id, desk, title, goal }))));
  else
    for (const { id, title, goal } of scenarios)
      output.print(`${id.padEnd(20)} ${title.ko}: ${goal.ko}\n${" ".repeat(21)}${goal.en}`);
  return 0;
}

/** 0 when the goal was reached, 1 when not. `locale`: as asked; otherwise the machine's user's. */
export async function tellDebrief(
  what: Scenario,
  lesson: Lesson,
  { json, locale }: { readonly json: boolean; readonly locale: Locale | null },
): Promise<number> {
  const debrief = lesson.debrief();
  if (json) output.print(JSON.stringify(debrief));
  else {
    const { debriefLines } = await import("../screens/debrief.ts");
    const language = languageOf(locale ?? undefined, process.env);
    for (const line of debriefLines(what, debrief, language)) output.print(line);
  }
  return debrief.reached ? 0 : 1;
}
