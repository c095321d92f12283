// Names: the common name of yessign, the folder named after a subject, and what no stick can hold.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  folderName,
  nameRefusal,
  parseFolderName,
  parseYessignCommonName,
  type Subject,
  sameName,
  type YessignName,
  yessignCommonName,
} from "../../src/npki/distinguished-name.ts";

const hong: YessignName = {
  name: "홍길동",
  bankCode: "071",
  medium: "046",
  registeredOn: "20261123",
  sequence: "000000001",
};
const commonName = "홍길동()007104620261123000000001";
const subject: Subject = [
  { type: "C", value: "kr" },
  { type: "O", value: "yessign" },
  { type: "OU", value: "personal4IB" },
  { type: "OU", value: "POST" },
  { type: "CN", value: commonName },
];
const folder = "cn=홍길동()007104620261123000000001,ou=POST,ou=personal4IB,o=yessign,c=kr";

test("a common name of yessign is written and read", () => {
  assert.equal(yessignCommonName(hong), commonName);
  assert.deepEqual(parseYessignCommonName(commonName), hong);
  assert.deepEqual(parseYessignCommonName("JOHN (BIG) SMITH(js)0071041202611230000000"), {
    ...hong,
    name: "JOHN (BIG) SMITH",
    alias: "js",
    medium: "041",
    sequence: "0000000",
  });
});

test("a common name of another form is not taken for one of yessign", () => {
  for (const other of [
    "홍길동",
    "홍길동()",
    "홍길동007104620261123000000001",
    "()007104620261123000000001",
    "홍길동()107104620261123000000001",
    "홍길동()00710462026112300001",
    "홍길동()0071046202611230000000001",
    "홍길동()007104620261323000000001",
    "홍길동()007104620260229000000001",
    "홍길동()007104620261100000000001",
    "",
  ]) {
    assert.equal(parseYessignCommonName(other), null, other);
  }
});

test("a field that the program fills in wrongly is a bug, and thrown", () => {
  for (const wrong of [
    { bankCode: "71" },
    { sequence: "1" },
    { registeredOn: "2026-11-23" },
    { medium: "" },
    { name: "" },
  ]) {
    assert.throws(() => yessignCommonName({ ...hong, ...wrong }), RangeError);
  }
});

test("the folder is the subject backwards, types in lower case, and reads back", () => {
  assert.equal(folderName(subject), folder);
  assert.deepEqual(parseFolderName(folder), subject);
  assert.deepEqual(parseFolderName(folder.replace("cn=", "CN=").replace("o=", "O=")), subject);
});

test("a comma in a value stays in it", () => {
  const company: Subject = [...subject.slice(0, 4), { type: "CN", value: "Foo, Inc.,Seoul" }];
  assert.deepEqual(parseFolderName(folderName(company)), company);
});

test("a folder that is not named after a subject is null", () => {
  for (const name of ["", "홍길동", "cn=", "xn=a,o=b", "USER", "st=a,o=b", "=a"]) {
    assert.equal(parseFolderName(name), null, name);
  }
});

test("names are the same whether composed or, as macOS returns them, decomposed", () => {
  assert.ok(sameName(folder, folder.normalize("NFD")));
  assert.notEqual(folder, folder.normalize("NFD"));
  assert.deepEqual(parseFolderName(folder.normalize("NFD")), subject);
  assert.ok(!sameName(folder, folder.replace("홍", "황")));
});

test("what FAT, exFAT or Linux cannot hold is refused with its reason", () => {
  assert.equal(nameRefusal(folder), null);
  for (const character of ['"', "*", "/", ":", "<", ">", "?", "\\", "|", "\u0000", "\u001f", "\u007f", "\n"]) {
    assert.match(nameRefusal(`cn=a${character}b,c=kr`) ?? "", /cannot hold the character/, JSON.stringify(character));
  }
  assert.match(nameRefusal("cn=a.") ?? "", /dot or a blank/);
  assert.match(nameRefusal("cn=a ") ?? "", /dot or a blank/);
  assert.match(nameRefusal("..") ?? "", /dot or a blank/);
  assert.match(nameRefusal("") ?? "", /empty/);
  assert.match(nameRefusal("cn=\ud800") ?? "", /Unicode/);
});

test("255 is the most, in UTF-16 units and in bytes", () => {
  assert.equal(nameRefusal("a".repeat(255)), null);
  assert.match(nameRefusal("a".repeat(256)) ?? "", /256 characters/);
  assert.equal(nameRefusal("가".repeat(85)), null);
  assert.match(nameRefusal("가".repeat(86)) ?? "", /258 bytes/);
  assert.match(nameRefusal("😀".repeat(64)) ?? "", /256 bytes/);
});

test("every common name that is written reads back as its parts", () => {
  const parts = fc.record(
    {
      name: fc.string({ unit: fc.constantFrom("가", "힣", "A", " ", "(", ")", "0", "1"), minLength: 1, maxLength: 12 }),
      bankCode: fc.stringMatching(/^\d{3}$/),
      medium: fc.stringMatching(/^04\d$/),
      registeredOn: fc.constantFrom("20260101", "20280229", "20261231"),
      sequence: fc.stringMatching(/^\d{6,9}$/),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(parts, (given) => {
      assert.deepEqual(parseYessignCommonName(yessignCommonName(given)), given);
    }),
    { numRuns: 3000 },
  );
});

test("no folder name makes the reader throw, and what it reads names the same folder", () => {
  const pieces = fc.array(fc.constantFrom("cn=", "OU=", "o=", "c=", ",", "가", "a", "=", " ", "\n", ".", "\ud800"));
  fc.assert(
    fc.property(
      fc.oneof(
        pieces.map((some) => some.join("")),
        fc.string({ unit: "binary" }),
      ),
      (name) => {
        const read = parseFolderName(name);
        if (read !== null) assert.equal(folderName(read).toLowerCase(), name.normalize("NFC").toLowerCase());
      },
    ),
    { numRuns: 20_000 },
  );
});
