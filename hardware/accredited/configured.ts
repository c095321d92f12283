// The accredited CAs of a real branch: roots and lists from folders, responders over HTTP, as the settings say.

import { randomBytes } from "node:crypto";
import type { Accredited } from "../../src/reliance/accredited.ts";
import type { Trust } from "../../src/reliance/chain.ts";
import { nobodyTrusted, readTrust } from "../../src/reliance/trust.ts";
import type { AccreditedSettings } from "../../src/settings/accredited.ts";
import { readCertificateFolder, readListFolder } from "./certificate-files.ts";
import { askResponder } from "./responder-client.ts";

export type ConfiguredOutcome =
  | { readonly type: "accredited"; readonly accredited: Accredited }
  /** `why` names the folder or the file, and what is wrong with it. */
  | { readonly type: "refused"; readonly setting: "accredited.roots" | "accredited.lists"; readonly why: string };

/**
 * Roots are read once, and proven before the branch opens; lists whenever they are needed, for they change daily.
 * `sort` is stricter for a branch that opens than for whoever only looks.
 */
export async function configuredCas(
  settings: AccreditedSettings,
  sort: typeof readTrust = readTrust,
): Promise<ConfiguredOutcome> {
  const trusted = settings.roots === null ? nobody : await trustIn(settings.roots, sort);
  if (trusted.type === "refused") return { type: "refused", setting: "accredited.roots", why: trusted.why };
  const lists = settings.lists === null ? null : await readListFolder(settings.lists);
  if (lists?.type === "refused") return { type: "refused", setting: "accredited.lists", why: lists.why };
  return { type: "accredited", accredited: accreditedBy(trusted.trust, settings) };
}

const nobody: ReturnType<typeof readTrust> = { type: "trust", trust: nobodyTrusted };

async function trustIn(folder: string, sort: typeof readTrust): Promise<ReturnType<typeof readTrust>> {
  const read = await readCertificateFolder(folder);
  return read.type === "refused" ? read : sort(read.files);
}

function accreditedBy(trust: Trust, settings: AccreditedSettings): Accredited {
  const { policies, unanswered, lists, ocsp } = settings;
  return {
    demands: async () => ({
      ...{ trust, policies, unanswered },
      sources: {
        async lists() {
          const read = lists === null ? null : await readListFolder(lists);
          // A folder that went away is as good as none: what nobody can answer is decided by the settings.
          return read?.type === "read" ? read.files : [];
        },
        ask: ocsp ? askResponder : null,
        random: (length) => randomBytes(length),
      },
    }),
  };
}
