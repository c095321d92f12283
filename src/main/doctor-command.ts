// `changgu doctor` and `changgu doctor keypad` on the command line.

import { type Command, InvalidArgumentError, Option } from "commander";
import type { LineSpeed } from "../input/framing.ts";
import type { Doors, Run } from "./command-line.ts";
import { output, refused } from "./output.ts";
import { settingsAt, wrongSetting } from "./settings-file.ts";
import { environmentAt, type TerminalAsked, terminalOption } from "./terminal-option.ts";

type Asked = TerminalAsked & {
  readonly training?: boolean;
  readonly json?: boolean;
  readonly path?: string;
  readonly baud?: number;
  readonly parity?: LineSpeed["parity"];
  readonly seconds: number;
};

export function addDoctor(program: Command, doors: Doors, run: Run): void {
  program
    .command("doctor")
    .description("checks devices, database, keys, clock and terminal, and says what to do")
    .argument("[device]", "keypad: shows the bytes that it sends, and what they would mean under each framing")
    .option("--training", "looks at the training branch")
    .option(...terminalOption("looks at the devices of this terminal of the branch"))
    .option("--json", "prints JSON")
    .option("--path <path>", "keypad: a device that is not in the settings")
    .option("--baud <rate>", "keypad: another speed than the settings'", whole)
    .addOption(new Option("--parity <parity>", "keypad: another parity").choices(["none", "even", "odd"]))
    .option("--seconds <number>", "keypad: how long it listens", whole, 60)
    .action(
      run(async (device: string | undefined, asked: Asked) => {
        if (device === "keypad") return listen(doors, asked);
        if (device !== undefined) return refused(`no device "${device}"; changgu doctor keypad listens to the keypad`);
        const { examine } = await import("./examining.ts");
        const home = asked.training ? doors.trainingHome : doors.home;
        return examine(home, environmentAt(asked), { json: asked.json ?? false, print: output.print });
      }),
    );
}

async function listen(doors: Doors, asked: Asked): Promise<number> {
  const home = asked.training ? doors.trainingHome : doors.home;
  const outcome = settingsAt(home, environmentAt(asked));
  if (outcome.type === "wrong-setting") return refused(wrongSetting(home, outcome));
  const { examineKeypadOf } = await import("./examining-keypad.ts");
  return examineKeypadOf(outcome.settings, asked, output.print);
}

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 1_000_000) throw new InvalidArgumentError("a whole number");
  return number;
}
