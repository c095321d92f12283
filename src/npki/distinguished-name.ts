// Names of certificate holders: subjects in DER order, the common name of yessign, and the folder that carries the name.

/** One attribute of a name; the order is that of the certificate: C, O, OU class, OU bank, CN. */
export type Attribute = { readonly type: "C" | "O" | "OU" | "CN"; readonly value: string };
export type Subject = readonly Attribute[];

export type YessignName = {
  readonly name: string;
  readonly alias?: string;
  /** Korea Post: 071. */
  readonly bankCode: string;
  /** `041` and the like. */
  readonly medium: string;
  /** `20261123` in Korea. */
  readonly registeredOn: string;
  /** 6 to 9 digits. */
  readonly sequence: string;
};

/** `홍길동()007104620261123000000001`: name, alias, 0, bank, three digits, date, sequence. */
export function yessignCommonName(parts: YessignName): string {
  const { name, alias = "", bankCode, medium, registeredOn, sequence } = parts;
  return `${name}(${alias})0${bankCode}${medium}${registeredOn}${sequence}`;
}

const yessignPattern =
  /^(?<name>.+)\((?<alias>[^()]*)\)0(?<bankCode>\d{3})(?<medium>\d{3})(?<registeredOn>\d{8})(?<sequence>\d{6,9})$/;

export function parseYessignCommonName(commonName: string): YessignName | null {
  const parts = yessignPattern.exec(commonName)?.groups;
  if (!parts) return null;
  const { name = "", alias = "", bankCode = "", medium = "", registeredOn = "", sequence = "" } = parts;
  return { name, ...(alias && { alias }), bankCode, medium, registeredOn, sequence };
}

/** The subject in reverse DER order with types in lower case: what a holder's folder is called on a medium. */
export function folderName(subject: Subject): string {
  return [...subject]
    .reverse()
    .map(({ type, value }) => `${type.toLowerCase()}=${value}`)
    .join(",");
}

/** Back to DER order; null where the folder is not named after a subject. */
export function parseFolderName(folder: string): Subject | null {
  const parts = folder.normalize("NFC").split(/,(?=(?:cn|ou|o|c)=)/i);
  const attributes = parts.map((part): Attribute | null => {
    const match = /^(?<type>cn|ou|o|c)=(?<value>.+)$/i.exec(part);
    return match?.groups
      ? { type: match.groups.type?.toUpperCase() as Attribute["type"], value: match.groups.value ?? "" }
      : null;
  });
  return attributes.some((attribute) => attribute === null) ? null : (attributes as readonly Attribute[]).toReversed();
}

/** macOS may return a name decomposed (NFD). */
export function sameName(a: string, b: string): boolean {
  return a.normalize("NFC") === b.normalize("NFC");
}

/** Why FAT or exFAT cannot hold a folder of this name, or a Linux file system cannot; null when all can. */
export function nameRefusal(name: string): string | null {
  const illegal = [...name].find((character) => '"*/:<>?\\|'.includes(character) || character.charCodeAt(0) < 0x20);
  if (illegal !== undefined) return `a USB stick cannot hold the character ${JSON.stringify(illegal)} in a name`;
  if (/[. ]$/.test(name)) return "a USB stick drops a dot or a blank at the end of a name";
  if (name === "") return "the name is empty";
  if (name.length > 255) return `the name has ${name.length} characters; a USB stick holds 255`;
  const bytes = Buffer.byteLength(name, "utf8");
  return bytes > 255 ? `the name has ${bytes} bytes; a file system holds 255` : null;
}
