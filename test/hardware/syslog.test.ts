// The journal at a syslog server: framed as RFC 6587 counts, every row, and again when nobody says that it was read.

import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { describe, it } from "node:test";
import { openAuditRows } from "../../db/audit-rows.ts";
import { cursorFileOf, openCursor, readCursors } from "../../hardware/appliance/cursor-file.ts";
import { deliverTo, parseServer } from "../../hardware/syslog/syslog-line.ts";
import { nobody } from "../../src/audit/entry.ts";
import { auditForward, type ForwardMeans } from "../../src/commands/audit-forward.ts";
import { begun, journalOf, newFolder } from "../db/new-journal.ts";

/** Reads frames as a server does: a count, a blank, so many octets. */
function frames(bytes: Buffer): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const blank = bytes.indexOf(" ", at);
    const end = blank + 1 + Number(bytes.toString("latin1", at, blank));
    found.push(bytes.toString("utf8", blank + 1, end));
    at = end;
  }
  return found;
}

/** `manners`: what the server does with the n-th connection. */
async function syslog(manners: (connection: number, socket: Socket) => void): Promise<{
  readonly server: Server;
  readonly port: number;
  readonly received: Buffer[];
}> {
  const received: Buffer[] = [];
  let connection = 0;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const index = received.push(Buffer.alloc(0)) - 1;
    socket.on("error", () => {});
    socket.on("data", (data) => {
      received[index] = Buffer.concat([received[index] ?? Buffer.alloc(0), data]);
    });
    manners(connection++, socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port, received };
}

function polite(_: number, socket: Socket): void {
  socket.on("end", () => socket.end());
}

function journal() {
  const { home, database } = begun();
  const kept = journalOf(database, home.means);
  for (let row = 0; row < 10; row++) kept.append({ event: "idle-warned", at: `창구 ${row}` }, nobody);
  const prefix = join(newFolder(), "cursor");
  const file = cursorFileOf(prefix, "syslog");
  const said: string[] = [];
  const means = (port: number, more: Partial<ForwardMeans> = {}): ForwardMeans => ({
    rows: openAuditRows(database),
    server: "syslog",
    cursor: openCursor(file),
    deliver: (messages) => deliverTo({ host: "127.0.0.1", port }, messages, 10_000),
    pause: async () => false,
    print: (line) => void said.push(line),
    complain: (line) => void said.push(line),
    ...more,
  });
  const impatient = (port: number): ForwardMeans =>
    means(port, { deliver: (messages) => deliverTo({ host: "127.0.0.1", port }, messages, 300) });
  return { database, kept, means, impatient, said, prefix, cursor: () => openCursor(file).read() };
}

describe("audit tail --syslog", () => {
  it("hands every row over as RFC 5424 says, and goes on from there", async () => {
    const { server, port, received } = await syslog(polite);
    const { database, kept, means, said, cursor } = journal();
    assert.equal(await auditForward({ follow: false }, means(port)), 0);
    kept.append({ event: "staff-called" }, nobody);
    assert.equal(await auditForward({ follow: false }, means(port)), 0);
    const messages = received.flatMap(frames);
    const seqs = messages.map((message) => Number(/seq="(\d+)"/.exec(message)?.[1]));
    assert.deepEqual(
      seqs,
      Array.from({ length: 12 }, (_, seq) => seq),
    );
    assert.match(
      messages[3] ?? "",
      /^<109>1 \d{4}-\d\d-\d\dT[\d:.]+Z T-01 changgu - idle-warned \[row@32473 seq="3" hash="[0-9a-f]{64}"\] \ufeff\{"at":"창구 2"/,
    );
    assert.equal(cursor()?.seq, 11);
    assert.equal(said.at(-1), "syslog has every row up to 11.");
    server.close();
    database.close();
  });

  it("gives another server every row too, whatever the first one has", async () => {
    const { database, means, prefix } = journal();
    for (const name of ["one.example:6514", "two.example:6514"]) {
      const { server, port, received } = await syslog(polite);
      const cursor = openCursor(cursorFileOf(prefix, name));
      assert.equal(await auditForward({ follow: false }, means(port, { cursor })), 0);
      assert.equal(received.flatMap(frames).length, 11);
      server.close();
    }
    assert.match(JSON.stringify(readCursors(prefix)), /"found","cursors":\[.*"seq":10,.*"seq":10,[^[]*\]/);
    writeFileSync(cursorFileOf(prefix, "three.example:6514"), "damaged");
    assert.match(JSON.stringify(readCursors(prefix)), /"unreadable","why":".*three\.example_6514 is damaged/);
    database.close();
  });

  it("loses nothing to a server that dies in the middle, is silent, or is not there", async () => {
    let silent: Socket | null = null;
    const manners = (connection: number, socket: Socket): void => {
      if (connection === 0) socket.once("data", () => socket.resetAndDestroy());
      else if (connection === 1) silent = socket;
      else polite(connection, socket);
    };
    const { server, port, received } = await syslog(manners);
    const { database, means, impatient, said, cursor } = journal();
    assert.equal(await auditForward({ follow: false }, means(port)), 2);
    assert.equal(await auditForward({ follow: false }, impatient(port)), 2);
    assert.equal(cursor(), null);
    assert.match(said.join("\n"), /does not take rows from 0 on: it does not answer/);
    assert.equal(await auditForward({ follow: false }, means(port)), 0);
    assert.equal(frames(received[2] ?? Buffer.alloc(0)).length, 11);
    (silent as Socket | null)?.destroy();
    server.close();
    await once(server, "close");
    let looks = 0;
    const pause = async (): Promise<boolean> => ++looks < 3;
    assert.equal(await auditForward({ follow: true }, means(port, { pause })), 0);
    database.close();
  });

  it("hands nothing over when the rows are not those of the last time", async () => {
    const { server, port } = await syslog(polite);
    const { database, means, said } = journal();
    assert.equal(await auditForward({ follow: false }, means(port)), 0);
    database.client.exec("DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE seq > 8");
    assert.equal(await auditForward({ follow: false }, means(port)), 1);
    assert.match(said.at(-1) ?? "", /row 10 is not the one that was handed over/);
    server.close();
    database.close();
  });

  it("reads a server's address", () => {
    assert.deepEqual(parseServer("log.example:6514"), { host: "log.example", port: 6514 });
    assert.deepEqual(parseServer("[::1]:514"), { host: "::1", port: 514 });
    assert.deepEqual(parseServer("10.0.0.7"), { host: "10.0.0.7", port: 601 });
    for (const wrong of ["", "a b:1", "host:0", "host:99999", "host:"]) assert.equal(parseServer(wrong), null, wrong);
  });
});
