// The servers that a branch leans on, as its settings name them: the phone gateway, the core bank, the vault.

import type { NoticeGateway } from "../src/authority/expiry-notices.ts";
import type { KeyVault } from "../src/authority/key-vault.ts";
import type { Clock } from "../src/clock.ts";
import type { Equipment, Remember } from "../src/equipment.ts";
import type { GatewayName, GatewaySettings, Settings } from "../src/settings/settings.ts";
import type { CoreBank } from "../src/verification/core-bank.ts";
import type { PhoneGateway } from "../src/verification/phone.ts";
import { httpBank } from "./bank/http-bank.ts";
import { readSharedKey } from "./http/shared-key.ts";
import { type ClientOptions, type SignedClient, signedClient } from "./http/signed-client.ts";
import { httpNotices } from "./phone/http-notices.ts";
import { httpPhone } from "./phone/http-phone.ts";
import { httpVault } from "./vault/http-vault.ts";

export type Gateways = {
  /** Null where none is configured. */
  readonly phone: PhoneGateway | null;
  /** Over the phone gateway. */
  readonly notices: NoticeGateway | null;
  readonly bank: ((remember: Remember) => CoreBank) | null;
  readonly vault: KeyVault | null;
  readonly watch: Equipment["watchGateways"];
};

export type GatewaysOutcome =
  | { readonly type: "connected"; readonly gateways: Gateways }
  | { readonly type: "refused"; readonly why: string };

export type Patience = Pick<ClientOptions, "connectMilliseconds" | "timeoutMilliseconds" | "pauses" | "circuit">;

/** A customer stands there: three tries of five seconds each, then the server is left in peace for half a minute. */
const usual: Patience = {
  connectMilliseconds: 3_000,
  timeoutMilliseconds: 5_000,
  pauses: [300, 1_000],
  circuit: { failures: 1, pauseMilliseconds: 30_000 },
};

/** Reads the key files, and asks nobody yet. */
export function connectGateways(
  { gateways }: Pick<Settings, "gateways">,
  clock: Clock,
  patience = usual,
): GatewaysOutcome {
  const listeners = new Set<Parameters<Equipment["watchGateways"]>[0]>();
  const connect = (name: GatewayName, settings: GatewaySettings | null): SignedClient | null | string => {
    if (!settings) return null;
    const read = readSharedKey(settings.keyFile);
    if (read.type === "refused") return `gateways.${name}.keyFile: ${read.why}`;
    return signedClient({
      ...patience,
      url: settings.url,
      key: read.key,
      clock,
      onCircuit: (state) => {
        for (const changed of listeners) changed(name, state === "open" ? "resting" : "back");
      },
    });
  };
  const phone = connect("phone", gateways.phone);
  if (typeof phone === "string") return { type: "refused", why: phone };
  const bank = connect("bank", gateways.bank);
  if (typeof bank === "string") return { type: "refused", why: bank };
  const vault = connect("vault", gateways.vault);
  if (typeof vault === "string") return { type: "refused", why: vault };
  return {
    type: "connected",
    gateways: {
      phone: phone && httpPhone(phone),
      notices: phone && httpNotices(phone),
      bank: bank && ((remember) => httpBank(bank, remember)),
      vault: vault && httpVault(vault),
      watch(changed) {
        listeners.add(changed);
        return () => listeners.delete(changed);
      },
    },
  };
}
