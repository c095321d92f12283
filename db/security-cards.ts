// Security cards: each half of a cell is a keyed MAC, and the challenge is kept until it is answered.

import { and, eq, sql } from "drizzle-orm";
import type { Registry, SecurityCard } from "../src/verification/registry.ts";
import type { Database } from "./open.ts";
import { cardHalves, securityCards } from "./schema.ts";
import type { Vault } from "./vault.ts";

export type Half = "first" | "second";

const purpose = "card_halves";

function halfText(serial: string, cell: number, half: Half, digits: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${serial}|${cell}|${half}|`), digits]);
}

/** HMAC over serial, cell, half and two ASCII digits. */
export function halfMac(vault: Vault, serial: string, cell: number, half: Half, digits: Uint8Array): string {
  const text = halfText(serial, cell, half, digits);
  const mac = vault.index(purpose, text);
  text.fill(0);
  return mac;
}

function challengeOf(row: typeof securityCards.$inferSelect): readonly [number, number] | null {
  const { challengeFirst, challengeSecond } = row;
  return challengeFirst === null || challengeSecond === null ? null : [challengeFirst, challengeSecond];
}

/** A cell that a card does not have compares with this, in the same time. */
const noMac = "00".repeat(32);

export function openSecurityCards({ orm }: Database, vault: Vault): Pick<Registry, "securityCard"> {
  const bySerial = orm
    .select()
    .from(securityCards)
    .where(eq(securityCards.serial, sql.placeholder("serial")))
    .prepare();
  const cell = and(
    eq(cardHalves.serial, sql.placeholder("serial")),
    eq(cardHalves.cell, sql.placeholder("cell")),
    eq(cardHalves.half, sql.placeholder("half")),
  );
  const byCell = orm.select({ mac: cardHalves.mac }).from(cardHalves).where(cell).prepare();

  const keepChallenge = (serial: string, cells: readonly [number, number] | null): void => {
    const [challengeFirst, challengeSecond] = cells ?? [null, null];
    orm.update(securityCards).set({ challengeFirst, challengeSecond }).where(eq(securityCards.serial, serial)).run();
  };
  const checkHalf = (serial: string, cell: number, half: Half, digits: Uint8Array): boolean => {
    const mac = byCell.get({ serial, cell, half })?.mac ?? noMac;
    const text = halfText(serial, cell, half, digits);
    const right = vault.matches(purpose, text, mac);
    text.fill(0);
    return right;
  };

  return {
    securityCard(serial): SecurityCard | null {
      const row = bySerial.get({ serial });
      if (!row) return null;
      return {
        serial,
        cells: row.cells,
        challenge: challengeOf(row),
        keepChallenge: (cells) => keepChallenge(serial, cells),
        checkHalf: (cell, half, digits) => checkHalf(serial, cell, half, digits),
      };
    },
  };
}
