// Customers' files: what is taken, and every fault with its line.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readingCustomers } from "../../src/verification/customers-file.ts";
import type { NewCustomer } from "../../src/verification/enrolment.ts";
import { mostRows, mostSheetBytes, type SheetRefusal } from "../../src/verification/sheet.ts";
import { type FileOutcome, mostFaults, type RowWhy } from "../../src/verification/sheet-rows.ts";
import { readWhole } from "./sheet-reading.ts";

const header = "id,name,language,resident_number,phones,account,account_password,balance";
const good = "hong,홍길동,ko,900101-1234567,010-1234-5678;02-123-4567,01234502100017,1357,1000000";

function read(...lines: readonly string[]): FileOutcome<NewCustomer> {
  return readWhole(readingCustomers(Buffer.from(lines.join("\n"))));
}

function plain(outcome: FileOutcome<NewCustomer>) {
  assert.equal(outcome.type, "read", JSON.stringify(outcome));
  if (outcome.type !== "read") return null;
  const text = (secret: NewCustomer["residentNumber"]): string => secret.use((bytes) => Buffer.from(bytes).toString());
  const items = outcome.items.map(({ residentNumber, accounts, ...person }) => ({
    ...person,
    residentNumber: text(residentNumber),
    accounts: accounts.map(({ password, ...account }) => ({ ...account, password: text(password) })),
  }));
  return { items, lines: outcome.lines };
}

const hong = {
  id: "hong",
  name: "홍길동",
  language: "ko",
  phones: ["01012345678", "021234567"],
  residentNumber: "9001011234567",
  accounts: [{ number: "01234502100017", password: "1357", balance: 1_000_000 }],
};

describe("a customers' file", () => {
  it("gives a customer a line, with phones in their order and numbers without their hyphens", () => {
    assert.deepEqual(plain(read(header, good)), { items: [hong], lines: [2] });
  });

  it("may come from a spreadsheet: byte order mark, CRLF, quotes, empty lines, columns in another order", () => {
    const text = [
      '\ufeff"balance",id,name,language,resident_number,phones,account,account_password',
      "",
      '1000000,"hong","홍길동",ko,9001011234567,"010-1234-5678 ; 02-123-4567",01234502100017,1357',
      ",,,,,,,",
      "",
    ].join("\r\n");
    assert.deepEqual(plain(read(text)), { items: [hong], lines: [3] });
  });

  it("gives a customer several accounts, one line under the other, what is personal repeated or left empty", () => {
    const second = { number: "0123456789", password: "2468", balance: 0 };
    for (const again of [",,,", "홍길동,ko,900101-1234567,010-1234-5678;02-123-4567"]) {
      const found = plain(read(header, good, `hong,${again},0123456789,2468,0`, good.replace(/^hong.*17/, kim)));
      assert.deepEqual(found?.items[0], { ...hong, accounts: [...hong.accounts, second] });
      assert.deepEqual(found?.lines, [2, 4]);
    }
  });

  it("takes names as Unicode composes them, and a customer without a phone", () => {
    const found = plain(read(header, good.replace("홍길동", "홍길동".normalize("NFD")).replace(/,010[^,]*/, ",")));
    assert.deepEqual(found?.items, [{ ...hong, phones: [] }]);
  });

  it("leaves neither resident numbers nor passwords in the bytes of the file", () => {
    const bytes = Buffer.from([header, good, good, `x,${good}`, good.replace("1357", "13578")].join("\n"));
    readWhole(readingCustomers(bytes));
    const lines = bytes.toString("latin1").split("\n");
    for (const line of [lines[1], lines[2], lines[4]]) assert.ok(!/1234567,|1357/.test(line ?? ""), line);
  });
});

const kim = "kim,김우정,ko,850315-2345678,010-2345-6789,01234502200025";
const cell = (column: string, value: string): string =>
  good
    .split(",")
    .map((old, index) => (header.split(",")[index] === column ? value : old))
    .join(",");

const faults: readonly (readonly [why: RowWhy, column: string | null, lines: readonly string[], first?: number])[] = [
  [
    "id-malformed",
    "id",
    ["", "홍", "a b", "-a", "x".repeat(33), "9001011234567", "a900101-1234567"].map((id) => cell("id", id)),
  ],
  ["name-missing", "name", ["", " ", "　"].map((name) => cell("name", name))],
  [
    "name-malformed",
    "name",
    [
      "홍\u202e길동",
      "홍\u0007",
      "홍\u200b길동",
      "\u3164",
      "a\u0085b",
      "홍%",
      " 홍",
      "홍  길",
      "123",
      "900101-1234567",
    ].map((name) => cell("name", name)),
  ],
  ["name-too-long", "name", [cell("name", "가".repeat(31))]],
  ["language-unknown", "language", ["", "kr", "KO"].map((language) => cell("language", language))],
  [
    "resident-number-malformed",
    "resident_number",
    ["", "900101", "901301-1234567", "900230-1234567", "900101-123456a", "9001011-234567", "90010112345678"].map(
      (number) => cell("resident_number", number),
    ),
  ],
  [
    "phone-malformed",
    "phones",
    ["1234", "010-1234-5678;", "+821012345678", "010--1234-5678", "1012345678", "010123456789"].map((phones) =>
      cell("phones", phones),
    ),
  ],
  ["phone-again", "phones", [cell("phones", "010-1234-5678;01012345678")]],
  ["too-many-phones", "phones", [cell("phones", "0101234561;0101234562;0101234563;0101234564;0101234565;0101234566")]],
  [
    "account-malformed",
    "account",
    ["", "123456789", "123456789012345", "012345-02-100017"].map((account) => cell("account", account)),
  ],
  [
    "password-malformed",
    "account_password",
    ["", "123", "12345", "12a4", "１２３４"].map((password) => cell("account_password", password)),
  ],
  [
    "balance-malformed",
    "balance",
    ["", "-1", "1.5", "1e3", "12345678901234"].map((balance) => cell("balance", balance)),
  ],
  ["cells", null, [`${good},`, "hong", good.replace(",ko", "")]],
  [
    "quote",
    null,
    [
      good.replace("홍길동", '홍"길동'),
      good.replace("홍길동", '"홍길동'),
      good.replace("홍길동", '"홍"길동'),
      good.replace("홍길동", '"홍""길동"'),
      ",".repeat(100),
    ],
  ],
];

describe("a fault in a customers' file", () => {
  for (const [why, column, lines] of faults)
    it(`is named ${why}, with its line`, () => {
      for (const line of lines) {
        const outcome = read(
          header,
          `${kim},1111,0`,
          "",
          line,
          cell("id", "late").replace(/,9001.*/, ",010101-3111111,,0123456700,1357,5"),
        );
        assert.deepEqual(
          outcome,
          { type: "faulty", faults: [{ line: 4, column, why, first: null }], more: false },
          line,
        );
      }
    });

  it("is a line that is not in UTF-8", () => {
    const outcome = readWhole(
      readingCustomers(Buffer.concat([Buffer.from(`${header}\n`), Buffer.from([0xc8, 0xab, 0xb1, 0xe6, 0x2c])])),
    );
    assert.deepEqual(outcome, {
      type: "faulty",
      faults: [{ line: 2, column: null, why: "not-utf-8", first: null }],
      more: false,
    });
  });

  it("is an id, a resident number or an account that stands there already, with the line that had it first", () => {
    const other = "lee,이서연,ko,010712-4567890,,01234502300033,9753,0";
    for (const [line, column, why] of [
      [cell("resident_number", "990101-1234567").replace("01234502100017", "0123456789"), "id", "id-again"],
      [cell("id", "b").replace("01234502100017", "0123456789"), "resident_number", "resident-number-again"],
      [cell("id", "b").replace("900101-1234567", "990101-1234567"), "account", "account-again"],
    ] as const) {
      const outcome = read(header, good, other, line);
      assert.deepEqual(outcome, { type: "faulty", faults: [{ line: 4, column, why, first: 2 }], more: false });
    }
  });

  it("is a further account whose line says something else of the customer", () => {
    for (const [column, value] of [
      ["name", "홍길순"],
      ["language", "en"],
      ["resident_number", "900101-1234568"],
      ["phones", ""],
    ] as const) {
      const outcome = read(header, good, cell(column, value).replace("01234502100017", "0123456789"));
      assert.deepEqual(outcome, {
        type: "faulty",
        faults: [{ line: 3, column: "id", why: "differs", first: 2 }],
        more: false,
      });
    }
  });

  it("does not hide the others: all are named, up to as many as anybody reads", () => {
    const outcome = read(header, "x,,fr,1,1,1,1,x", "홍,,,,,,,");
    assert.equal(outcome.type === "faulty" && outcome.faults.length, 7 + 7);
    const many = read(header, ...Array.from({ length: mostFaults }, () => "홍,,,,,,,"));
    assert.deepEqual(many.type === "faulty" && [many.faults.length, many.more], [mostFaults, true]);
  });
});

describe("a customers' file that is not looked at", () => {
  const wanted = header.split(",");
  const refusals: readonly (readonly [string, SheetRefusal])[] = [
    ["", { type: "header-missing", wanted }],
    [header, { type: "no-rows" }],
    [`${header}\n\r\n,,\n`, { type: "no-rows" }],
    [good, { type: "header-unknown", position: 1, wanted }],
    [header.replaceAll(",", ";"), { type: "header-unknown", position: 1, wanted }],
    [`${header},note`, { type: "header-unknown", position: 9, wanted }],
    [`${header},id`, { type: "header-again", position: 9 }],
    [header.replace(",phones", ""), { type: "header-missing", wanted: ["phones"] }],
    [`${header}\n${"x\n".repeat(mostRows + 1)}`, { type: "too-many-rows", limit: mostRows }],
    [`${header}\n${"x".repeat(mostSheetBytes)}`, { type: "too-big", limit: mostSheetBytes }],
  ];
  for (const [text, why] of refusals)
    it(`is refused: ${why.type}, ${text.length} characters`, () =>
      assert.deepEqual(read(text), { type: "refused", why }));

  it("is refused when it is in the encoding of old spreadsheets", () => {
    const outcome = readWhole(readingCustomers(Buffer.from(`\ufeff${header}`, "utf16le")));
    assert.deepEqual(outcome, { type: "refused", why: { type: "header-not-utf-8" } });
  });
});
