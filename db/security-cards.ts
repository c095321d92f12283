// Security cards: each half of a cell is a keyed MAC, and the challenge is kept until it is answered.

import { and, eq, sql } from "drizzle-orm";
import type { Registry, SecurityCard } from "../src/verification/registry.ts";
import { arrived } from "./arrivals.ts";
import type { Database } from "./open.ts";
import { securityCards } from "./schema.ts";
import type { Strongbox } from "./strongbox.ts";

export type Half = "first" | "second";

const halvesPurpose = "card_halves";

function halfText(serial: string, cell: number, half: Half, digits: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${serial}|${cell}|${half}|`), digits]);
}

/** `codes` holds the four ASCII digits of each cell; of each half an HMAC over serial, cell, half and its two digits. */
export function halvesOf(strongbox: Strongbox, serial: string, codes: readonly Uint8Array[]): Buffer {
  const macOfHalf = (cell: number, half: Half, digits: Uint8Array): Buffer => {
    const text = halfText(serial, cell, half, digits);
    const mac = strongbox.index(halvesPurpose, text);
    text.fill(0);
    return Buffer.from(mac, "hex");
  };
  return Buffer.concat(
    codes.flatMap((code, index) => [
      macOfHalf(index + 1, "first", code.subarray(0, 2)),
      macOfHalf(index + 1, "second", code.subarray(2, 4)),
    ]),
  );
}

function challengeOf(row: typeof securityCards.$inferSelect): readonly [number, number] | null {
  const { challengeFirst, challengeSecond } = row;
  return challengeFirst === null || challengeSecond === null ? null : [challengeFirst, challengeSecond];
}

const macBytes = 32;

/** Where the MAC of a half lies in a card's value; a cell that the card does not have compares with zeros, in the same time. */
function macOf(halves: Buffer, cell: number, half: Half): string {
  const at = ((cell - 1) * 2 + (half === "first" ? 0 : 1)) * macBytes;
  const mac = at >= 0 ? halves.subarray(at, at + macBytes) : Buffer.alloc(0);
  return mac.length === macBytes ? mac.toString("hex") : "00".repeat(macBytes);
}

export function openSecurityCards({ orm }: Database, strongbox: Strongbox): Pick<Registry, "securityCard"> {
  const bySerial = orm
    .select()
    .from(securityCards)
    .where(and(eq(securityCards.serial, sql.placeholder("serial")), arrived(securityCards.arrival)))
    .prepare();

  const keepChallenge = (serial: string, cells: readonly [number, number] | null): void => {
    const [challengeFirst, challengeSecond] = cells ?? [null, null];
    orm.update(securityCards).set({ challengeFirst, challengeSecond }).where(eq(securityCards.serial, serial)).run();
  };

  return {
    securityCard(serial): SecurityCard | null {
      const row = bySerial.get({ serial });
      if (!row) return null;
      return {
        serial,
        state: row.state,
        cells: row.cells,
        challenge: challengeOf(row),
        keepChallenge: (cells) => keepChallenge(serial, cells),
        checkHalf(cell, half, digits) {
          const text = halfText(serial, cell, half, digits);
          const right = strongbox.matches(halvesPurpose, text, macOf(row.halves, cell, half));
          text.fill(0);
          return right;
        },
      };
    },
  };
}
