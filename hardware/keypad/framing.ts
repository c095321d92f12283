// Which protocol a keypad's settings ask for.

import type { Framing } from "../../src/input/framing.ts";
import { asciiProtocol } from "./ascii.ts";
import { enqAckProtocol } from "./enq-ack.ts";
import type { Protocol } from "./protocol.ts";
import { stxEtxProtocol } from "./stx-etx.ts";

export function protocolOf(framing: Framing): Protocol {
  switch (framing.type) {
    case "ascii":
      return asciiProtocol(framing);
    case "stx-etx":
      return stxEtxProtocol(framing);
    case "enq-ack":
      return enqAckProtocol(framing);
  }
}
