// Where the power can go in each service: between an intent, its act and its record. What is done there is a visit of somebody's.

import { trainingCustomers } from "../../hardware/rehearsal-fixture.ts";
import type { Desk } from "../../src/audit/entry.ts";
import type { ServiceId } from "../../src/ceremony/services.ts";
import { chosen, found, identity, proof, terms } from "./visits.ts";

export type Story = {
  readonly desk: Desk;
  /** `deposited`: 홍길동 has a financial certificate. */
  readonly branch: "fresh" | "deposited";
  /** Somebody had a ticket made before, at the same desk. */
  readonly ticket: boolean;
  readonly lines: readonly string[];
  /** In the order in which it comes to them. */
  readonly points: readonly string[];
};

const acts = (...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => ["intended", "acted", "recorded"].map((when) => `${name}.${when}`));

const signed = ["prepare.intended", ...acts("sign")];
const completed = ["complete.intended", "complete.recorded"];
const slip = "slip.intended";
const onStick = [...signed, ...acts("write", "prove"), ...completed];
const inVault = [...acts("vault-key"), ...signed, ...acts("store"), ...completed];
/** A copy, or the same under another password: it is on the stick as a whole or not at all, and has no row of its own. */
const kept = (act: string): readonly string[] => [`${act}.intended`, `${act}.acted`, slip];

const atKiosk = { desk: "kiosk", branch: "fresh", ticket: false } as const;
const inTheVault = { ...atKiosk, branch: "deposited" } as const;
const atCounter = { desk: "teller", branch: "fresh", ticket: true } as const;

const person = (id: string) => {
  const customer = trainingCustomers.find((each) => each.id === id);
  if (!customer) throw new Error(`no customer ${id}`);
  return customer;
};
const [hong, kim, lee] = [person("hong"), person("kim"), person("lee")];

const pin = "key 4 8 2 9 1 5 enter";
const stick = ["key 1", ...chosen("Kiosk!2026test"), "key enter"];
const open = (password: string): readonly string[] => ["key 1 1", `secret "${password}"`, "key enter"];
const token = ["key 1", 'secret "Token!2026"', "key enter enter"];
const shown = [...found(hong), ...identity(hong).slice(1), ...proof(hong)];

export const ticketMade: Story = {
  ...{ ...atCounter, ticket: false },
  lines: [
    ...['type "100001" enter', 'type "Teller!2026" enter', 'type "64"', "key 2", terms, ...shown],
    ...['type "" enter', "key 1", "ticket keep", "key enter"],
  ],
  points: [...acts("charge"), "ticket.intended", "ticket.recorded", slip],
};

/** The second one, in the place of the first. */
const deposited: Story = {
  ...inTheVault,
  lines: ["key 6 1 1", terms, ...identity(hong), ...proof(hong), pin, pin, "key enter", pin, "key enter"],
  points: [...inVault, ...acts("destroy"), slip],
};

export const firstDeposited: Story = { ...deposited, branch: "fresh", points: [...inVault, slip] };

/** Of each service; none where all that it does is one transaction. */
export const stories: { readonly [S in ServiceId]: readonly Story[] } = {
  issue: [
    {
      ...atKiosk,
      lines: ["insert usb0", "key 1 2", terms, ...identity(hong), ...proof(hong), ...stick],
      points: [...acts("charge"), ...onStick, slip],
    },
    {
      ...atKiosk,
      lines: ["insert token0", "key 1 1", terms, ...identity(hong), ...proof(hong), ...token],
      points: [...acts("token-key"), ...signed, ...acts("store"), ...completed, slip],
    },
  ],
  renew: [
    {
      ...atKiosk,
      lines: ["insert usb-park", "key 2", ...open("Cert!park58"), ...stick, "key 1"],
      points: [...onStick, ...acts("remove"), slip],
    },
  ],
  reissue: [
    {
      ...atKiosk,
      lines: ["insert usb0", "key 3", ...identity(lee), ...proof(lee), "key 1", ...stick],
      points: [...onStick, slip],
    },
  ],
  revoke: [],
  "make-ticket": [ticketMade],
  redeem: [
    {
      ...atCounter,
      lines: ["insert usb0", 'type "65"', "ticket", "key 1", 'type "" enter', ...chosen("Kiosk!2026test"), "key 1"],
      points: [...onStick, slip],
    },
  ],
  "cancel-ticket": [
    {
      ...atCounter,
      lines: ['type "66"', ...found(hong), 'type "11"'],
      points: ["withdrawal.recorded", ...acts("refund"), slip],
    },
  ],
  view: [{ ...atKiosk, lines: ["insert usb-choi", "key 4 1", "key 1 1", "key 1 1"], points: acts("remove") }],
  copy: [
    {
      ...atKiosk,
      lines: ["insert usb-lee", "insert usb0", "key 4 2", ...open("Cert!lee58"), "key 2"],
      points: kept("copy"),
    },
  ],
  "change-password": [
    {
      ...atKiosk,
      lines: ["insert usb-lee", "key 4 3", ...open("Cert!lee58"), ...chosen("Kiosk!2026test")],
      points: kept("relock"),
    },
  ],
  "financial-issue": [deposited],
  "financial-renew": [
    {
      ...inTheVault,
      lines: ["key 6 2", ...identity(hong), "key 1", "wait 4s", pin, "key 1", pin],
      points: deposited.points,
    },
  ],
  "financial-pin": [],
  "financial-revoke": [
    {
      ...inTheVault,
      lines: ["key 6 4", ...identity(hong), ...proof(hong), "key 1 1 1"],
      points: [...acts("destroy"), slip],
    },
  ],
  "financial-prove": [],
  register: [
    {
      ...atKiosk,
      lines: ["insert usb-kim-signkorea", "key 4 4", ...identity(kim), ...proof(kim), ...open("Cert!kim58"), "key 1"],
      points: ["register.intended", "register.recorded", slip],
    },
  ],
  deregister: [],
  "to-pkcs12": [
    {
      ...atKiosk,
      lines: ["insert usb-lee", "insert usb0", "key 4 6", ...open("Cert!lee58"), "key 2"],
      points: kept("pack"),
    },
  ],
  "from-pkcs12": [
    {
      ...atKiosk,
      lines: [
        ...["insert usb0", "insert usb1 from=test/vectors/sticks/pkcs12", "key 4 7", "key 2 1"],
        ...['secret "Old!pw26"', "key enter", "key 1"],
      ],
      points: kept("unpack"),
    },
  ],
  care: [],
  requests: [],
  colleagues: [],
  "own-password": [],
};
