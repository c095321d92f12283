// The messages of a rehearsal: a line each, and no phone rings.

import type { NoticeGateway } from "../../src/authority/expiry-notices.ts";
import { maskPhone } from "../../src/verification/masked.ts";

export function rehearsedNotices(print: (line: string) => void): NoticeGateway {
  return {
    async tellExpiry({ number, product, ends }) {
      print(`rehearsed message to ${maskPhone(number)}: the ${product} certificate ends on ${ends}`);
      return { type: "sent" };
    },
  };
}
