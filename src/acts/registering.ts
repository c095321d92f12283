// Another institution's certificate is examined and registered here, and taken off again. Holds nothing that is secret.

import type { About, Fact } from "../audit/entry.ts";
import { onSlip } from "../audit/slip.ts";
import type { Building } from "../building.ts";
import type { EffectOf } from "../ceremony/effect.ts";
import type { OutcomeEvent } from "../ceremony/event.ts";
import { examinationParts } from "../ceremony/registration.ts";
import type { ExaminationPart } from "../ceremony/step.ts";
import { keyFile, readCaPubs } from "../npki/certificate-folder.ts";
import { folderName, parseFolderName } from "../npki/distinguished-name.ts";
import {
  type Check,
  examineOpenKey,
  examinePaper,
  examineStanding,
  type Paper,
  refusalOf,
} from "../reliance/examination.ts";
import type { Registered, RegistrationRow } from "../reliance/registrations.ts";
import { readBeside } from "../reliance/trust.ts";
import type { Keeping } from "./keeping.ts";

/** As many as there are keys on a page. */
const mostListed = 9;

export class Registering {
  readonly #building: Building;
  readonly #keeping: Keeping;
  #paper: Paper | null = null;
  /** What holds of it: nothing is registered of which one part was not looked at. */
  readonly #passed = new Set<ExaminationPart>();

  constructor(building: Building, keeping: Keeping) {
    this.#building = building;
    this.#keeping = keeping;
  }

  async examine({ part, customer }: EffectOf<"examine">, about: About): Promise<OutcomeEvent> {
    const { serial, ca } = this.#keeping.opened().shown;
    const checks = await this.#checks(part, customer);
    this.#record(about, { event: "registration-examined", ca, serial, part, checks: checks.map(checkText).join(", ") });
    const refusal = refusalOf(checks) ?? unmade(checks);
    if (refusal) {
      this.#record(about, { event: "registration-refused", ca, serial, check: refusal.name, why: refusal.why });
      return { type: "registration-refused", why: refusal.why };
    }
    this.#passed.add(part);
    const unanswered = checks.some((check) => check.result === "not-checked" && check.why === "standing-unanswered");
    return { type: "examined", part, unanswered };
  }

  async #checks(
    part: EffectOf<"examine">["part"],
    customer: EffectOf<"examine">["customer"],
  ): Promise<readonly Check[]> {
    const { accredited, clock, registry } = this.#building;
    const { certificate, keys, files } = this.#keeping.opened();
    switch (part) {
      case "certificate": {
        const demands = await accredited.demands();
        this.#paper = examinePaper(
          certificate,
          readBeside(readCaPubs(files.find(({ name }) => name === "CaPubs")?.bytes ?? Buffer.alloc(0))),
          demands,
          clock.now(),
        );
        return this.#paper.checks;
      }
      case "revocation":
        return [await examineStanding(this.#examined(), await accredited.demands(), clock.now())];
      case "holder": {
        const key = keys.get(keyFile);
        if (!key) throw new Error("no key is open");
        using residentNumber = registry.residentNumber(customer);
        return examineOpenKey(this.#examined().certificate, key, residentNumber);
      }
    }
  }

  /** One row and its fact in one transaction; the table itself refuses a second one. */
  register({ customer }: EffectOf<"register">, about: About): OutcomeEvent {
    const { registrations, transactions, clock, journal, checkpoint } = this.#building;
    const { certificate } = this.#examined();
    if (this.#passed.size < examinationParts.length || !certificate)
      throw new Error("what was not examined is not registered");
    const { serial, fingerprint, notAfter, policies } = certificate;
    const [issuer, subject] = [folderName(certificate.issuer), folderName(certificate.subject)];
    checkpoint("register.intended");
    const receipt = transactions.run(() => {
      // Another desk may have been faster.
      if (registrations.current(fingerprint)) return null;
      registrations.add({
        ...{ id: about.ceremony ?? "", customer, issuer, serial, subject, fingerprint, notAfter },
        ...{ policy: policies[0] ?? "", registeredAt: clock.now() },
      });
      return journal.append({ event: "certificate-registered", customer, issuer, serial, fingerprint }, about);
    });
    if (!receipt) return { type: "already-registered" };
    checkpoint("register.recorded");
    return { type: "certificate-registered", ...onSlip(receipt) };
  }

  list({ customer }: EffectOf<"list-registered">): OutcomeEvent {
    const { registrations, clock } = this.#building;
    const rows = registrations.ofCustomer(customer).slice(0, mostListed);
    return { type: "registered-found", registered: rows.map((row) => shown(row, clock.now())) };
  }

  end({ customer, registered }: EffectOf<"end-registration">, about: About): OutcomeEvent {
    const { registrations, transactions, clock, journal } = this.#building;
    const row = registrations.ofCustomer(customer).find(({ id }) => id === registered.id);
    if (!row) return { type: "registration-gone" };
    const { id: registration, issuer, serial } = row;
    return transactions.run(() => {
      if (!registrations.end(registration, clock.now())) return { type: "registration-gone" };
      const ended = { event: "registration-ended", customer, issuer, serial, registration } as const;
      return { type: "registration-ended", ...onSlip(journal.append(ended, about)) };
    });
  }

  #examined(): Paper {
    if (!this.#paper) throw new Error("no certificate was examined");
    return this.#paper;
  }

  #record(about: About, fact: Fact): void {
    this.#building.journal.append(fact, about);
  }
}

/** `revocation not-checked standing-unanswered unreachable` */
function checkText(check: Check): string {
  const why = check.result === "pass" ? "" : ` ${check.why}${check.more ? ` ${check.more}` : ""}`;
  return `${check.name} ${check.result}${why}`;
}

/** A check that could not be made is as good as failed, but for a standing that the branch takes unanswered. */
function unmade(checks: readonly Check[]) {
  const check = checks.find((each) => each.result === "not-checked" && each.why !== "standing-unanswered");
  return check ? ({ name: check.name, why: "issuer-unknown" } as const) : null;
}

function shown(row: RegistrationRow, now: Date): Registered {
  const { id, policy, serial, notAfter, registeredAt, issuer } = row;
  const ca = parseFolderName(issuer)?.find(({ type }) => type === "O")?.value ?? issuer;
  return { id, ca, policy, serial, notAfter, registeredAt, expired: notAfter <= now };
}
