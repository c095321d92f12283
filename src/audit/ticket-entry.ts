// What the journal can hold of tickets: a reference number masked, an authorization code never.

export type TicketFact =
  | {
      readonly event: "ticket-made";
      readonly ticket: string;
      readonly reference: string;
      readonly customer: string;
      readonly product: string;
      readonly fee: number;
      /** RFC 3339: the last second in which it is good. */
      readonly until: string;
    }
  /** By a newer one for the same customer and product, because the customer asked, or since it may have been spent in a gap. */
  | { readonly event: "ticket-cancelled"; readonly ticket: string; readonly why: "newer" | "asked" | "old-copy" }
  | { readonly event: "ticket-expired"; readonly ticket: string }
  | { readonly event: "ticket-verified"; readonly ticket: string; readonly reference: string }
  | { readonly event: "ticket-refused"; readonly reference: string; readonly left: number }
  | { readonly event: "ticket-locked"; readonly reference: string }
  | { readonly event: "ticket-over"; readonly ticket: string; readonly why: string }
  /** In the transaction in which the certificate became valid. */
  | { readonly event: "ticket-spent"; readonly ticket: string; readonly serial: string; readonly issuer: string };
