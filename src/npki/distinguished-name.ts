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

/**
 * `홍길동()007104620261123000000001`: name, alias, 0, bank, three digits, date, sequence. Throws where a field that the
 * program itself fills in has another form; what the name may hold is for the lint and for the folder to say.
 */
export function yessignCommonName(parts: YessignName): string {
  const { name, alias = "", bankCode, medium, registeredOn, sequence } = parts;
  const commonName = `${name}(${alias})0${bankCode}${medium}${registeredOn}${sequence}`;
  const read = parseYessignCommonName(commonName);
  if (read?.name !== name || read.bankCode !== bankCode || read.sequence !== sequence) {
    throw new RangeError("a common name of yessign with a field of another length");
  }
  return commonName;
}

/** Read from its end, where all is digits of known length: a name may hold parentheses itself. */
const yessignPattern =
  /^(?<name>.+)\((?<alias>[^()]*)\)0(?<bankCode>\d{3})(?<medium>\d{3})(?<registeredOn>\d{8})(?<sequence>\d{6,9})$/;

/** Null where a common name is not built like those of yessign: other CAs have their own ways. */
export function parseYessignCommonName(commonName: string): YessignName | null {
  const parts = yessignPattern.exec(commonName)?.groups;
  if (!parts || !isDate(parts.registeredOn ?? "")) return null;
  const { name = "", alias = "", bankCode = "", medium = "", registeredOn = "", sequence = "" } = parts;
  return { name, ...(alias && { alias }), bankCode, medium, registeredOn, sequence };
}

function isDate(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].map(Number);
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
  return date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
}

/** The subject in reverse DER order with types in lower case: what a holder's folder is called on a medium. */
export function folderName(subject: Subject): string {
  return [...subject]
    .reverse()
    .map(({ type, value }) => `${type.toLowerCase()}=${value}`)
    .join(",");
}

/** Back to DER order; null where the folder is not named after a subject. A comma inside a value stays in it. */
export function parseFolderName(folder: string): Subject | null {
  const attributes: Attribute[] = [];
  for (const part of folder.normalize("NFC").split(/,(?=(?:cn|ou|o|c)=)/i)) {
    const [, spelled = "", value = ""] = /^(cn|ou|o|c)=(.+)$/isu.exec(part) ?? [];
    const type = typeNamed(spelled.toUpperCase());
    if (type === null) return null;
    attributes.unshift({ type, value });
  }
  return attributes;
}

function typeNamed(name: string): Attribute["type"] | null {
  return name === "C" || name === "O" || name === "OU" || name === "CN" ? name : null;
}

/** macOS may return a name decomposed (NFD). */
export function sameName(a: string, b: string): boolean {
  return a.normalize("NFC") === b.normalize("NFC");
}

const longestName = 255;

/** Why FAT or exFAT cannot hold a folder of this name, or a Linux file system cannot; null when all can. */
export function nameRefusal(name: string): string | null {
  if (name === "") return "the name is empty";
  if (!name.isWellFormed()) return "the name is not Unicode text";
  const illegal = /["*/:<>?\\|\u0000-\u001f\u007f]/.exec(name)?.[0];
  if (illegal !== undefined) return `a USB stick cannot hold the character ${JSON.stringify(illegal)} in a name`;
  if (/[. ]$/.test(name)) return "a USB stick drops a dot or a blank at the end of a name";
  if (name.length > longestName) return `the name has ${name.length} characters; a USB stick holds ${longestName}`;
  const bytes = Buffer.byteLength(name, "utf8");
  return bytes > longestName ? `the name has ${bytes} bytes; a file system holds ${longestName}` : null;
}

/** Long enough to be told from all others, and short enough for a number behind it. */
const longestStem = 200;

/** `홍길동()007104620261123000000001_20271122.p12`: the common name as a stick can hold it, and the last day. */
export function pkcs12Name(subject: Subject, lastDay: string): string {
  const commonName = subject.findLast(({ type }) => type === "CN")?.value ?? "";
  const safe = commonName.normalize("NFC").replace(/["*/:<>?\\|\p{C}\p{Zl}\p{Zp}]|^[. ]+/gu, "_");
  let stem = "";
  for (const character of safe || "certificate") {
    if (Buffer.byteLength(stem + character, "utf8") > longestStem) break;
    stem += character;
  }
  // An underline: with a hyphen before the date a name could look like a resident number.
  return `${stem}_${lastDay}.p12`;
}
