// `changgu doctor keypad`: the bytes of a pad as they come, what they would mean under each framing, and which one fits.

import type { Framing, LineSpeed } from "../input/framing.ts";

export type Reading = {
  /** `stx-etx,lrc` */
  readonly words: string;
  readonly type: Framing["type"];
  readonly keys: readonly string[];
  /** Bytes that mean nothing in this framing. */
  readonly meaningless: number;
  /** What would stand in the settings. */
  readonly setting: Readonly<Record<string, string | boolean>>;
};

export type Ear = {
  /** Told once what became of the opening, then of every byte; `stop` ends it. */
  listen(listener: {
    readonly online: () => void;
    readonly bytes: (bytes: Uint8Array) => void;
    readonly ended: (how: "taken" | "refused" | "hung-up") => void;
  }): { answer(bytes: Uint8Array): void; stop(): Promise<void> };
  take(bytes: Uint8Array): readonly Reading[];
};

export type KeypadExamination = {
  /** `/dev/ttyUSB0 at 9600 8N1` */
  readonly where: string;
  /** The words of the framing that is set. */
  readonly configured: string;
  /** Bytes of another parity are dropped before anybody sees them. */
  readonly parity: LineSpeed["parity"];
  readonly milliseconds: number;
  readonly print: (line: string) => void;
  /** Whoever looks has seen enough. */
  readonly enough: Promise<void>;
};

/** What comes within this time came by one press. */
const pressMilliseconds = 60;
const [ENQ, ACK, STX] = [0x05, 0x06, 0x02];

/** 0: what is set fits; 1: it does not, or nothing came; 2: the device cannot be opened. */
export async function examineKeypad(ear: Ear, examination: KeypadExamination): Promise<number> {
  const { where, milliseconds, print, enough } = examination;
  const totals = new Map<string, Reading>();
  let pressed: number[] = [];
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    const readings = ear.take(Uint8Array.from(pressed));
    for (const line of pressLines(pressed, readings)) print(line);
    for (const reading of readings) totals.set(reading.words, added(totals.get(reading.words), reading));
    pressed = [];
  };
  const { promise: over, resolve: end } = Promise.withResolvers<"taken" | "refused" | "hung-up" | "enough">();
  const line = ear.listen({
    online: () => print(`Listening to ${where}. Press keys, but no real password; Ctrl+C ends it.`),
    bytes: (bytes) => {
      pressed.push(...bytes);
      const answer = answerTo(bytes);
      if (answer) line.answer(Uint8Array.of(answer));
      clearTimeout(timer);
      timer = setTimeout(tell, pressMilliseconds);
    },
    ended: end,
  });
  const clock = setTimeout(() => end("enough"), milliseconds);
  void enough.then(() => end("enough"));
  const how = await over;
  clearTimeout(clock);
  clearTimeout(timer);
  if (pressed.length > 0) tell();
  await line.stop();
  if (how === "taken") {
    print(`${where} cannot be opened: another terminal or program has it.`);
    print('  do: close that one, or name another keypad: "terminals": {"ID": {"keypad": {"path": …}}}.');
    return 2;
  }
  if (how === "refused") {
    print(`${where} cannot be opened: this user may not (group dialout), or it is no serial device.`);
    return 2;
  }
  if (how === "hung-up") print("The line hung up: the cable was pulled, or the adapter reset itself.");
  return verdict([...totals.values()], examination);
}

/** A pad with link control says nothing before it is answered, and one that waits for an answer says the same again and again. */
function answerTo(bytes: Uint8Array): number | null {
  return bytes.at(-1) === ENQ || bytes[0] === STX ? ACK : null;
}

const names: Readonly<Record<number, string>> = {
  2: "STX",
  3: "ETX",
  4: "EOT",
  5: "ENQ",
  6: "ACK",
  8: "BS",
  10: "LF",
  13: "CR",
  21: "NAK",
  24: "CAN",
  27: "ESC",
  127: "DEL",
};

function pressLines(bytes: readonly number[], readings: readonly Reading[]): readonly string[] {
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  const said = bytes.map((byte) => names[byte] ?? (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "."));
  // Of each framing the way of checking that fits best.
  const best = ["ascii", "stx-etx", "enq-ack"].map((type) => bestOf(readings.filter((each) => each.type === type)));
  const meant = best
    .filter((reading) => reading !== null)
    .map(({ words, keys, meaningless }) => {
      const noise = meaningless > 0 ? ` (${meaningless} of ${bytes.length} bytes mean nothing)` : "";
      return `    ${words.padEnd(20)} ${keys.join(" ") || "no key"}${noise}`;
    });
  return [`${hex}   ${said.join(" ")}`, ...meant];
}

function added(before: Reading | undefined, reading: Reading): Reading {
  if (!before) return reading;
  const { keys, meaningless } = before;
  return { ...reading, keys: [...keys, ...reading.keys], meaningless: meaningless + reading.meaningless };
}

/** A byte without a meaning speaks louder than a key: noise is a key now and then. */
function scoreOf({ keys, meaningless }: Reading): number {
  return keys.length - 2 * meaningless;
}

function bestOf(readings: readonly Reading[]): Reading | null {
  return readings.reduce<Reading | null>(
    (best, reading) => (best === null || scoreOf(reading) > scoreOf(best) ? reading : best),
    null,
  );
}

function verdict(totals: readonly Reading[], { where, configured, parity, print }: KeypadExamination): number {
  print("");
  const best = bestOf(totals);
  if (best === null) {
    if (parity === "none") print(`Nothing came from ${where}: this is silence, no wrong setting.`);
    else {
      print(`Nothing came from ${where}: this is silence, or the parity is wrong, and what came was dropped.`);
      print("  do: first try --parity none.");
    }
    print("  do: look at the cable and the pad's power; is it this device? A pad that waits to be asked");
    print('  needs "framing": "stx-etx" and "before" (often "\\u001bM": key by key).');
    return 1;
  }
  if (best.keys.length === 0 || best.meaningless > best.keys.length) {
    print("Bytes come, and mean nothing under any framing: the speed or the parity is set wrongly.");
    print("  do: try --baud 2400, 4800, 19200 or 38400, and --parity even or odd, until keys are read.");
    return 1;
  }
  if (best.words === configured) {
    print(`What is set fits: ${configured}.`);
    return 0;
  }
  print(`This pad speaks ${best.words}; set is ${configured}.`);
  print(`  do: put ${JSON.stringify(best.setting).slice(1, -1)} into "keypad" in the settings.`);
  return 1;
}
