// Texts of certificates: the four string types, and bytes that are no such text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { element, readElement, tags } from "../../src/npki/der.ts";
import { readText } from "../../src/npki/directory-string.ts";

test("text is read in its string type, and broken bytes are no text", () => {
  for (const [tag, hex, text] of [
    [tags.utf8, "ed998deab8b8eb8f99", "홍길동"],
    [tags.utf8, "", ""],
    [tags.utf8, "efbbbf41", "\ufeffA"],
    [tags.utf8, "f09f9880", "😀"],
    [tags.utf8, "eda080", null],
    [tags.utf8, "c080", null],
    [tags.bmp, "d64dae38b3d9", "홍길동"],
    [tags.bmp, "d83d", null],
    [tags.bmp, "d64dae", null],
    [tags.printable, "6b72", "kr"],
    [tags.printable, "6b0a", null],
    [tags.ia5, "687474703a2f2f", "http://"],
    [tags.ia5, "ff", null],
    [0x14, "41", null],
  ] as const) {
    const read = readElement(element(tag, Buffer.from(hex, "hex")));
    assert.equal(read && readText(read), text, `${tag.toString(16)} ${hex}`);
  }
});

test("reading leaves the bytes as they were", () => {
  const bytes = element(tags.bmp, Buffer.from("d64dae38", "hex"));
  const read = readElement(bytes);
  assert.equal(read && readText(read), "홍길");
  assert.equal(bytes.toString("hex"), "1e04d64dae38");
});
