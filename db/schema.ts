// The tables of a branch. `drizzle-kit generate` makes the migrations from this file; STRICT is added when they are applied.

import { sql } from "drizzle-orm";
import { blob, check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** What has one value and no table: each CA's last revocation list, and what it lists without a certificate here. */
export const meta = sqliteTable("meta", { name: text().primaryKey(), value: text().notNull() });

/** Imports under way: a row whose `arrival` is one of them is nobody's yet; null is no import's. */
export const arrivals = sqliteTable("arrivals", { id: text().primaryKey() });

export const customers = sqliteTable(
  "customers",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    language: text({ enum: ["ko", "en"] }).notNull(),
    residentNumber: blob({ mode: "buffer" }).notNull(),
    residentIndex: text().notNull(),
    arrival: text(),
  },
  (table) => [
    uniqueIndex("customers_resident_index").on(table.residentIndex),
    index("customers_name").on(table.name),
    check("customers_language", sql.raw("language IN ('ko', 'en')")),
  ],
);

const customer = () =>
  text()
    .notNull()
    .references(() => customers.id);

export const phones = sqliteTable(
  "phones",
  { customer: customer(), position: integer().notNull(), number: blob({ mode: "buffer" }).notNull() },
  (table) => [primaryKey({ columns: [table.customer, table.position] })],
);

export const accounts = sqliteTable(
  "accounts",
  {
    /** Blind index of the number. */
    numberIndex: text().primaryKey(),
    number: blob({ mode: "buffer" }).notNull(),
    customer: customer(),
    passwordMac: text().notNull(),
    /** Won. */
    balance: integer().notNull(),
    arrival: text(),
  },
  (table) => [index("accounts_customer").on(table.customer)],
);

/** What a medium can be: waiting for a customer, a customer's, or of no more use. */
const mediumStates = ["stock", "bound", "lost", "replaced"] as const;
const boundHasCustomer = "state = 'stock' OR customer IS NOT NULL";

export const securityCards = sqliteTable(
  "security_cards",
  {
    serial: text().primaryKey(),
    customer: text().references(() => customers.id),
    state: text({ enum: mediumStates }).notNull(),
    cells: integer().notNull(),
    /** Two keyed MACs of 32 bytes a cell, the first half's first. */
    halves: blob({ mode: "buffer" }).notNull(),
    challengeFirst: integer(),
    challengeSecond: integer(),
    arrival: text(),
  },
  (table) => [
    index("security_cards_customer").on(table.customer),
    check("security_cards_state", sql.raw("state IN ('stock', 'bound', 'lost', 'replaced')")),
    check("security_cards_bound", sql.raw(boundHasCustomer)),
    check("security_cards_halves", sql.raw("length(halves) = cells * 64")),
    check("security_cards_challenge", sql.raw("(challenge_first IS NULL) = (challenge_second IS NULL)")),
  ],
);

export const otpTokens = sqliteTable(
  "otp_tokens",
  {
    serial: text().primaryKey(),
    customer: text().references(() => customers.id),
    state: text({ enum: mediumStates }).notNull(),
    kind: text({ enum: ["otp-token", "mobile-otp"] }).notNull(),
    algorithm: text({ enum: ["sha1", "sha256", "sha512"] }).notNull(),
    digits: integer().notNull(),
    /** Null for a token that counts presses (RFC 4226) and not time (RFC 6238). */
    periodSeconds: integer(),
    driftSteps: integer().notNull(),
    /** The last time step, or the last counter, that was spent. */
    lastStep: integer().notNull(),
    seed: blob({ mode: "buffer" }).notNull(),
    /** RFC 3339: the end of its battery or of what its maker allows; null where none is known. */
    notAfter: text(),
    arrival: text(),
  },
  (table) => [
    index("otp_tokens_customer").on(table.customer),
    check("otp_tokens_state", sql.raw("state IN ('stock', 'bound', 'lost', 'replaced')")),
    check("otp_tokens_bound", sql.raw(boundHasCustomer)),
    check("otp_tokens_digits", sql.raw("digits IN (6, 8)")),
    check("otp_tokens_period", sql.raw("period_seconds IS NULL OR period_seconds > 0")),
  ],
);

export const staff = sqliteTable(
  "staff",
  {
    number: text().primaryKey(),
    name: text().notNull(),
    role: text({ enum: ["teller", "supervisor"] }).notNull(),
    /** PHC string, argon2id. */
    passwordHash: text().notNull(),
    /** `locked`: taken out of service by whoever provisions staff; wrong passwords lock in `attempts`. */
    state: text({ enum: ["active", "locked"] }).notNull(),
  },
  () => [
    check("staff_role", sql.raw("role IN ('teller', 'supervisor')")),
    check("staff_state", sql.raw("state IN ('active', 'locked')")),
  ],
);

export const attempts = sqliteTable(
  "attempts",
  {
    kind: text({ enum: ["account", "security-card", "otp", "staff", "phone", "pin", "ticket"] }).notNull(),
    /** Blind index: a target may be an account number. */
    target: text().notNull(),
    failures: integer().notNull(),
    locked: integer({ mode: "boolean" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.target] }),
    check("attempts_failures", sql.raw("failures >= 0")),
    check("attempts_locked", sql.raw("locked IN (0, 1)")),
  ],
);

/** The next serial of each issuer. */
export const issuers = sqliteTable("issuers", { issuer: text().primaryKey(), nextSerial: integer().notNull() });

export const certificates = sqliteTable(
  "certificates",
  {
    issuer: text({ enum: ["yessign", "SignKorea", "KICA", "CrossCert", "TradeSign", "NCASign"] }).notNull(),
    serial: text().notNull(),
    product: text({ enum: ["limited", "general", "financial"] }).notNull(),
    customer: customer(),
    terminal: text().notNull(),
    ceremony: text().notNull(),
    state: text({ enum: ["prepared", "signed", "written", "valid", "revoked", "abandoned"] }).notNull(),
    toBeSigned: blob({ mode: "buffer" }).notNull(),
    certificate: blob({ mode: "buffer" }),
    subject: text().notNull(),
    /** RFC 3339. */
    notBefore: text().notNull(),
    notAfter: text().notNull(),
    /** The intent to sign stands in the journal: from then on a signature may exist. */
    signing: integer({ mode: "boolean" }).notNull().default(false),
    /** Since when a `valid` one is on hold; kept when it is revoked, which counts from then on. */
    suspendedAt: text(),
    revokedAt: text(),
    revocationReason: text({
      enum: [
        "superseded",
        "cessationOfOperation",
        "keyCompromise",
        "affiliationChanged",
        "privilegeWithdrawn",
        "unspecified",
      ],
    }),
  },
  (table) => [
    primaryKey({ columns: [table.issuer, table.serial] }),
    index("certificates_customer").on(table.customer),
    index("certificates_open").on(table.terminal, table.state),
    check("certificates_state", sql.raw("state IN ('prepared', 'signed', 'written', 'valid', 'revoked', 'abandoned')")),
    check("certificates_signed", sql.raw("state NOT IN ('signed', 'written', 'valid') OR certificate IS NOT NULL")),
    check("certificates_revoked", sql.raw("(state = 'revoked') = (revoked_at IS NOT NULL)")),
  ],
);

export const caRecords = sqliteTable("ca_records", {
  name: text({ enum: ["root", "yessign", "SignKorea", "KICA", "CrossCert", "TradeSign", "NCASign"] }).primaryKey(),
  certificate: blob({ mode: "buffer" }).notNull(),
  lockedKey: blob({ mode: "buffer" }).notNull(),
});

/** What a member of staff asked a supervisor for. Whoever asked decides nothing: the table itself refuses it. */
export const requests = sqliteTable(
  "requests",
  {
    id: text().primaryKey(),
    kind: text({
      enum: [
        "unlock-card",
        "unlock-otp",
        "unlock-account",
        "unlock-phone",
        "unlock-pin",
        "unlock-staff",
        "change-phone",
        "accept-document",
        "revoke-certificate",
      ],
    }).notNull(),
    customer: text().references(() => customers.id),
    /** What exactly is wanted, as locked JSON: it may hold an account number or a phone number. */
    wanted: blob({ mode: "buffer" }).notNull(),
    askedBy: text()
      .notNull()
      .references(() => staff.number),
    /** RFC 3339. */
    askedAt: text().notNull(),
    reason: text().notNull(),
    expiresAt: text().notNull(),
    state: text({ enum: ["open", "approved", "rejected", "expired"] }).notNull(),
    decidedBy: text().references(() => staff.number),
    decidedAt: text(),
    decision: text(),
  },
  (table) => [
    index("requests_open").on(table.state, table.askedAt),
    check("requests_state", sql.raw("state IN ('open', 'approved', 'rejected', 'expired')")),
    check("requests_second_person", sql.raw("decided_by IS NULL OR decided_by <> asked_by")),
    check("requests_decided", sql.raw("(state IN ('approved', 'rejected')) = (decided_by IS NOT NULL)")),
    check(
      "requests_reasoned",
      sql.raw("(decided_by IS NULL) = (decision IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)"),
    ),
  ],
);

/** A fee that this branch took or gave back, with what is known of it; found again by its key. */
export const debits = sqliteTable(
  "debits",
  {
    /** Idempotency key. */
    key: text().primaryKey(),
    ceremony: text().notNull(),
    terminal: text().notNull(),
    customer: customer(),
    /** Locked. */
    account: blob({ mode: "buffer" }).notNull(),
    /** Won. */
    amount: integer().notNull(),
    state: text({ enum: ["intended", "charged", "refused", "returning", "returned"] }).notNull(),
  },
  (table) => [
    index("debits_open").on(table.terminal, table.state),
    check("debits_amount", sql.raw("amount > 0")),
    check("debits_state", sql.raw("state IN ('intended', 'charged', 'refused', 'returning', 'returned')")),
  ],
);

/** What the embedded bank booked: a key is booked once. Negative: taken from the account. */
export const bookings = sqliteTable(
  "bookings",
  {
    key: text().primaryKey(),
    account: text()
      .notNull()
      .references(() => accounts.numberIndex),
    amount: integer().notNull(),
    outcome: text({ enum: ["booked", "refused"] }).notNull(),
  },
  () => [check("bookings_outcome", sql.raw("outcome IN ('booked', 'refused')"))],
);
