// `npm run bench`: medians and ratios of one run on this machine, each against a floor or a peer, and whether the goal is met.

import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeKeyPair } from "../../src/authority/key-pair.ts";
import { benchCertificate } from "./certificate.ts";
import { benchJournal } from "./journal.ts";
import { benchKeypad } from "./keypad.ts";
import { benchStandstill } from "./standstill.ts";
import { measureStick } from "./stick.ts";
import { benchTerminal } from "./terminal.ts";

type Row = {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: number | null;
  readonly beside: string;
};

/** How long a customer takes at least from choosing the product to confirming, in milliseconds: no hand is faster. */
const fastestCeremony = 10_000;

async function waitForKey(): Promise<Row> {
  const started = performance.now();
  const pair = await makeKeyPair();
  const took = performance.now() - started;
  pair.wipe();
  const value = Math.max(0, took - fastestCeremony);
  return {
    what: "wait for the key after confirm",
    value,
    unit: "ms",
    goal: 0,
    beside: `the key takes ${took.toFixed(0)} ms, begun at the choice of the product`,
  };
}

async function rows(): Promise<readonly Row[]> {
  const terminal = await benchTerminal();
  const certificate = await benchCertificate();
  const sticks = await measureStick(15);
  const journal = await benchJournal();
  const keypads = await benchKeypad();
  const standstill = await benchStandstill();
  const ratio = (ms: number): number => ms / terminal.nodeMs;
  return [
    {
      what: "splash / node -e 0",
      value: ratio(terminal.splashMs),
      unit: "x",
      goal: null,
      beside: `${terminal.splashMs.toFixed(0)} ms / ${terminal.nodeMs.toFixed(0)} ms`,
    },
    {
      what: "first frame / node -e 0",
      value: ratio(terminal.firstFrameMs),
      unit: "x",
      goal: 3.8,
      beside: `${terminal.firstFrameMs.toFixed(0)} ms`,
    },
    { what: "key to frame at 80x24", value: terminal.keyMs, unit: "ms", goal: 8, beside: "in a pseudo-terminal" },
    { what: "bytes a key at 80x24", value: terminal.keyBytes, unit: "bytes", goal: 1000, beside: "" },
    {
      what: "CPU of a certificate without its key pair",
      value: certificate.medianMs,
      unit: "ms",
      goal: 3,
      beside: `one signature of node-forge ${certificate.forgeMs.toFixed(0)} ms`,
    },
    await waitForKey(),
    ...sticks.map(
      ({ medium, bare, written, proven, ratio: value }): Row => ({
        what: `confirm to proven stick / bare write and fsyncs, ${medium}`,
        value,
        unit: "x",
        goal: null,
        beside: `${written.toFixed(1)} + ${proven.toFixed(1)} ms / ${bare.toFixed(1)} ms`,
      }),
    ),
    {
      what: "journal append / plain insert",
      value: journal.ratio,
      unit: "x",
      goal: 1.2,
      beside: "one durable row a transaction",
    },
    ...keypads.flatMap(({ framing, medianMs, p99Ms, worstStandstillMs }): readonly Row[] => [
      {
        what: `byte to event, ${framing}, p99`,
        value: p99Ms,
        unit: "ms",
        goal: 5,
        beside: `median ${medianMs.toFixed(2)} ms`,
      },
      {
        what: `longest standstill of the event loop meanwhile, ${framing}`,
        value: worstStandstillMs,
        unit: "ms",
        goal: 50,
        beside: "",
      },
    ]),
    {
      what: "longest standstill of the event loop while a customer is served",
      value: standstill.longest.ms,
      unit: "ms",
      goal: 50,
      beside: `${standstill.over10} of more than 10 ms; this one at ${standstill.longest.during}`,
    },
    {
      what: "most processor time of such a standstill",
      value: standstill.busiest.cpuMs,
      unit: "ms",
      goal: 25,
      beside: `at ${standstill.busiest.during}`,
    },
  ];
}

const measured = await rows();
for (const { what, value, unit, goal, beside } of measured) {
  const verdict = goal === null ? "" : value <= goal ? `  goal ${goal} met` : `  goal ${goal} MISSED`;
  console.log(`${value.toFixed(2).padStart(9)} ${unit.padEnd(5)}  ${what}${verdict}${beside ? `  (${beside})` : ""}`);
}
const file = join(tmpdir(), "changgu-bench.json");
writeFileSync(
  file,
  `${JSON.stringify({ at: new Date().toISOString(), node: process.version, rows: measured }, null, 2)}\n`,
);
console.log(`written to ${file}`);
