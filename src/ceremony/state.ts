// A desk at one moment: who works there, what is connected, and how far the ceremony has come.

import type { Desk } from "../audit/entry.ts";
import type { Product } from "../authority/product.ts";
import type { SignerTrouble } from "../authority/signer.ts";
import type { KeypadStatus } from "../input/keypad.ts";
import type { Drive } from "../media/drive.ts";
import type { Pkcs12File } from "../media/pkcs12-files.ts";
import type { StickCertificate } from "../media/stick-certificate.ts";
import type { SecurityToken } from "../media/token.ts";
import type { PrinterStatus } from "../receipt/printer.ts";
import type { Capacity } from "../verification/capacity.ts";
import type { FoundCustomer, HeldCertificate } from "../verification/customer-file.ts";
import type { PhoneDisplay } from "../verification/phone.ts";
import type { Customer, StaffMember } from "../verification/registry.ts";
import type { TicketId, TicketRules } from "../verification/tickets.ts";
import type { Effect } from "./effect.ts";
import type { Notice } from "./ending.ts";
import type { Place } from "./places.ts";
import type { ServiceId } from "./services.ts";
import type { Step } from "./step.ts";

export type Locale = "ko" | "en";

/** What differs between a real branch and a rehearsed one, as data. */
export type House = {
  /** In both languages: `{ ko: "우체국 훈련지점", en: "…" }`. */
  readonly name: Readonly<Record<Locale, string>>;
  readonly terminal: string;
  /** A fixed line on every page; null in a real branch. */
  readonly banner: Readonly<Record<Locale, string>> | null;
  /** The trainer's card, a line each; null in a real branch. */
  readonly card: readonly string[] | null;
  /** How long the code of a ticket is, and for how many days it is good; that of an earlier setting may be otherwise. */
  readonly ticket: TicketRules;
  /** The desks that this terminal can be. */
  readonly desks: readonly Desk[];
  /** The day in Korea on which this rehearsal was begun, if that was not today; null in a real branch. */
  readonly begunOn: { readonly year: number; readonly month: number; readonly day: number } | null;
};

/** A certificate that the new one takes the place of. */
export type Replaced = { readonly serial: string; readonly notAfter: Date; readonly suspended: boolean };

/** What a ceremony has established, in the order of its stages. */
export type Facts = {
  readonly ceremony: string;
  readonly service: ServiceId;
  /** When it began, or the midnight since: what lasts for whole days is told before it is made. */
  readonly day: Date;
  readonly stage: number;
  readonly product: Product | null;
  readonly chosenCustomer: FoundCustomer | null;
  /** Who stands there for him; a kiosk knows of nobody else. */
  readonly capacity: Capacity;
  readonly customer: Customer | null;
  readonly account: string;
  readonly replaces: readonly Replaced[];
  /** The one that the customer chose among his own: to be replaced, or revoked. */
  readonly held: HeldCertificate | null;
  /** Whose two numbers stand for the proof of who he is. */
  readonly ticket: TicketId | null;
  /** Won, to be taken before anything is made. */
  readonly fee: number;
  /** The stick that the customer brought a certificate on, and which one of it. */
  readonly source: Drive | null;
  readonly brought: StickCertificate | null;
  /** Whose it is by this branch's rows, once its key was opened. */
  readonly holder: FoundCustomer | null;
  /** The PKCS#12 file on it, where the certificate is taken out of one. */
  readonly file: Pkcs12File | null;
  /** The stick that is written to. */
  readonly drive: Drive | null;
  /** Sticks that did not keep what was written to them. */
  readonly counterfeits: readonly Drive["id"][];
  /** The token that the key is made on, in the place of a stick. */
  readonly token: SecurityToken | null;
  /** The certificate password was typed twice alike and is held. */
  readonly passwordSet: boolean;
  /** A certificate is signed and not yet complete: an end from here revokes it. */
  readonly signed: boolean;
};

/** A question laid over the page; the page below keeps what it had. */
export type Overlay =
  | { readonly at: "menu" }
  | { readonly at: "cancel" }
  | { readonly at: "idle"; readonly secondsLeft: number }
  | { readonly at: "trainer-card"; readonly page: number };

export type State = {
  readonly house: House | null;
  readonly desk: Desk | null;
  readonly locale: Locale;
  /** What a command of the program needs behind it to mean this home: ` --training`. */
  readonly commandOptions: string;
  readonly contrast: "standard" | "high";
  readonly officer: StaffMember | null;
  readonly drives: readonly Drive[];
  readonly tokens: readonly SecurityToken[];
  /** What the page's digits have named so far, since a device came or went; empty on a page that is new. */
  readonly listed: readonly Place[];
  readonly keypads: Readonly<Record<string, KeypadStatus>>;
  /** Null where there is no printer. */
  readonly printer: PrinterStatus | null;
  /** What keeps the CAs from signing; null: nothing that is known. */
  readonly authority: SignerTrouble | null;
  readonly phone: PhoneDisplay;
  readonly facts: Facts | null;
  readonly step: Step;
  /** Pages that "back" returns to, the nearest last; empty behind a verification. */
  readonly past: readonly Step[];
  readonly overlay: Overlay | null;
  /** The page came by itself a moment ago, and takes no press yet. */
  readonly settling: boolean;
  readonly notice: Notice | null;
};

export type Move = { readonly state: State; readonly effects: readonly Effect[] };

/** In which a customer is addressed who has not chosen. */
export const homeLocale: Locale = "ko";

export const atTheDoor: State = {
  house: null,
  desk: null,
  locale: homeLocale,
  commandOptions: "",
  contrast: "standard",
  officer: null,
  drives: [],
  tokens: [],
  listed: [],
  keypads: {},
  printer: null,
  authority: null,
  phone: { type: "idle" },
  facts: null,
  step: { at: "opening" },
  past: [],
  overlay: null,
  settling: false,
  notice: null,
};
