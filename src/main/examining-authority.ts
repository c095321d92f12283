// What `changgu doctor` finds out about the CAs' keys: in the books, or on a token that is opened once.

import { lookAtToken } from "../../hardware/token/configured.ts";
import { readPin } from "../../hardware/token/pin-file.ts";
import type { CaRecord } from "../authority/certificates.ts";
import type { SignerTrouble } from "../authority/signer.ts";
import { amiss, type Finding, note, well } from "../commands/doctor.ts";
import { troubleInWords } from "../commands/signer-words.ts";
import type { AuthorityTokenSettings, Settings } from "../settings/settings.ts";
import { missingToken } from "./opening.ts";

const what = "CA keys";

/** A home without CAs has none to look for; a token that is named for them is opened all the same. */
export async function authorityFindings(settings: Settings, records: readonly CaRecord[]): Promise<readonly Finding[]> {
  const { token } = settings.authority;
  const missing = missingToken(records, settings);
  if (missing) return [amiss(what, missing, "changgu settings --help")];
  const inBooks = records.some(({ lockedKey }) => lockedKey !== null);
  if (!token) return records.length === 0 ? [] : [well(what, "locked in the database, under the key file")];
  if (inBooks)
    return [
      note(
        what,
        "locked in the database, and the settings name a token that they are not on",
        "take authority.token out of the settings; a branch is provisioned with its token or without",
      ),
    ];
  const trouble = await lookAtToken(token, records);
  const where = `on the token ${token.label ?? token.serial}`;
  if (trouble) return [amiss(what, `${where}: ${found(trouble, token)}`, troubleInWords(trouble))];
  return [well(what, records.length === 0 ? `none yet, to be made ${where}` : `${where}, which opens and has them`)];
}

function found(trouble: SignerTrouble, { pinFile }: AuthorityTokenSettings): string {
  if (trouble !== "pin-wrong") return trouble;
  const pin = readPin(pinFile);
  if (typeof pin === "string") return pin;
  pin.wipe();
  return trouble;
}
