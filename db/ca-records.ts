// The CAs' own certificates and locked keys.

import type { CaRecords } from "../src/authority/certificates.ts";
import type { Database } from "./open.ts";
import { caRecords } from "./schema.ts";

export function openCaRecords({ orm }: Database): CaRecords {
  return {
    all: () => orm.select().from(caRecords).all(),
    add(record) {
      orm.insert(caRecords).values(record).run();
    },
  };
}
