// The folder in which revocation lists are published: one DER file an issuer, whole or the one before.

import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CaFolder } from "../../src/authority/product.ts";
import type { ListPlace } from "../../src/authority/revocation-lists.ts";
import { replaceFile } from "./durable-file.ts";
import { systemCode } from "./private-file.ts";

export function listFile(folder: string, issuer: CaFolder): string {
  return join(folder, `${issuer}.crl`);
}

/** Made with the first list. Like all in the home its files are for this user alone; the world asks `changgu ca serve`. */
export function openListFolder(folder: string): ListPlace {
  return {
    write(issuer, list) {
      const file = listFile(folder, issuer);
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        replaceFile(file, list, 0o600);
        return null;
      } catch (error) {
        const code = systemCode(error);
        if (code === null) throw error;
        return `${file} cannot be written (${code})`;
      }
    },
    read(issuer) {
      try {
        return readFileSync(listFile(folder, issuer));
      } catch (error) {
        if (systemCode(error) === null) throw error;
        return null;
      }
    },
  };
}
