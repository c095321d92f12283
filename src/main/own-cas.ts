// The branch's own CAs and lists, for whoever examines a certificate that may be one of theirs.

import { existsSync } from "node:fs";
import { openCaRecords } from "../../db/ca-records.ts";
import { openDatabase } from "../../db/open.ts";
import { readListFolder } from "../../hardware/accredited/certificate-files.ts";
import type { Demands } from "../authority/examination.ts";
import { readTrust } from "../authority/trust.ts";
import type { Home } from "../home.ts";

/** What a home that is not provisioned yet has nothing to add to stays as it is. */
export function withOwnCas(home: Home, demands: Demands): Demands {
  const trusted = readTrust([{ name: "the branch's own", certificates: certificatesAt(home) }]);
  if (trusted.type === "refused") return demands;
  const { trust, sources } = demands;
  return {
    ...demands,
    trust: {
      roots: [...trust.roots, ...trusted.trust.roots],
      between: [...trust.between, ...trusted.trust.between],
    },
    sources: {
      ...sources,
      async lists() {
        const own = await readListFolder(home.lists);
        return [...(await sources.lists()), ...(own.type === "read" ? own.files : [])];
      },
    },
  };
}

function certificatesAt({ database }: Home): readonly Buffer[] {
  if (!existsSync(database)) return [];
  const opened = openDatabase(database);
  if (opened.type === "refused") return [];
  try {
    return openCaRecords(opened.database)
      .all()
      .map(({ certificate }) => certificate);
  } finally {
    opened.database.close();
  }
}
