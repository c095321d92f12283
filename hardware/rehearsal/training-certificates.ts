// What some training customers bring along: certificates made at opening, each pair on a stick of its holder.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Authority } from "../../src/authority/authority.ts";
import type { Certificates } from "../../src/authority/certificates.ts";
import { makeKeyPair } from "../../src/authority/key-pair.ts";
import { products } from "../../src/authority/product.ts";
import { dayMilliseconds } from "../../src/kst.ts";
import { certificateFile, keyFile } from "../../src/npki/certificate-folder.ts";
import { lockKey } from "../../src/npki/locked-key.ts";
import { Secret } from "../../src/secret.ts";
import { trainingCustomers } from "../rehearsal-fixture.ts";
import { type Held, held } from "./held-certificates.ts";

export type HoldersMeans = {
  readonly authority: Authority;
  readonly certificates: Certificates;
  readonly terminal: string;
  readonly sticks: string;
  readonly now: Date;
};

/** Makes those that are missing; a branch that has them already is left alone. */
export async function makeTrainingCertificates(means: HoldersMeans): Promise<void> {
  await Promise.all(held.map((one) => makeOne(means, one)));
}

async function makeOne({ authority, certificates, terminal, sticks, now }: HoldersMeans, one: Held): Promise<void> {
  const customer = trainingCustomers.find(({ id }) => id === one.customer);
  const product = products.find(({ id }) => id === one.product);
  if (!customer || !product || certificates.ofCustomer(customer.id).length > 0) return;
  const pair = await makeKeyPair();
  using residentNumber = Secret.fromText(customer.residentNumber);
  const prepared = await authority.prepare({
    ceremony: `training-${one.customer}`,
    terminal,
    about: { ceremony: `training-${one.customer}`, staff: null },
    customer: customer.id,
    name: customer.name,
    product,
    until: null,
    renews: null,
    publicKey: pair.publicKey,
    r: pair.r,
    residentNumber,
    now: beginning(now, one.daysLeft),
  });
  if (prepared.type !== "prepared") throw new Error(`a training certificate was refused: ${prepared.type}`);
  const outcome = await authority.issue(prepared.prepared);
  if (outcome.type !== "issued") throw new Error("a training certificate was not signed");
  const { serial, issuer, folder, certificate } = outcome.issued;
  using password = Secret.fromText(one.password);
  const place = join(sticks, `usb-${one.customer}`, folder);
  await mkdir(place, { recursive: true, mode: 0o700 });
  await writeFile(join(place, certificateFile), certificate);
  await writeFile(join(place, keyFile), lockKey({ privateKey: pair.privateKey, r: pair.r }, password));
  pair.wipe();
  certificates.advance(serial, issuer, "valid");
}

/** A year before the day on which it ends. */
function beginning(now: Date, daysLeft: number): Date {
  const end = new Date(now.getTime() + daysLeft * dayMilliseconds);
  return new Date(Date.UTC(end.getUTCFullYear() - 1, end.getUTCMonth(), end.getUTCDate(), end.getUTCHours()));
}
