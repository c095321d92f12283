// The branch's own CAs and lists, for whoever examines a certificate that may be one of theirs.

import { existsSync } from "node:fs";
import { openCaRecords } from "../../db/ca-records.ts";
import { openCertificates } from "../../db/certificates.ts";
import { type Database, openDatabase } from "../../db/open.ts";
import { readListFolder } from "../../hardware/accredited/certificate-files.ts";
import type { SerialNumber } from "../authority/authority.ts";
import type { Home } from "../home.ts";
import { caFolders } from "../npki/certificate-folder.ts";
import type { Demands } from "../reliance/examination.ts";
import type { PathCertificate } from "../reliance/path-certificate.ts";
import type { Standing } from "../reliance/standing.ts";
import { readTrust } from "../reliance/trust.ts";

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
      known: (certificate) => inBooks(home, certificate),
      async lists() {
        const own = await readListFolder(home.lists);
        return [...(await sources.lists()), ...(own.type === "read" ? own.files : [])];
      },
    },
  };
}

function certificatesAt(home: Home): readonly Buffer[] {
  const records = reading(home, (database) => openCaRecords(database).all());
  return records?.map(({ certificate }) => certificate) ?? [];
}

/** Byte for byte the one that was issued here: an imitation has the same serial. */
function inBooks(home: Home, { bytes, serial }: PathCertificate): Standing | null {
  return reading(home, (database) => {
    const certificates = openCertificates(database);
    const number = serial.toString("hex") as SerialNumber;
    const issuer = caFolders.find((each) => certificates.row(number, each)?.certificate?.equals(bytes));
    const row = issuer ? certificates.row(number, issuer) : null;
    if (!row) return null;
    const dates = certificates.revocation(number, row.issuer);
    if (row.state === "revoked") return { type: "revoked", since: dates?.revokedAt ?? row.notBefore, onHold: false };
    if (row.state === "suspended") return { type: "revoked", since: dates?.suspendedAt ?? row.notBefore, onHold: true };
    return { type: "good", by: "books" };
  });
}

/** Null where there are no books yet, or none that can be read. */
function reading<T>({ database }: Home, read: (opened: Database) => T): T | null {
  if (!existsSync(database)) return null;
  const opened = openDatabase(database);
  if (opened.type === "refused") return null;
  try {
    return read(opened.database);
  } finally {
    opened.database.close();
  }
}
