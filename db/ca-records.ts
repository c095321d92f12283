// The CAs' own certificates and locked keys.

import type { CaRecords } from "../src/authority/certificates.ts";
import type { ReadDatabase } from "./open.ts";
import { caRecords } from "./schema.ts";

/** The column is older than keys on tokens, and not null: those have an empty one. */
const onToken = Buffer.alloc(0);

export function openCaRecords({ orm }: Pick<ReadDatabase, "orm">): CaRecords {
  return {
    all: () =>
      orm
        .select()
        .from(caRecords)
        .all()
        .map(({ lockedKey, ...record }) => ({ ...record, lockedKey: lockedKey.length > 0 ? lockedKey : null })),
    add({ lockedKey, ...record }) {
      orm
        .insert(caRecords)
        .values({ ...record, lockedKey: lockedKey ?? onToken })
        .run();
    },
  };
}
