// From the byte on a keypad's wire to the event at the desk, in each framing, and the longest that the event loop stood still.

import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { protocolOf } from "../../hardware/keypad/framing.ts";
import { openPseudoTerminal } from "../../hardware/keypad/pseudo-terminal.ts";
import { serialKeypad } from "../../hardware/keypad/serial-keypad.ts";
import { defaultLine } from "../../src/input/framing.ts";
import { framingInWords } from "../../src/settings/keypad.ts";

export type KeypadFigure = {
  readonly framing: string;
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly worstStandstillMs: number;
};

const presses = 1000;

export async function benchKeypad(): Promise<readonly KeypadFigure[]> {
  const figures: KeypadFigure[] = [];
  for (const words of ["ascii", "stx-etx,lrc,ack-nak"]) figures.push(await benchFraming(words));
  return figures;
}

async function benchFraming(words: string): Promise<KeypadFigure> {
  const terminal = openPseudoTerminal();
  if (!terminal) throw new Error("the system gives no pseudo-terminal");
  const framing = framingInWords("framing", words);
  const place = { type: "path", path: terminal.path } as const;
  const keypad = serialKeypad({ place, line: defaultLine, protocol: () => protocolOf(framing) });
  let heard: () => void = () => {};
  const next = (): Promise<void> => new Promise((resolve) => (heard = resolve));
  const online = next();
  keypad.open(() => heard());
  await online;
  const bytes = protocolOf(framing).encode("5");
  const times: number[] = [];
  const standstill = monitorEventLoopDelay({ resolution: 1 });
  standstill.enable();
  for (let press = 0; press < presses; press++) {
    const event = next();
    const started = performance.now();
    terminal.write(bytes);
    await event;
    times.push(performance.now() - started);
  }
  standstill.disable();
  await keypad.close();
  terminal.close();
  times.sort((one, other) => one - other);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  return { framing: words, medianMs: at(0.5), p99Ms: at(0.99), worstStandstillMs: standstill.max / 1e6 };
}
