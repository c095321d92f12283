// The accredited CAs of a rehearsal: training roots, lists signed when they are asked for, one CA that never answers.

import { randomBytes } from "node:crypto";
import type { Accredited } from "../../src/authority/accredited.ts";
import { individualPolicies } from "../../src/authority/policy-kinds.ts";
import { nobodyTrusted, readTrust } from "../../src/authority/trust.ts";
import type { Clock } from "../../src/clock.ts";
import { accreditedNames } from "./training-cas.ts";
import { trainingIssuer } from "./training-issuer.ts";
import { listedOf, makeOtherStick } from "./training-sticks.ts";

/** Nobody can say whether its certificates are revoked: no list of it is there, and its responder is out of reach. */
const silentCa = "TradeSign";

export type SimulatedCas = Accredited & {
  /** Makes the stick of that name if the rehearsal has one and it is not there yet. */
  prepareStick(name: string): Promise<void>;
};

/** `folder` is where the CAs are kept, `sticks` the folder of the simulated sticks. */
export function simulatedCas(folder: string, sticks: string, clock: Clock): SimulatedCas {
  const issuer = trainingIssuer(folder, clock.now());
  return {
    async demands() {
      const trust = readTrust([{ name: folder, certificates: issuer.trusted() }]);
      return {
        trust: trust.type === "trust" ? trust.trust : nobodyTrusted,
        ...{ policies: individualPolicies, unanswered: "refuse" },
        sources: {
          async lists() {
            const now = clock.now();
            return accreditedNames
              .filter((ca) => ca !== silentCa)
              .flatMap((ca) => issuer.list(ca, listedOf(ca, now), now) ?? []);
          },
          ask: async () => ({ type: "unreachable" }),
          random: (length) => randomBytes(length),
        },
      };
    },
    prepareStick: (name) => makeOtherStick(issuer, sticks, name, clock.now()),
  };
}
