// The texts of names in certificates (DirectoryString, RFC 5280 §4.1.2.4), read strictly: broken text is no text.

import { type Element, tags } from "./der.ts";

/** UTF8String, BMPString, PrintableString or IA5String; null for other types, and for bytes that are not such a text. */
export function readText({ tag, content }: Element): string | null {
  if (tag === tags.utf8) {
    const text = content.toString("utf8");
    return Buffer.from(text, "utf8").equals(content) ? text : null;
  }
  if (tag === tags.bmp) {
    if (content.length % 2 !== 0) return null;
    const text = Buffer.from(content).swap16().toString("utf16le");
    return text.isWellFormed() ? text : null;
  }
  if (tag !== tags.printable && tag !== tags.ia5) return null;
  return content.every((byte) => byte >= 0x20 && byte < 0x7f) ? content.toString("latin1") : null;
}
