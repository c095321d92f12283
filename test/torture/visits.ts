// What people do in a branch, as lines of transcripts: customers, tellers, devices that fail, all drawn from one die.

import { held } from "../../hardware/rehearsal/held-certificates.ts";
import { type TrainingCustomer, trainingCustomers, trainingStaff } from "../../hardware/rehearsal-fixture.ts";
import type { Desk } from "../../src/audit/entry.ts";

export type Die = (below: number) => number;

/** Whether a visit goes as it should, and what is done. */
export type Visit = { readonly clean: boolean; readonly lines: readonly string[] };

const passwords = ["Kiosk!2026test", "Anders!27neu"] as const;

const spaced = (digits: string): string => [...digits].join(" ");

function pick<T>(roll: Die, from: readonly T[]): T {
  const one = from[roll(from.length)];
  if (one === undefined) throw new RangeError("nothing to choose from");
  return one;
}

export const terms = "key enter enter enter enter 1 enter enter enter 1 enter enter 1";

export function identity({ residentNumber, account }: TrainingCustomer): readonly string[] {
  return [
    `key ${spaced(residentNumber)} enter`,
    `key ${spaced(account.number)} enter`,
    `key ${spaced(account.password)} enter`,
  ];
}

/** The bank calls, and what the customer holds is asked. */
export function proof({ id, medium }: TrainingCustomer): readonly string[] {
  return ["key 1", "wait 4s", medium.type === "security-card" ? `card ${id}` : `otp ${id}`];
}

export function chosen(password: string): readonly string[] {
  return [`secret "${password}"`, "key enter", `secret "${password}"`, "key enter"];
}

type Kind = (who: TrainingCustomer, roll: Die) => readonly string[];

const stickAndConfirm = (roll: Die): readonly string[] => ["key 1", ...chosen(pick(roll, passwords)), "key enter"];

const issued: Kind = (who, roll) => [
  `key 1 ${1 + roll(2)}`,
  terms,
  ...identity(who),
  ...proof(who),
  ...stickAndConfirm(roll),
];

const kioskKinds: readonly (readonly [often: number, Kind])[] = [
  [6, issued],
  [3, (who, roll) => ["key 3", ...identity(who), ...proof(who), "key 1", ...stickAndConfirm(roll)]],
  [1, (who, roll) => ["key 5", ...identity(who), ...proof(who), "key 1", `key ${1 + roll(3)}`, "key 1"]],
  [1, () => ["key 4 1", "key 1", "key 1"]],
  [
    2,
    (who, roll) => [
      "key 4 3",
      "key 1",
      "key 1",
      `secret "${old(who, roll)}"`,
      "key enter",
      ...chosen(pick(roll, passwords)),
    ],
  ],
  [2, (who, roll) => ["key 2", "key 1", "key 1", `secret "${old(who, roll)}"`, "key enter", ...stickAndConfirm(roll)]],
  [
    1,
    (who) => [
      "key 6 1 1",
      "key enter enter enter enter 1 enter enter enter 1 enter enter 1",
      ...identity(who),
      ...proof(who),
      "key 4 8 2 9 1 5 enter",
      "key 4 8 2 9 1 5 enter",
      "key enter",
      "key 4 8 2 9 1 5 enter",
    ],
  ],
];

/** Of what is on the stick that the customer brings: his own, or one that was chosen here. */
function old({ id }: TrainingCustomer, roll: Die): string {
  const own = held.find(({ customer }) => customer === id)?.password;
  return own && roll(3) > 0 ? own : pick(roll, passwords);
}

export const found = ({ name }: TrainingCustomer): readonly string[] => [
  `type "${name}" enter`,
  'type "1"',
  'type "1"',
  'type "" enter',
  'type "20200102" enter',
  'type "4567" enter',
  'type "1"',
];

const tellerKinds: readonly (readonly [often: number, Kind])[] = [
  [
    3,
    (who, roll) => [
      'type "1"',
      `type "${1 + roll(2)}"`,
      terms,
      ...found(who),
      ...identity(who).slice(1),
      ...proof(who),
      "key 1",
      'type "" enter',
      ...chosen(pick(roll, passwords)),
      "key enter",
    ],
  ],
  [
    2,
    (who, roll) => [
      'type "64"',
      `key ${1 + roll(2)}`,
      terms,
      ...found(who),
      ...identity(who).slice(1),
      ...proof(who),
      'type "" enter',
      "key 1",
      "ticket keep",
      "key enter",
      'type "65"',
      "ticket",
      "key 1",
      'type "" enter',
      ...chosen(pick(roll, passwords)),
      "key 1",
      "key enter",
    ],
  ],
];

function drawn(roll: Die, kinds: readonly (readonly [number, Kind])[]): Kind {
  return pick(
    roll,
    kinds.flatMap(([often, kind]) => Array<Kind>(often).fill(kind)),
  );
}

export const points: readonly string[] = [
  "prepare",
  "sign",
  "write",
  "prove",
  "complete",
  "charge",
  "refund",
  "relock",
  "ticket",
  "vault-key",
  "store",
].flatMap((effect) => ["intended", "acted", "recorded"].map((when) => `${effect}.${when}`));

/** What goes wrong, at any moment of a visit. */
const troubles: readonly ((roll: Die, stick: string) => string)[] = [
  (_, stick) => `pull ${stick}`,
  (_, stick) => `pull ${stick} while=writing`,
  (_, stick) => `insert ${stick} readonly`,
  (_, stick) => `insert ${stick} full`,
  (_, stick) => `insert ${stick} fake`,
  (roll, stick) => `insert ${stick} fails-at=${1 + roll(60)}`,
  () => "unplug keypad",
  (roll) => `phone ${pick(roll, ["silent", "wrong", "busy", "unreachable"])}`,
  (roll) => `bank ${pick(roll, ["silent", "loses-answers"])}`,
  (roll) => `vault ${pick(roll, ["silent", "loses-answers"])}`,
  (roll) => `printer ${pick(roll, ["jam", "paper-out"])}`,
  () => "key cancel",
  () => "key cancel 1",
  () => "key 7 enter",
  () => "wait 61s",
  () => "wait 3m",
  () => 'type "" f3',
  (roll) => `kill at=${pick(roll, points)}`,
  (roll) => `kill at=${pick(roll, points)}`,
  (roll) => `kill at=${pick(roll, points)}`,
];

/** Everything answers again, and whoever was there has gone. */
export function recovery(stick: string): readonly string[] {
  return [
    "plug keypad",
    "bank answers",
    "vault answers",
    "phone answers",
    "printer on",
    `pull ${stick}`,
    "wait 3m",
    "wait 10m",
  ];
}

/** One customer at a desk, with a stick of his own or an empty one of the desk's. */
export function visit(roll: Die, desk: Desk, empty: string): Visit {
  const who = pick(roll, trainingCustomers);
  const kind = drawn(roll, desk === "kiosk" ? kioskKinds : tellerKinds);
  const own = held.some(({ customer }) => customer === who.id) && roll(2) === 0;
  const stick = own ? `usb-${who.id}` : empty;
  const officer = trainingStaff[roll(2)];
  const signOn =
    desk === "teller" && officer ? [`type "${officer.number}" enter`, `type "${officer.password}" enter`] : [];
  const lines = [`insert ${stick}`, ...signOn, ...kind(who, roll)];
  // Nothing, the power alone, or whatever comes.
  const course = roll(3);
  const wrong = course === 2 ? 1 + roll(3) : 0;
  for (let count = 0; count < wrong; count++)
    lines.splice(roll(lines.length + 1), 0, pick(roll, troubles)(roll, stick));
  if (course === 1) lines.splice(roll(lines.length + 1), 0, `kill at=${pick(roll, points)}`);
  const end = course > 0 ? recovery(stick) : ["key enter", `pull ${stick}`, "wait 16s"];
  return { clean: course === 0, lines: [...lines, ...end] };
}
