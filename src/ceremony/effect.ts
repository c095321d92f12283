// What a ceremony wants done: everything slow, fallible or secret. `perform` does one at a time and answers with an event.

import type { CeremonyResult, Desk, Fact } from "../audit/entry.ts";
import type { Product } from "../authority/product.ts";
import type { Drive } from "../media/drive.ts";
import type { IdentityDocument } from "../verification/document.ts";
import type { CustomerId } from "../verification/registry.ts";
import type { ServiceId } from "./services.ts";

export type Effect =
  | { readonly type: "open-desk"; readonly desk: Desk }
  | { readonly type: "close-desk"; readonly desk: Desk }
  | { readonly type: "record"; readonly facts: readonly Fact[] }
  | { readonly type: "sign-on"; readonly number: string }
  | { readonly type: "begin-ceremony"; readonly service: ServiceId; readonly desk: Desk; readonly locale: string }
  /** In the background: made while the customer goes on, so that nobody waits for it. */
  | { readonly type: "make-key-pair" }
  | { readonly type: "search-customers"; readonly query: string }
  /** The day of issue is compared with today, which only the building knows. */
  | { readonly type: "record-document"; readonly document: IdentityDocument }
  | { readonly type: "check-account"; readonly customer: CustomerId | null; readonly account: string }
  | { readonly type: "start-call"; readonly customer: CustomerId; readonly phone: number }
  | { readonly type: "finish-call" }
  | { readonly type: "send-code"; readonly customer: CustomerId; readonly phone: number }
  | { readonly type: "check-code" }
  | { readonly type: "draw-challenge"; readonly serial: string }
  | { readonly type: "check-card"; readonly serial: string }
  | { readonly type: "check-otp"; readonly serial: string }
  | { readonly type: "check-drive"; readonly drive: Drive }
  | { readonly type: "judge-password"; readonly customer: CustomerId; readonly account: string }
  | { readonly type: "compare-passwords" }
  | { readonly type: "prepare"; readonly product: Product; readonly customer: CustomerId; readonly name: string }
  | { readonly type: "sign" }
  | { readonly type: "write"; readonly drive: Drive }
  | { readonly type: "prove"; readonly drive: Drive }
  | { readonly type: "complete"; readonly product: Product; readonly customer: CustomerId }
  | { readonly type: "release"; readonly drive: Drive }
  /** Undoes what this ceremony signed, forgets its keys and secrets, and records how it ended. */
  | { readonly type: "close-ceremony"; readonly result: CeremonyResult; readonly at: string; readonly why: string };

export type EffectOf<T extends Effect["type"]> = Extract<Effect, { readonly type: T }>;
