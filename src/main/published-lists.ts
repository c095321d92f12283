// The revocation lists that a home published last: with a database they are lost more seldom than what follows from them.

import { existsSync } from "node:fs";
import { openCaRecords } from "../../db/ca-records.ts";
import { lastList } from "../../db/certificate-lists.ts";
import type { Published } from "../../db/old-copy-numbers.ts";
import { openForReading } from "../../db/open.ts";
import { listFile, openListFolder } from "../../hardware/appliance/list-folder.ts";
import type { Home } from "../home.ts";
import { publishedList } from "../reliance/published-list.ts";

export function publishedIn({ lists }: Home): Published {
  const place = openListFolder(lists);
  return (issuer, certificate) => {
    const bytes = place.read(issuer);
    return bytes && publishedList(bytes, certificate);
  };
}

/** Files that are not there, or older than the database itself, while their CA did publish: what they list is not known. */
export function listsWanted(home: Home): readonly string[] {
  const opened = openForReading(home.database);
  if ("why" in opened) return [];
  const published = publishedIn(home);
  try {
    return openCaRecords(opened)
      .all()
      .flatMap(({ name, certificate }) => {
        if (name === "root") return [];
        const file = listFile(home.lists, name);
        const known = lastList(opened, name)?.number ?? 0;
        const left = published(name, certificate)?.number ?? 0;
        return left < known || (left === 0 && existsSync(file)) ? [file] : [];
      });
  } finally {
    opened.client.close();
  }
}
