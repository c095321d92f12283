// Numbers as staff, screens and journal see them. Pure.

/** `010-****-4567` of `01012344567`, `02-****-4567` of `021234567`: of all area codes only Seoul's has two digits. */
export function maskPhone(digits: string): string {
  return `${digits.slice(0, digits.startsWith("02") ? 2 : 3)}-****-${digits.slice(-4)}`;
}

/** Of digits or of a masked number: whether it is a mobile phone (010, 011, 016 to 019), which alone takes messages. */
export function isMobile(phone: string): boolean {
  return /^01[016-9]/.test(phone);
}

/** `0123********17`: what staff, screens and journal see of an account number; nothing of what is too short to be one. */
export function maskAccount(number: string): string {
  if (number.length < 10) return "*".repeat(number.length);
  return `${number.slice(0, 4)}${"*".repeat(Math.max(number.length - 6, 0))}${number.slice(-2)}`;
}

/** `홍*동`, `김*`, `J*** S****`: enough for whoever owns it, on paper that may be found. */
export function maskName(name: string): string {
  return name
    .normalize("NFC")
    .split(" ")
    .map((word) => {
      const characters = [...word];
      const keepsEnd = characters.length > 2 && /^\p{Script=Hangul}+$/u.test(word);
      const end = keepsEnd ? (characters.at(-1) ?? "") : "";
      return `${characters[0] ?? ""}${"*".repeat(Math.max(characters.length - 1 - end.length, 0))}${end}`;
    })
    .join(" ");
}

/** Six digits or more, however they are divided: what could be somebody's number in a text that is kept for ever. */
export function holdsNumber(text: string): boolean {
  return /\d[\d\s.-]{4,}\d/.test(text);
}
