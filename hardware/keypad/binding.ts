// serialport's Linux binding with a hang-up noticed: the stock read takes 0 bytes for "again", and never ends.

import { read } from "node:fs";
import { promisify } from "node:util";
import { BindingsError, LinuxBinding, type LinuxOpenOptions, type LinuxPortBinding } from "@serialport/bindings-cpp";

const readFrom = promisify(read);

/** Leans on the port's `fd` and `poller`, and so on the exact version (bindings-cpp issue 162). */
export const hangUpBinding = {
  list: () => LinuxBinding.list(),
  async open(options: LinuxOpenOptions): Promise<LinuxPortBinding> {
    const port: LinuxPortBinding = await LinuxBinding.open(options);
    port.read = (buffer, offset, length) => readUntilHangUp(port, buffer, offset, length);
    return port;
  },
};

async function readUntilHangUp(
  port: LinuxPortBinding,
  buffer: Buffer,
  offset: number,
  length: number,
): Promise<{ buffer: Buffer; bytesRead: number }> {
  for (;;) {
    const bytesRead = await readFrom(fdOf(port), buffer, offset, length, null).then((taken) => taken.bytesRead, notYet);
    // The stream closes the port at any error that is not `canceled`.
    if (bytesRead === 0) throw new BindingsError("The line hung up");
    if (bytesRead !== null) return { buffer, bytesRead };
    // The poller of a closed port is gone: it must not be asked.
    fdOf(port);
    await new Promise<void>((resolve, reject) =>
      port.poller.once("readable", (error: Error | null) => (error ? reject(error) : resolve())),
    );
  }
}

function fdOf({ fd }: LinuxPortBinding): number {
  if (fd === null) throw new BindingsError("Port is not open", { canceled: true });
  return fd;
}

/** Null when nothing is there yet; anything else is the line's end. */
function notYet(error: NodeJS.ErrnoException): null {
  if (error.code === "EAGAIN" || error.code === "EWOULDBLOCK" || error.code === "EINTR") return null;
  throw error;
}
