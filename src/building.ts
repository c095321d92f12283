// The branch around the ceremony: its equipment, its books and its authority, opened once, real or rehearsed.

import { cutOffAt } from "./acts/cut-off.ts";
import { settleDeposits } from "./acts/deposit-settling.ts";
import { settleFees } from "./acts/fee.ts";
import { publishingOf } from "./acts/publishing.ts";
import { caKeys } from "./acts/unlocking.ts";
import { nobody } from "./audit/entry.ts";
import { JournalUnwritable } from "./audit/journal.ts";
import { factIn } from "./audit/row-body.ts";
import type { Authority } from "./authority/authority.ts";
import { makeCertificateAuthorities } from "./authority/certificate-authorities.ts";
import { embeddedAuthority } from "./authority/embedded-authority.ts";
import type { KeyVault } from "./authority/key-vault.ts";
import { financialProduct, type Product } from "./authority/product.ts";
import { type ListPlace, openRevocationLists } from "./authority/revocation-lists.ts";
import { settleInterrupted } from "./authority/settle.ts";
import type { CaKeys, SignerTrouble, Unsigned } from "./authority/signer.ts";
import type { Books } from "./books.ts";
import type { Equipment } from "./equipment.ts";
import { type Settings, settingsDigest } from "./settings/settings.ts";
import type { Limits } from "./verification/attempts.ts";
import type { CoreBank } from "./verification/core-bank.ts";
import { expireTickets, type TicketRules } from "./verification/tickets.ts";

export type Building = Equipment &
  Omit<Books, "close"> & {
    /** A distant one, or the one that the books keep themselves. */
    readonly bank: CoreBank;
    /** A distant one, or the one that the books keep themselves. */
    readonly vault: KeyVault;
    readonly authority: Authority;
    /** The financial certificate, with the policy that the branch has configured. */
    readonly financial: Product;
    readonly limits: Limits;
    readonly ticketRules: TicketRules;
    /** Completes or undoes what a power cut left half done at this terminal, before anybody is served. */
    settle(): Promise<void>;
    /** What time has ended: tickets, holds, fees that a silent bank did not confirm, lists. Whoever is served notices nothing. */
    catchUp(): Promise<void>;
    /** Keeps what a bug said, beside the journal's number for it, in a file that only this user reads. */
    noteIncident(incident: string, error: unknown): void;
    /** What keeps the CAs from signing, if anything does, and every change; the result ends it. */
    watchAuthority(changed: (trouble: SignerTrouble | null) => void): () => void;
    /** Waits for a list that is being signed. */
    close(): Promise<void>;
  };

export type BuildingParts = {
  readonly equipment: Equipment;
  readonly books: Books;
  readonly settings: Settings;
  readonly version: string;
  readonly listPlace: ListPlace;
  noteIncident(incident: string, error: unknown): void;
};

export type BuildingOutcome =
  | { readonly type: "opened"; readonly building: Building }
  /** There are no CAs yet, and none can be made. */
  | { readonly type: "unsigned"; readonly why: SignerTrouble };

/** Makes the CAs at the first opening; afterwards unlocks them. */
export async function openBuilding(parts: BuildingParts): Promise<BuildingOutcome> {
  const { equipment, books, settings, listPlace, noteIncident } = parts;
  const { clock, purpose } = equipment;
  const { authorities, certificates, transactions, journal } = books;
  recordStart(parts);
  const keys = equipment.connectCaKeys(caKeys(books), authorities.all());
  const unsigned = authorities.all().length > 0 ? null : await makeCas(parts, keys);
  if (unsigned) {
    keys.close();
    return unsigned;
  }
  const cas = { records: authorities.all(), keys, certificates, transactions, journal };
  const lists = openRevocationLists({ ...cas, place: listPlace, hours: settings.listHours, now: clock.now });
  const publishing = publishingOf(lists, clock);
  const authority = embeddedAuthority({
    ...cas,
    purpose,
    bankUnit: settings.bankUnit,
    financialNotice: settings.financial.notice,
    checkpoint: equipment.checkpoint,
    listChanges: publishing.listChanges,
  });
  // What was revoked while the CAs could not sign.
  keys.watch((trouble) => {
    if (trouble === null) publishing.listChanges();
  });
  const stopWatching = equipment.watchGateways((gateway, state) => {
    unlessOutOfService(() => {
      journal.append({ event: state === "resting" ? "gateway-resting" : "gateway-back", gateway }, nobody);
    });
  });
  const settleDue = async (): Promise<void> => {
    authority.expireSuspensions(clock.now());
    await settleDeposits(building);
    // Nobody waits for it: a token may take its time.
    publishing.listChanges();
  };
  const building: Building = {
    ...equipment,
    ...books,
    bank: equipment.connectBank({ embedded: books.embeddedBank, remember: books.remember }),
    vault: equipment.connectVault(books.embeddedVault),
    authority,
    financial: financialProduct(settings.financial.policy),
    limits: settings.limits,
    ticketRules: settings.ticket,
    noteIncident,
    watchAuthority(changed) {
      const known = keys.trouble();
      if (known) changed(known);
      return keys.watch(changed);
    },
    async close() {
      stopWatching();
      await publishing.flush();
      keys.close();
      unlessOutOfService(() => {
        journal.append({ event: "stopped" }, nobody);
        journal.seal();
      });
      books.close();
    },
    async settle() {
      await settleCutOff(building);
      await settleDue();
    },
    async catchUp() {
      await settleMoney(building);
      await settleDue();
    },
  };
  return { type: "opened", building };
}

function recordStart({ equipment, books, settings, version }: BuildingParts): void {
  const { checkpoints, transactions, journal } = books;
  const lastStop = lastStopOf(books, equipment.house.terminal);
  // Of two terminals that start at once each counts the other's start.
  transactions.run(() => {
    const boot = checkpoints.beginBoot();
    journal.append({ event: "started", version, settings: settingsDigest(settings), lastStop, boot }, nobody);
  });
  journal.seal();
}

/** Null when they are made. */
async function makeCas({ equipment, books, version }: BuildingParts, keys: CaKeys): Promise<Unsigned | null> {
  const { clock, purpose } = equipment;
  const made = await makeCertificateAuthorities({ purpose, keys, now: clock.now() });
  if (made.type === "unsigned") return made;
  books.transactions.run(() => {
    for (const record of made.records) books.authorities.add(record);
    const names = made.records.map(({ name }) => name);
    books.journal.append({ event: "provisioned", version, authorities: names }, nobody);
  });
  return null;
}

async function settleCutOff(building: Building): Promise<void> {
  const { rows, certificates, authority, transactions, journal, clock } = building;
  const { terminal } = building.house;
  const unended = cutOffAt(rows, terminal);
  // Fees first: from a revoked certificate nobody could tell whether it had been earned.
  await settleMoney(building);
  settleInterrupted({ certificates, authority, transactions, journal, terminal, now: clock.now() });
  if (!unended || cutOffAt(rows, terminal) === null) return;
  const { ceremony, result, at } = unended;
  journal.append({ event: "ceremony-ended", result, at, why: "interrupted" }, { ceremony, staff: null });
}

/** What cannot be written here is said by whatever is done next, or by the next start. */
function unlessOutOfService(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof JournalUnwritable)) throw error;
  }
}

async function settleMoney(building: Building): Promise<void> {
  expireTickets(building.tickets, building, building.clock.now());
  await settleFees(building);
}

/** A start that no stop followed was ended by a power cut, a kill or a fault; commands write rows between a stop and a start. */
function lastStopOf({ rows }: Books, terminal: string): "first" | "clean" | "unclean" {
  const turn = rows.lastOf(terminal, ["started", "stopped"]);
  if (!turn) return "first";
  return factIn(turn)?.event === "stopped" ? "clean" : "unclean";
}
