// Canonical JSON (RFC 8785) of the values that the journal holds. Pure.

export type Scalar = string | number | boolean | null;
export type Fields = Readonly<Record<string, Scalar | readonly Scalar[]>>;

function scalar(value: Scalar): string {
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new TypeError(`not an integer: ${value}`);
  if (typeof value === "string" && !value.isWellFormed()) throw new TypeError("a lone surrogate has no UTF-8");
  // RFC 8785 §3.2.2.3: -0 is written as 0, which JSON.stringify does.
  return JSON.stringify(value);
}

/** The one text of these fields: keys in the order of their UTF-16 units (§3.2.3), no blanks. Throws TypeError for a fraction or a lone surrogate. */
export function canonicalJson(fields: Fields): string {
  let text = "";
  for (const key of Object.keys(fields).sort()) {
    const value = fields[key];
    if (value === undefined) throw new TypeError(`no value: ${key}`);
    const list = typeof value === "object" && value !== null;
    const comma = text === "" ? "" : ",";
    text += `${comma}${scalar(key)}:${list ? `[${value.map(scalar).join(",")}]` : scalar(value)}`;
  }
  return `{${text}}`;
}
