// Opens a provisioned branch with its real devices, and provisions one.

import { existsSync, rmSync, writeFileSync } from "node:fs";
import { openStaff } from "../../db/staff.ts";
import { writeTrainingData } from "../../db/training-data.ts";
import { configuredCas } from "../../hardware/accredited/configured.ts";
import { lockTerminal } from "../../hardware/appliance/terminal-lock.ts";
import { connectGateways } from "../../hardware/gateways.ts";
import { branchEquipment } from "../../hardware/open.ts";
import { trainingStaff } from "../../hardware/rehearsal-fixture.ts";
import { caKeysOnToken } from "../../hardware/token/configured.ts";
import { type Desk, nobody } from "../audit/entry.ts";
import { wallClock } from "../clock.ts";
import { digitsOfKey, wordsOfKey } from "../commands/first-key-words.ts";
import { firstLine } from "../commands/first-line.ts";
import { troubleInWords } from "../commands/signer-words.ts";
import type { Home } from "../home.ts";
import type { Secret } from "../secret.ts";
import type { Settings } from "../settings/settings.ts";
import { parseName } from "../verification/person-name.ts";
import type { StaffMember } from "../verification/registry.ts";
import { hashPassword, judgeStaffPassword } from "../verification/staff-password.ts";
import {
  cutOffProvisioning,
  endNote,
  inWords,
  noteProvisioning,
  setAside,
  standingOf,
  strayNote,
  underWay,
} from "./cut-off.ts";
import { readUpTo } from "./file-bytes.ts";
import { openToOthers } from "./home-alone.ts";
import { drawFirstKey, makeHome, type Opened, type OpeningMeans, openBranch, wasBegun } from "./opening.ts";

export type BranchOptions = { readonly home: Home; readonly settings: Settings; readonly desk: Desk };

const nobodyYet = async (): Promise<void> => {};

export async function openRealBranch({ home, settings, desk }: BranchOptions): Promise<Opened> {
  const cutOff = cutOffProvisioning(home);
  if (cutOff) return { type: "refused", why: cutOff };
  if (!existsSync(home.database)) return missingDatabase(home);
  const purpose = existsSync(acceptanceNote(home)) ? "acceptance" : "branch";
  const connected = connectGateways(settings, wallClock);
  if (connected.type === "refused") return { ...connected, outage: "settings" };
  const cas = await configuredCas(settings.accredited);
  if (cas.type === "refused")
    return { type: "refused", why: `the setting ${cas.setting}: ${cas.why}`, outage: "settings" };
  return openBranch({
    home,
    equipment: branchEquipment(settings, desk, purpose, connected.gateways, cas.accredited),
    settings,
    firstKey: null,
    enrol: nobodyYet,
  });
}

function missingDatabase(home: Home): Opened {
  if (!wasBegun(home))
    return { type: "refused", why: "this terminal is not provisioned; run: changgu provision --help" };
  const why = `the database ${home.database} is missing; put its disk or the last backup back`;
  return { type: "refused", why, outage: "database-missing" };
}

/** Its presence says that the people in this home are invented. */
export function acceptanceNote(home: Home): string {
  return `${home.root}/ACCEPTANCE`;
}

export type ProvisionOptions = {
  readonly home: Home;
  readonly settings: Settings;
  /** Training people and a test CA, to try the real devices before the first customer comes. */
  readonly acceptance: boolean;
  /** The CAs' keys are made on the token that the settings name. */
  readonly authorityToken?: boolean;
  /** Keys of CAs that lie on it are removed first: those of a provisioning that was cut off. */
  readonly clearToken?: boolean;
  /** The first member of staff; their password is read from a file, never from the command line. */
  readonly staff: StaffMember | null;
  readonly passwordFile: string | null;
  /** Gives K_0 to two officers, and has their names; null when they gave up. Null, or nobody: it is shown at the end. */
  readonly handOver: ((key: Secret) => Promise<readonly string[] | null>) | null;
  /** Tells of it, and of the first key, before the branch counts as made. */
  readonly show?: (provisioned: Extract<Provisioned, { type: "provisioned" }>) => void;
  /** Tells where what a provisioning that was cut off had made lies now. */
  readonly tellAside?: (folder: string) => void;
};

export type Provisioned =
  /** K_0 in hexadecimal and in words, to be shown once; null when two officers have it. */
  | {
      readonly type: "provisioned";
      readonly firstKey: string | null;
      readonly firstKeyWords: string | null;
      readonly terminal: string;
    }
  | { readonly type: "refused"; readonly why: string };

export async function provisionBranch(options: ProvisionOptions): Promise<Provisioned> {
  const { home, settings, acceptance } = options;
  const before = openToOthers(home) ?? begunBefore(home);
  if (before) return { type: "refused", why: before };
  const first = firstOf(options);
  if (first?.type === "refused") return first;
  using password = first?.password ?? null;
  const connected = connectGateways(settings, wallClock);
  if (connected.type === "refused") return connected;
  const cas = await configuredCas(settings.accredited);
  if (cas.type === "refused") return { type: "refused", why: `the setting ${cas.setting}: ${cas.why}` };
  const { accredited } = cas;
  const { gateways } = connected;
  const equipment = branchEquipment(settings, "teller", acceptance ? "acceptance" : "branch", gateways, accredited);
  makeHome(home);
  // From before a first key is drawn until the branch is one: two at once would mix.
  const lock = lockTerminal(home.provisionLock);
  if (lock.type === "taken") return { type: "refused", why: inWords(underWay(lock.process)) };
  try {
    return await provisionAlone(options, {
      equipment,
      async enrol(database, strongbox) {
        if (acceptance) await writeTrainingData(database, strongbox, settings.limits);
        if (first && password) openStaff(database).add(first.member, await hashPassword(password));
      },
    });
  } finally {
    lock.release();
  }
}

/** Under the lock. Looks once more: another process may have been faster. */
async function provisionAlone(
  options: ProvisionOptions,
  { equipment, enrol }: Pick<OpeningMeans, "equipment" | "enrol">,
): Promise<Provisioned> {
  const { home, settings, acceptance } = options;
  const unready = begunBefore(home) ?? (await tokenUnready(options));
  if (unready) return { type: "refused", why: unready };
  const left = setAside(home);
  if ("why" in left) return { type: "refused", why: left.why };
  if (left.folder) options.tellAside?.(left.folder);
  using firstKey = drawFirstKey();
  noteProvisioning(home, firstKey);
  noteAcceptance(home, acceptance);
  const officers = options.handOver ? await options.handOver(firstKey) : [];
  if (officers === null) {
    endNote(home);
    return { type: "refused", why: "the first key was not handed over to two officers; nothing was provisioned" };
  }
  const opened = await openBranch({ home, equipment, settings, firstKey, noOthers: true, enrol });
  if (opened.type === "refused") {
    // The journal that was begun says nothing yet: it is begun anew with another key. Anybody else's stays.
    const own = standingOf(home).type === "cut-off" && !("why" in setAside(home));
    if (own) endNote(home);
    return { type: "refused", why: `${opened.why} ${voidKey}` };
  }
  const { journal } = opened.building;
  for (const officer of officers) journal.append({ event: "first-key-handed-over", officer }, nobody);
  if (officers.length === 0) journal.append({ event: "first-key-shown" }, nobody);
  journal.seal();
  await opened.building.close();
  const shown = officers.length === 0 ? firstKey : null;
  const provisioned = {
    type: "provisioned",
    firstKey: shown && digitsOfKey(shown).toLowerCase(),
    firstKeyWords: shown && wordsOfKey(shown).join(" "),
    terminal: settings.terminal,
  } as const;
  // A branch whose first key nobody ever saw could never be proven.
  options.show?.(provisioned);
  endNote(home);
  return provisioned;
}

/** Null where invented people alone work. */
function firstOf({ acceptance, staff, passwordFile }: ProvisionOptions): ReturnType<typeof firstMember> | null {
  if (!staff && acceptance) return null;
  if (!staff)
    return {
      type: "refused",
      why: "a branch needs its first member of staff: --staff NUMBER --name NAME --password-file FILE",
    };
  if (acceptance && trainingStaff.some(({ number }) => number === staff.number))
    return {
      type: "refused",
      why: `${staff.number} is one of the invented people; take another number, or leave --staff out`,
    };
  return firstMember(staff, passwordFile);
}

/** Also where a provisioning that was given up wanted the other. */
function noteAcceptance(home: Home, acceptance: boolean): void {
  const note = acceptanceNote(home);
  const text = "The people in this folder are invented; its certificates are for tests.\n";
  if (acceptance) writeFileSync(note, text, { mode: 0o600 });
  else rmSync(note, { force: true });
}

function begunBefore(home: Home): string | null {
  const standing = standingOf(home);
  switch (standing.type) {
    case "cut-off":
      return null;
    case "under-way":
    case "unclear":
      return cutOffProvisioning(home);
    case "none":
      return begunIn(home);
    case "branch": {
      const begun = begunIn(home);
      return begun && `${begun}. ${strayNote(home)}: remove that file`;
    }
  }
}

function begunIn(home: Home): string | null {
  if (existsSync(home.database))
    return `${home.root} is provisioned already; a journal is begun once. For another branch set CHANGGU_HOME`;
  return wasBegun(home) ? `a journal was begun in ${home.root}, and its database is missing: changgu doctor` : null;
}

const voidKey = "Nothing is provisioned: whatever was written down of a first key is void.";

/** Looked at before anything is made: whether the CAs' keys can be made where the command and the settings say. */
async function tokenUnready({ authorityToken, clearToken, settings }: ProvisionOptions): Promise<string | null> {
  const { token } = settings.authority;
  if (!authorityToken)
    return token && "the settings name a token for the CAs' keys: add --authority-token, or take authority.token out";
  if (!token) return 'the settings name no token: "authority": {"token": {"module", "label" or "serial", "pinFile"}}';
  const found = await caKeysOnToken(token, clearToken ?? false);
  if (found.type === "unsigned") return `nothing is provisioned: ${troubleInWords(found.why)}`;
  if (found.names.length === 0 || clearToken) return null;
  const keys = `nothing is provisioned: keys of CAs lie on the token (${found.names.join(", ")})`;
  return `${keys}. If another branch works with it, take another token; if they are of a provisioning that was cut off, run it again with --clear-token, which removes them for ever`;
}

type FirstMember =
  | { readonly type: "accepted"; readonly member: StaffMember; readonly password: Secret }
  | { readonly type: "refused"; readonly why: string };

/** Judged before anything is made, by the rules of `changgu staff add`. The caller wipes the password. */
function firstMember(member: StaffMember, passwordFile: string | null): FirstMember {
  const named = parseName(member.name);
  if (named.type === "name-refused")
    return { type: "refused", why: "--name is no name that a screen and the journal can show" };
  if (passwordFile === null) return { type: "refused", why: "--staff needs --password-file FILE" };
  const password = passwordIn(passwordFile);
  if (typeof password === "string") return { type: "refused", why: `the password cannot be read: ${password}` };
  const judged = judgeStaffPassword(password, member.number);
  if (judged.type === "password-accepted")
    return { type: "accepted", member: { ...member, name: named.name }, password };
  password.wipe();
  const why = `the password in ${passwordFile} is not taken (${judged.rule}): 8 to 64 characters with a letter, a digit and a sign, without the number`;
  return { type: "refused", why };
}

const mostPasswordBytes = 4096;

/** The first line, without its end; a text says why it cannot be read. */
function passwordIn(passwordFile: string): Secret | string {
  const bytes = readUpTo(passwordFile, mostPasswordBytes);
  return typeof bytes === "string" ? bytes : firstLine(bytes);
}
