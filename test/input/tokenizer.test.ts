// What a terminal sends, and what it means.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Token, Tokenizer } from "../../src/input/tokenizer.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const word = (token: Token): string =>
  token.type === "character"
    ? String.fromCodePoint(token.codePoint)
    : token.type === "key"
      ? `<${token.key}>`
      : "<pasted>";
const read = (text: string): string => new Tokenizer().feed(bytes(text)).map(word).join("");

const table: readonly (readonly [sent: string, meant: string, title: string])[] = [
  ["123456", "123456", "many digits in one read are as many characters"],
  ["12\r34\r", "12<enter>34<enter>", "Enter amid digits is not lost"],
  ["\r\n\n", "<enter><enter>", "CR LF is one Enter, and a second LF another"],
  ["홍길동A漢", "홍길동A漢", "Hangul and Han arrive whole"],
  ["\x7f\x08\t", "<backspace><backspace><tab>", "both codes of Backspace"],
  ["\x1b[A\x1b[B\x1b[C\x1b[D", "<up><down><right><left>", "arrows"],
  ["\x1bOA\x1bOB\x1bOC\x1bOD\x1bOH\x1bOF", "<up><down><right><left><home><end>", "arrows in application mode"],
  ["\x1b[1;5C\x1b[3;2~", "<right><delete>", "modifiers do not change a key"],
  [
    "\x1b[1~\x1b[4~\x1b[5~\x1b[6~\x1b[3~\x1b[7~\x1b[8~",
    "<home><end><page-up><page-down><delete><home><end>",
    "the six keys",
  ],
  ["\x1bOP\x1bOQ\x1bOR\x1bOS", "<f1><f2><f3><f4>", "F1 to F4 of xterm"],
  ["\x1b[[A\x1b[[B\x1b[[C\x1b[[D\x1b[[E", "<f1><f2><f3><f4><f5>", "F1 to F5 of the Linux console"],
  [
    "\x1b[15~\x1b[17~\x1b[18~\x1b[19~\x1b[20~\x1b[21~\x1b[23~\x1b[24~",
    "<f5><f6><f7><f8><f9><f10><f11><f12>",
    "F5 to F12",
  ],
  ["\x1bOp\x1bOq\x1bOy\x1bOj\x1bOM\x1bOn", "019*<enter>.", "the application keypad"],
  ["\x03\x0c\x1a", "<ctrl-c><ctrl-l><ctrl-z>", "control letters"],
  ["\x1b[Z", "<back-tab>", "Shift+Tab"],
  ["\x1b\x1b[A", "<escape><up>", "Escape before an arrow"],
  ["\x1b1", "<escape>1", "Escape and a digit in one read"],
  ["\x1b[200~Kiosk!2026\r\x1b[A\x1b[201~7", "<pasted>7", "pasted text is dropped whole"],
  ["\x1b[200~never ended\x031", "<pasted><ctrl-c>1", "Ctrl+C ends a paste whose end was lost"],
  ["\x1b[?1;2c\x1b[24;80R\x1b[I1", "<f3>1", "replies to the terminal's queries are no keys; one looks like F3"],
  ["\x1b[12\x1b[A", "<up>", "a sequence that another interrupts is dropped"],
];

for (const [sent, meant, title] of table) {
  test(title, () => assert.equal(read(sent), meant));
}

test("a lone ESC is the key once nothing follows", () => {
  const tokenizer = new Tokenizer();
  assert.deepEqual(tokenizer.feed(bytes("\x1b")), []);
  assert.equal(tokenizer.pending, true);
  assert.deepEqual(tokenizer.flush(), [{ type: "key", key: "escape" }]);
  assert.equal(tokenizer.pending, false);
  assert.deepEqual(tokenizer.flush(), []);
});

test("a flush in the middle of a paste does not let its rest through", () => {
  const tokenizer = new Tokenizer();
  tokenizer.feed(bytes("\x1b[200~12"));
  assert.deepEqual(tokenizer.flush(), []);
  assert.deepEqual(tokenizer.feed(bytes("34\x1b[201~5")).map(word), ["<pasted>", "5"]);
});

test("malformed UTF-8 gives no character, and what follows is read", () => {
  for (const broken of [
    [0xc0, 0xaf],
    [0xed, 0xa0, 0x80],
    [0xf5],
    [0xe3, 0x81],
    [0x80],
    [0xc2, 0x85],
    [0xe0, 0x80, 0xaf],
  ]) {
    assert.deepEqual(new Tokenizer().feed(Uint8Array.from([...broken, 0x31])), [
      { type: "character", codePoint: 0x31 },
    ]);
  }
});

test("any text that is not a control comes back character by character", () => {
  const texts = fc.string({ unit: "binary" }).filter((text) => !/[\p{Cc}]/u.test(text));
  fc.assert(fc.property(texts, (text) => read(text) === text));
});

const noise = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc.constantFrom(...["\x1b[", "\x1bO", "\x1b[200~", "\x1b[201~", "\x1b", "홍", "9", "[1;", "~"].map(bytes)),
  ),
);

test("no bytes make it throw, and where they are cut changes nothing", () => {
  fc.assert(
    fc.property(noise, (chunks) => {
      const whole = new Tokenizer().feed(Buffer.concat(chunks));
      const pieces = new Tokenizer();
      assert.deepEqual(
        chunks.flatMap((chunk) => [...chunk].flatMap((byte) => [...pieces.feed(Uint8Array.of(byte))])),
        whole,
      );
      pieces.flush();
    }),
  );
});

test("an endless sequence is not remembered", () => {
  const tokenizer = new Tokenizer();
  assert.deepEqual(tokenizer.feed(bytes(`\x1b[${"1".repeat(1_000_000)}`)), []);
  assert.deepEqual(tokenizer.feed(bytes("~2")).map(word), ["2"]);
});
