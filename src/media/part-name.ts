// The name of a single file until it is whole; what a power cut left of one, the next insertion removes.

/** `id` is 16 lower-case hexadecimal digits. */
export function partName(id: string): string {
  return `.changgu-${id}.part`;
}

export function isPartName(name: string): boolean {
  return /^\.changgu-[0-9a-f]{16}\.part$/.test(name);
}
