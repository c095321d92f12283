// The tokens that the settings name: one for the CAs' keys, and those that customers bring.

import type { CaRecord } from "../../src/authority/certificates.ts";
import type { CaKeys, SignerTrouble } from "../../src/authority/signer.ts";
import { noTokens, type SecurityToken, type Tokens } from "../../src/media/token.ts";
import type { AuthorityTokenSettings, Settings } from "../../src/settings/settings.ts";
import { type CaKeysThere, type CaTokenMeans, caKeysThere, lookAtCaToken, tokenCaKeys } from "./ca-keys.ts";
import { readPin } from "./pin-file.ts";
import { type AgentProgram, pkcs11Tokens } from "./pkcs11-tokens.ts";

/** The module runs in this program once more: the file that was started, with a word of its own. */
function throughModule(module: string): Tokens {
  const program: AgentProgram = { file: process.argv[1] ?? "", words: ["token-agent", module] };
  return pkcs11Tokens(program);
}

/** Nobody's certificate goes onto the CAs' own token. */
export function customersTokens({ token, authority }: Settings): Tokens {
  if (!token) return noTokens;
  const tokens = throughModule(token.module);
  const own = authority.token;
  if (!own) return tokens;
  return {
    ...tokens,
    watch: (changed) => tokens.watch((all) => changed(all.filter((each) => !isNamed(each, own)))),
  };
}

function isNamed({ id, label }: SecurityToken, wanted: AuthorityTokenSettings): boolean {
  return wanted.serial === null ? label === wanted.label : id === wanted.serial;
}

/** The token's where the CAs' keys lie on one, or are still to be made and one is named; otherwise `embedded`. */
export function configuredCaKeys(
  { authority: { token } }: Pick<Settings, "authority">,
  embedded: CaKeys,
  records: readonly CaRecord[],
): CaKeys {
  if (!token || records.some(({ lockedKey }) => lockedKey !== null)) return embedded;
  return tokenCaKeys(meansOf(token, records));
}

/** Null: the token is there, takes its PIN, and holds the keys of these CAs. */
export function lookAtToken(
  token: AuthorityTokenSettings,
  records: readonly CaRecord[],
): Promise<SignerTrouble | null> {
  return lookAtCaToken(meansOf(token, records));
}

/** Before the first CA is made: what an earlier provisioning, or another branch, left there. */
export function caKeysOnToken(token: AuthorityTokenSettings, remove: boolean): Promise<CaKeysThere> {
  return caKeysThere(meansOf(token, []), remove);
}

function meansOf(token: AuthorityTokenSettings, records: readonly CaRecord[]): CaTokenMeans {
  return {
    tokens: throughModule(token.module),
    isOurs: (each) => isNamed(each, token),
    pin: () => readPin(token.pinFile),
    certificates: records.map(({ certificate }) => certificate),
  };
}
