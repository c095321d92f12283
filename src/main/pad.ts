// Opens the simulated keypad of a second window.

import { openPadLine } from "../../hardware/keypad/pseudo-terminal.ts";
import { runKeypad } from "../commands/keypad.ts";
import { framingInWords } from "../settings/keypad.ts";
import { Wrong } from "../settings/values.ts";

export async function openPad(link: string, words: string, complain: (line: string) => void): Promise<number> {
  try {
    const line = openPadLine(link, framingInWords("--framing", words), words);
    return await runKeypad(line, { stdin: process.stdin, stdout: process.stdout });
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    complain(`${error.key} ${error.why}`);
    return 2;
  }
}
