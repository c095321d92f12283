// A vault on loopback that speaks the contract.

import { type Institution, type InstitutionOptions, simulateInstitution } from "../http/simulated-institution.ts";
import { paths } from "./contract.ts";
import { SimulatedKeys } from "./simulated-keys.ts";

export type SimulatedVault = Institution & Pick<SimulatedKeys, "names" | "certificateOf">;

/** Rejects when the port cannot be had. */
export async function simulateVault(options: InstitutionOptions): Promise<SimulatedVault> {
  const keys = new SimulatedKeys();
  const institution = await simulateInstitution(options, {
    [paths.make]: (json) => keys.make(json),
    [paths.certificate]: (json) => keys.store(json),
    [paths.sign]: (json) => keys.sign(json),
    [paths.pin]: (json) => keys.changePin(json),
    [paths.destroy]: (json) => keys.destroy(json),
  });
  return { ...institution, names: () => keys.names(), certificateOf: (name) => keys.certificateOf(name) };
}
