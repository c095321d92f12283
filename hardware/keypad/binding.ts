// serialport's Linux binding, with a hang-up noticed: the stock read takes 0 bytes for "again" and never ends.

import { read } from "node:fs";
import { promisify } from "node:util";
import { BindingsError, LinuxBinding, type LinuxPortBinding } from "@serialport/bindings-cpp";

const readFrom = promisify(read);

/** Leans on the port's `fd` and `poller`, and so on the exact version (bindings-cpp issue 162). */
async function readOnce(
  port: LinuxPortBinding,
  buffer: Buffer,
  offset: number,
  length: number,
): Promise<{ buffer: Buffer; bytesRead: number }> {
  for (;;) {
    if (port.fd === null) throw new BindingsError("Port is not open", { canceled: true });
    try {
      const { bytesRead } = await readFrom(port.fd, buffer, offset, length, null);
      if (bytesRead === 0) throw hangUp();
      return { buffer, bytesRead };
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      if (code !== "EAGAIN" && code !== "EWOULDBLOCK" && code !== "EINTR")
        throw error instanceof HangUp ? error : hangUp();
      await new Promise<void>((resolve, reject) =>
        port.poller.once("readable", (failed: Error | null) => (failed ? reject(hangUp()) : resolve())),
      );
    }
  }
}

/** `disconnect` makes the stream close instead of reporting an error. */
class HangUp extends BindingsError {
  readonly disconnect = true;
}

function hangUp(): HangUp {
  return new HangUp("the line hung up");
}

export const hangUpBinding = {
  list: LinuxBinding.list,
  async open(options: Parameters<typeof LinuxBinding.open>[0]): Promise<LinuxPortBinding> {
    const port = await LinuxBinding.open(options);
    port.read = (buffer: Buffer, offset: number, length: number) => {
      if (port.fd === null) return Promise.reject(new BindingsError("Port is not open", { canceled: true }));
      return readOnce(port, buffer, offset, length);
    };
    return port;
  },
};
