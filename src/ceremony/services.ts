// The table of services: each is a row of shared stages, in the order in which they are gone through.

export type StageName = "terms" | "identity" | "phone" | "medium" | "storage" | "issuance";

export type ServiceId = "issue";

export type Service = {
  readonly id: ServiceId;
  /** The key that starts it on the page of services. */
  readonly key: "1";
  readonly stages: readonly StageName[];
};

export const services: readonly Service[] = [
  { id: "issue", key: "1", stages: ["terms", "identity", "phone", "medium", "storage", "issuance"] },
];

export function service(id: ServiceId): Service {
  const found = services.find((row) => row.id === id);
  if (!found) throw new Error(`no service ${id}`);
  return found;
}
