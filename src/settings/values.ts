// How one value of the settings is read: as what it must be, or named by its path with what is wrong.

export class Wrong {
  readonly key: string;
  readonly why: string;
  constructor(key: string, why: string) {
    this.key = key;
    this.why = why;
  }
}

export type Json = { readonly [key: string]: unknown };

export function known(path: string, value: Json, keys: readonly string[]): void {
  const stranger = Object.keys(value).find((key) => !keys.includes(key));
  if (stranger)
    throw new Wrong(path ? `${path}.${stranger}` : stranger, `is not a setting; known are ${keys.join(", ")}`);
}

export function object(key: string, value: unknown): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Wrong(key || "(the whole file)", "must be an object");
  return value as Json;
}

export function text(key: string, value: unknown): string {
  if (typeof value !== "string" || value.trim() === "" || value.length > 100)
    throw new Wrong(key, "must be text of 1 to 100 characters");
  return value;
}

export function texts(key: string, value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw new Wrong(key, "must be a list of texts");
  return value.map((item, index) => text(`${key}.${index}`, item));
}

export function whole(key: string, value: unknown, low: number, high: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < low || value > high)
    throw new Wrong(key, `must be a whole number from ${low} to ${high}`);
  return value;
}

export function oneOf<T extends string | number>(key: string, value: unknown, choices: readonly T[]): T {
  const chosen = choices.find((choice) => choice === value);
  if (chosen === undefined)
    throw new Wrong(key, `must be ${choices.map((choice) => JSON.stringify(choice)).join(" or ")}`);
  return chosen;
}

export function flag(key: string, value: unknown): boolean {
  if (typeof value !== "boolean") throw new Wrong(key, "must be true or false");
  return value;
}
