// The accredited CAs of a rehearsal: training roots, lists signed when they are asked for, responders, one CA that never answers.

import { randomBytes } from "node:crypto";
import type { Clock } from "../../src/clock.ts";
import type { Accredited } from "../../src/reliance/accredited.ts";
import { nobodyTrusted, readTrust } from "../../src/reliance/trust.ts";
import type { AccreditedSettings } from "../../src/settings/accredited.ts";
import { askNobody, askTrainingCa } from "./simulated-responder.ts";
import { accreditedNames, responderAt } from "./training-cas.ts";
import { type TrainingIssuer, trainingIssuer } from "./training-issuer.ts";
import { listedOf, makeOtherStick } from "./training-sticks.ts";

/** Nobody can say whether its certificates are revoked: no list of it is there, and its responder is out of reach. */
const silentCa = "TradeSign";
/** It publishes no list: whoever wants to know asks its responder. */
const askedCa = "NCASign";

export type SimulatedCas = Accredited & {
  /** Makes the stick of that name if the rehearsal has one and it is not there yet. */
  prepareStick(name: string): Promise<void>;
};

export type SimulatedCasOptions = {
  /** Where the CAs are kept. */
  readonly folder: string;
  /** The folder of the simulated sticks. */
  readonly sticks: string;
  readonly clock: Clock;
  /** What is taken, and what becomes of it where nobody can tell. */
  readonly settings: Pick<AccreditedSettings, "policies" | "unanswered">;
};

export function simulatedCas({ folder, sticks, clock, settings }: SimulatedCasOptions): SimulatedCas {
  const issuer = trainingIssuer(folder, clock.now());
  return {
    async demands() {
      const trust = readTrust([{ name: folder, certificates: issuer.trusted() }]);
      return {
        trust: trust.type === "trust" ? trust.trust : nobodyTrusted,
        ...{ policies: settings.policies, unanswered: settings.unanswered },
        sources: {
          lists: async () => listsOf(issuer, clock.now()),
          ask(url, question) {
            const ca = responderAt(url);
            return ca === null || ca === silentCa ? askNobody(question) : askTrainingCa(issuer, ca, question, clock);
          },
          random: (length) => randomBytes(length),
        },
      };
    },
    prepareStick: (name) => makeOtherStick(issuer, sticks, name, clock.now()),
  };
}

function listsOf(issuer: TrainingIssuer, now: Date): readonly Buffer[] {
  const withdrawn = issuer.serial("withdrawn");
  const ofCas = withdrawn ? [{ serial: withdrawn, since: now, reason: "cessationOfOperation" } as const] : [];
  return [
    issuer.list("root", ofCas, now),
    ...accreditedNames
      .filter((ca) => ca !== silentCa && ca !== askedCa)
      .map((ca) => issuer.list(ca, listedOf(ca, now), now)),
  ].filter((list) => list !== null);
}
