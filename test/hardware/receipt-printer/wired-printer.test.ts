// A printer at a TCP port, at a serial line and at a device node: slips arrive, and every trouble has its name.
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { openPseudoTerminal } from "../../../hardware/keypad/pseudo-terminal.ts";
import { statusQuestion } from "../../../hardware/receipt-printer/escpos-status.ts";
import * as star from "../../../hardware/receipt-printer/star-status.ts";
import { wiredPrinter } from "../../../hardware/receipt-printer/wired-printer.ts";
import { printerBytes } from "../../../src/receipt/render.ts";
import { slipMarkup } from "../../../src/receipt/slip.ts";
import type { PrinterPlace, PrinterSettings } from "../../../src/settings/printer.ts";
import { issued } from "../../receipt/sample-slips.ts";

const well = [0x16, 0x12, 0x12, 0x12];
const paperOut = [0x1e, 0x32, 0x12, 0x7e];
const cutterStuck = [0x1e, 0x52, 0x1a, 0x12];

/** Star's automatic status: two headers, and the seven bytes of a printer with nothing to tell. */
const starWell = [0x23, 0x06, 0, 0, 0, 0, 0, 0, 0];
const starPaperOut = [0x23, 0x06, 0x08, 0, 0, 0x0c, 0, 0, 0];
const isStar = (condition: readonly number[] = []): boolean => condition.length === starWell.length;

const settingsAt = (place: PrinterPlace, status: PrinterSettings["status"] = "dle-eot"): PrinterSettings => ({
  place,
  commands: status === "asb" ? "starmbcs2" : "escpos",
  columns: 42,
  status,
});
const wanted = Buffer.from(printerBytes(slipMarkup(issued), "escpos", 42));

/** Answers each round of questions with the next of `conditions`, the last one from then on; keeps all else. */
class Paper {
  readonly #conditions: number[][];
  readonly #question: Buffer;
  #bytes = Buffer.alloc(0);

  constructor(...conditions: number[][]) {
    this.#conditions = conditions;
    this.#question = Buffer.from(isStar(conditions[0]) ? star.statusQuestion : statusQuestion);
  }

  take(bytes: Uint8Array, answer: (bytes: Uint8Array) => void): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    const question = this.#question;
    for (let at = this.#bytes.indexOf(question); at >= 0; at = this.#bytes.indexOf(question)) {
      this.#bytes = Buffer.concat([this.#bytes.subarray(0, at), this.#bytes.subarray(at + question.length)]);
      const now = this.#conditions.length > 1 ? this.#conditions.shift() : this.#conditions[0];
      answer(Uint8Array.from(now ?? []));
    }
  }

  printed(): Buffer {
    return this.#bytes;
  }
}

async function printerAtPort(context: TestContext, paper: Paper): Promise<PrinterPlace> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (bytes) => paper.take(bytes, (answer) => void socket.write(answer)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => void server.close());
  return { type: "tcp", host: "127.0.0.1", port: (server.address() as AddressInfo).port };
}

test("a slip is printed at a port, whole, and asked for before and after", async (context) => {
  const paper = new Paper(well);
  const printer = wiredPrinter(settingsAt(await printerAtPort(context, paper)));
  assert.deepEqual(await printer.print(issued), { type: "printed" });
  assert.ok(paper.printed().equals(wanted));
  await printer.close();
});

test("without paper nothing is begun; what goes wrong meanwhile is told as begun", async (context) => {
  const empty = new Paper(paperOut);
  const one = wiredPrinter(settingsAt(await printerAtPort(context, empty)));
  assert.deepEqual(await one.print(issued), { type: "not-printed", why: "paper-out", begun: false });
  assert.equal(empty.printed().length, 0);
  const other = wiredPrinter(settingsAt(await printerAtPort(context, new Paper(well, cutterStuck))));
  assert.deepEqual(await other.print(issued), { type: "not-printed", why: "jam", begun: true });
  await Promise.all([one.close(), other.close()]);
});

test("a Star printer is asked in its own way", async (context) => {
  const paper = new Paper(starWell, starWell, starPaperOut);
  const printer = wiredPrinter(settingsAt(await printerAtPort(context, paper), "asb"));
  assert.deepEqual(await printer.print(issued), { type: "printed" });
  assert.ok(paper.printed().equals(Buffer.from(printerBytes(slipMarkup(issued), "starmbcs2", 42))));
  assert.deepEqual(await printer.print(issued), { type: "not-printed", why: "paper-out", begun: false });
  await printer.close();
});

test("a printer that is switched off, is not there, or says nothing is offline", async (context) => {
  const offline = { type: "not-printed", why: "offline", begun: false };
  const mute = wiredPrinter(settingsAt(await printerAtPort(context, new Paper([]))));
  assert.deepEqual(await mute.print(issued), offline);
  for (const place of [
    { type: "tcp", host: "127.0.0.1", port: 1 },
    { type: "serial", path: "/dev/no-such-line", baudRate: 9600, flow: "none" },
    { type: "node", path: "/dev/usb/no-such-printer" },
  ] as const) {
    const printer = wiredPrinter(settingsAt(place));
    assert.deepEqual(await printer.print(issued), offline, place.type);
    await printer.close();
  }
  await mute.close();
});

test("its condition is told when somebody watches, and each change once", async (context) => {
  const printer = wiredPrinter(settingsAt(await printerAtPort(context, new Paper(well, paperOut, paperOut, well))));
  const told: string[] = [];
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  const stop = printer.watch((status) => {
    told.push(status);
    resolve();
  });
  await ready;
  await printer.print(issued);
  await printer.print(issued);
  await printer.print(issued);
  assert.deepEqual(told, ["ready", "paper-out", "ready"]);
  stop();
  await printer.close();
});

test("a slip is printed on a serial line", async (context) => {
  const terminal = openPseudoTerminal();
  assert.ok(terminal);
  context.after(() => terminal.close());
  const paper = new Paper(well);
  terminal.hear((bytes) => paper.take(bytes, (answer) => terminal.write(answer)));
  const place = { type: "serial", path: terminal.path, baudRate: 115_200, flow: "none" } as const;
  const printer = wiredPrinter(settingsAt(place));
  assert.deepEqual(await printer.print(issued), { type: "printed" });
  assert.ok(paper.printed().equals(wanted));
  await printer.close();
});

test("a node that cannot be asked gets the bytes, and that is all there is to know", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "changgu-printer-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "lp0");
  writeFileSync(path, "");
  const printer = wiredPrinter(settingsAt({ type: "node", path }, "none"));
  assert.deepEqual(await printer.print(issued), { type: "printed" });
  assert.ok(readFileSync(path).equals(wanted));
  const full = wiredPrinter(settingsAt({ type: "node", path: "/dev/full" }, "none"));
  assert.deepEqual(await full.print(issued), { type: "not-printed", why: "offline", begun: true });
  await Promise.all([printer.close(), full.close()]);
});

test("looks do not pile up before a slip where the printer answers late", async (context) => {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const printer = wiredPrinter(settingsAt({ type: "tcp", host: "127.0.0.1", port }));
  for (let watchers = 0; watchers < 20; watchers++) printer.watch(() => {});
  assert.deepEqual(await printer.print(issued), { type: "not-printed", why: "offline", begun: false });
  assert.equal(connections, 2);
  await printer.close();
});
