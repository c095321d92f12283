// What happens to a terminal and its devices, as the journal tells it.

export type Desk = "teller" | "kiosk";

export type Lifecycle =
  | { readonly event: "provisioned"; readonly version: string; readonly authorities: readonly string[] }
  | {
      readonly event: "started";
      readonly version: string;
      readonly settings: string;
      readonly lastStop: "first" | "clean" | "unclean";
      /** Which start of this terminal it is. */
      readonly boot: number;
    }
  | { readonly event: "stopped" }
  | { readonly event: "crashed"; readonly incident: string }
  | { readonly event: "out-of-service"; readonly why: string }
  /** `seconds`: how long it stood closed; `why`: what closed it, which could not always be recorded then. */
  | { readonly event: "back-in-service"; readonly why: string; readonly seconds: number }
  | { readonly event: "desk-opened"; readonly desk: Desk }
  | { readonly event: "desk-closed"; readonly desk: Desk }
  | { readonly event: "keypad-status"; readonly keypad: string; readonly status: string }
  | { readonly event: "printer-status"; readonly status: string }
  /** Whether the CAs can sign: `ready`, or why not. */
  | { readonly event: "authority-status"; readonly status: string }
  /** `row`: the one that the slip names; `copies`: how many may have been on paper before. */
  | { readonly event: "slip-printing"; readonly row: number; readonly copies: number }
  | { readonly event: "slip-printed"; readonly row: number; readonly copies: number }
  | { readonly event: "slip-not-printed"; readonly row: number; readonly why: string }
  | { readonly event: "drive-inserted"; readonly drive: string }
  | { readonly event: "drive-removed"; readonly drive: string };
