// The private keys on a token as any program with its PIN sees them.

import { createRequire } from "node:module";
import type pkcs11js from "pkcs11js";

// PKCS#11 v2.40, pkcs11t.h
const [classOf, labelOf, sensitiveOf, exponentOf, extractableOf] = [0x0, 0x3, 0x103, 0x123, 0x162];
const privateKey = 3;
const serialSession = 4;

export type SeenKey = {
  readonly label: string;
  readonly sensitive: boolean;
  readonly extractable: boolean;
  /** Whether the module hands the private exponent out. */
  readonly given: boolean;
};

export function privateKeysOn(path: string, tokenLabel: string, pin: string): readonly SeenKey[] {
  const { PKCS11 } = createRequire(import.meta.url)("pkcs11js") as typeof pkcs11js;
  const module = new PKCS11();
  module.load(path);
  module.C_Initialize();
  try {
    const slot = module.C_GetSlotList(true).find((each) => module.C_GetTokenInfo(each).label.trim() === tokenLabel);
    if (!slot) return [];
    const session = module.C_OpenSession(slot, serialSession);
    module.C_Login(session, 1, pin);
    module.C_FindObjectsInit(session, [{ type: classOf, value: privateKey }]);
    const keys = module.C_FindObjects(session, 100);
    module.C_FindObjectsFinal(session);
    const read = (key: Buffer, type: number): Buffer =>
      module.C_GetAttributeValue(session, key, [{ type }])[0]?.value as Buffer;
    const given = (key: Buffer): boolean => {
      try {
        return read(key, exponentOf).length > 0;
      } catch {
        return false;
      }
    };
    return keys.map((key) => ({
      label: read(key, labelOf).toString("utf8"),
      sensitive: read(key, sensitiveOf)[0] === 1,
      extractable: read(key, extractableOf)[0] === 1,
      given: given(key),
    }));
  } finally {
    module.C_Finalize();
    module.close();
  }
}
