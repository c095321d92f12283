// The responders of the training CAs: asked over HTTP by the client that asks real ones, each question at a server of its own.

import { createHash } from "node:crypto";
import { type AddressInfo, createServer } from "node:net";
import { caNames } from "../../src/authority/ca-certificate.ts";
import { type Answering, answerOcsp, type ToldState } from "../../src/authority/ocsp-response.ts";
import { serveStatus } from "../../src/authority/ocsp-server.ts";
import type { Clock } from "../../src/clock.ts";
import type { Carried } from "../../src/reliance/standing.ts";
import { askResponder, type Patience } from "./responder-client.ts";
import type { TrainingCaName } from "./training-cas.ts";
import type { TrainingIssuer } from "./training-issuer.ts";
import { disownedBy, listedOf } from "./training-sticks.ts";

const here = "127.0.0.1";

/** Both sides are this process, and a machine may have much else to do: what a rehearsal says is no matter of seconds. */
const patience: Patience = { connect: 60_000, whole: 60_000 };

/** As the CA answers that the question is for; nothing listens longer than the question takes. */
export async function askTrainingCa(
  issuer: TrainingIssuer,
  ca: TrainingCaName,
  question: Buffer,
  clock: Clock,
): Promise<Carried> {
  const known = answering(issuer, ca, clock.now());
  const server = await serveStatus({
    ...{ address: here, port: 0 },
    answer(request) {
      const { type, bytes } = answerOcsp(request, known ? [known] : [], clock.now());
      return { bytes, said: type };
    },
    list: () => null,
    authority: () => null,
    log: () => {},
  });
  try {
    return await askResponder(`http://${here}:${server.port}/ocsp`, question, patience);
  } finally {
    await server.close();
  }
}

/** Somebody is there, and hangs up on whoever comes. */
export async function askNobody(question: Buffer): Promise<Carried> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, here, resolve));
  try {
    return await askResponder(`http://${here}:${(server.address() as AddressInfo).port}/ocsp`, question, patience);
  } finally {
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  }
}

/** It signs itself; a real CA would name somebody to answer. Null of a CA that issued nothing yet. */
function answering(issuer: TrainingIssuer, ca: TrainingCaName, now: Date): Answering | null {
  const signer = issuer.signer(ca);
  if (!signer) return null;
  const names = caNames(signer.certificate);
  const keyHash = createHash("sha1").update(names.keyBits).digest();
  return {
    names,
    signer: { key: signer.key, keyHash, certificate: null },
    state(serial): ToldState {
      const number = serial.toString("hex");
      const listed = listedOf(ca, now).find((each) => each.serial === number);
      if (listed) return { type: "revoked", ...listed };
      return { type: disownedBy(ca).some((each) => each === number) ? "unknown" : "good" };
    },
  };
}
