// The other institutions' CAs as the branch uses them: whom it trusts, what it demands, where it asks.

import type { Demands } from "./examination.ts";

export type Accredited = {
  /** As they are now: lists are read anew each time. */
  demands(): Promise<Demands>;
};
