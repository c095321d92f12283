// Bytes to a receipt printer and back, whatever it hangs on: a serial line, a USB node, a TCP port.

import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { connect } from "node:net";
import { SerialPort } from "serialport";
import type { PrinterPlace } from "../../src/settings/printer.ts";
import { hangUpBinding } from "../keypad/binding.ts";

export type Channel = {
  /** False when not all of it was taken in time. */
  send(bytes: Uint8Array): Promise<boolean>;
  /** What came since the last call. */
  heard(): Uint8Array;
  close(): Promise<void>;
};

/** A slip is 10 KB at 9600 baud at most. */
const sendMilliseconds = 15_000;
const connectMilliseconds = 3000;

/** Null when it cannot be opened. */
export function openChannel(place: PrinterPlace): Promise<Channel | null> {
  switch (place.type) {
    case "tcp":
      return tcpChannel(place.host, place.port);
    case "serial":
      return serialChannel(place);
    case "node":
      return nodeChannel(place.path);
  }
}

/** Resolves false when the promise is not settled in time; a rejection is false as well. */
async function within(milliseconds: number, done: Promise<unknown>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), milliseconds);
  const ended = done.then(
    () => true,
    () => false,
  );
  return Promise.race([ended, late]).finally(() => clearTimeout(timer));
}

function ear(): { readonly take: (bytes: Uint8Array) => void; readonly heard: () => Uint8Array } {
  let bytes: number[] = [];
  return {
    // Answers are four bytes a question: whatever is more is noise.
    take(more) {
      bytes = [...bytes, ...more].slice(-64);
    },
    heard() {
      const all = Uint8Array.from(bytes);
      bytes = [];
      return all;
    },
  };
}

async function tcpChannel(host: string, port: number): Promise<Channel | null> {
  const socket = connect({ host, port });
  const listening = ear();
  let gone = false;
  socket.on("error", () => {});
  socket.on("close", () => {
    gone = true;
  });
  socket.on("data", listening.take);
  const opened = new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("close", reject);
  });
  if (!(await within(connectMilliseconds, opened))) {
    socket.destroy();
    return null;
  }
  return {
    async send(bytes) {
      if (gone) return false;
      const written = new Promise<void>((resolve, reject) =>
        socket.write(bytes, (error) => (error ? reject(error) : resolve())),
      );
      return within(sendMilliseconds, written);
    },
    heard: listening.heard,
    async close() {
      socket.destroy();
    },
  };
}

async function serialChannel({ path, baudRate, flow }: PrinterPlace & { type: "serial" }): Promise<Channel | null> {
  const options = { path, baudRate, rtscts: flow === "rts-cts", binding: hangUpBinding, autoOpen: false, lock: true };
  const port = new SerialPort(options);
  const listening = ear();
  port.on("error", () => {});
  port.on("data", listening.take);
  const opened = new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  if (!(await within(connectMilliseconds, opened))) {
    // One that opens after all is not ours to keep locked.
    opened.then(
      () => port.close(),
      () => {},
    );
    return null;
  }
  return {
    async send(bytes) {
      if (!port.isOpen) return false;
      const written = new Promise<void>((resolve, reject) => {
        port.write(Buffer.from(bytes));
        port.drain((error) => (error ? reject(error) : resolve()));
      });
      if (await within(sendMilliseconds, written)) return true;
      // Nobody lets it go: it would hold a thread of this process until the printer is switched on again (tcdrain(3)).
      await new Promise<void>((resolve) => port.flush(() => resolve()));
      return false;
    },
    heard: listening.heard,
    close: () => new Promise((resolve) => (port.isOpen ? port.close(() => resolve()) : resolve())),
  };
}

/** `/dev/usb/lp0`: never waited for inside the kernel, where a printer without paper would hold a thread for ever. */
async function nodeChannel(path: string): Promise<Channel | null> {
  const file = await open(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY).catch(() => null);
  if (file === null) return null;
  const listening = ear();
  const stop = readAlong(file, listening.take);
  return {
    send: (bytes) => sendPatiently(file, bytes),
    heard: listening.heard,
    async close() {
      stop();
      await file.close().catch(() => {});
    },
  };
}

const restMilliseconds = 20;

async function sendPatiently(file: FileHandle, bytes: Uint8Array): Promise<boolean> {
  const until = performance.now() + sendMilliseconds;
  for (let sent = 0; sent < bytes.length; ) {
    const written = await file.write(bytes, sent).catch(later);
    if (written === null || performance.now() > until) return false;
    sent += written.bytesWritten;
    if (written.bytesWritten === 0) await new Promise((resolve) => setTimeout(resolve, restMilliseconds));
  }
  return true;
}

/** Nothing was taken yet; null: never will be. */
function later(error: NodeJS.ErrnoException): { readonly bytesWritten: number } | null {
  return error.code === "EAGAIN" || error.code === "EINTR" ? { bytesWritten: 0 } : null;
}

/** Asked for now and then: a node that has nothing says EAGAIN, and no poll of Node's watches it. */
function readAlong(file: FileHandle, take: (bytes: Uint8Array) => void): () => void {
  const buffer = Buffer.alloc(64);
  let reading = false;
  const timer = setInterval(async () => {
    if (reading) return;
    reading = true;
    const read = await file.read(buffer, 0, buffer.length, null).catch(() => null);
    if (read && read.bytesRead > 0) take(buffer.subarray(0, read.bytesRead));
    reading = false;
  }, restMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
