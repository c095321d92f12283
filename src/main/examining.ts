// What `changgu doctor` looks at in a home and around it.

import { existsSync, statSync } from "node:fs";
import { openAuditRows } from "../../db/audit-rows.ts";
import { openCaRecords } from "../../db/ca-records.ts";
import { checkpointSigner } from "../../db/checkpoint-signer.ts";
import { openJournalFolder } from "../../db/journal-files.ts";
import { type DatabaseRefusal, fullDiskWhy, openDatabase } from "../../db/open.ts";
import { openStaff } from "../../db/staff.ts";
import { openStrongbox } from "../../db/strongbox.ts";
import { shortOfRoom } from "../../hardware/appliance/ballast.ts";
import { openBootCounter } from "../../hardware/appliance/boot-counter.ts";
import { type CoreDumps, forbidCoreDumps } from "../../hardware/appliance/core-dumps.ts";
import { openKeyFile } from "../../hardware/appliance/key-file.ts";
import { openKeyStates } from "../../hardware/appliance/key-state.ts";
import { connectGateways } from "../../hardware/gateways.ts";
import { seenSticks } from "../../hardware/usb-drive/seen-sticks.ts";
import { genesisFields } from "../audit/chain.ts";
import { joinJournal } from "../audit/journal-files.ts";
import { startsIn } from "../audit/old-copy.ts";
import { bodyFields } from "../audit/row-body.ts";
import type { AuditRows } from "../audit/rows.ts";
import { verifyJournal } from "../audit/verify.ts";
import type { CaRecord } from "../authority/certificates.ts";
import { wallClock } from "../clock.ts";
import {
  amiss,
  clockFinding,
  type DoctorOutput,
  type Finding,
  note,
  report,
  runtimeFindings,
  staffFinding,
  well,
} from "../commands/doctor.ts";
import { withEvidence } from "../commands/own-evidence.ts";
import type { Home } from "../home.ts";
import type { Secret } from "../secret.ts";
import type { Settings } from "../settings/settings.ts";
import { evidenceOf } from "./auditing.ts";
import { cutOffAs, standingOf, strayNote } from "./cut-off.ts";
import { accreditedFindings } from "./examining-accredited.ts";
import { authorityFindings } from "./examining-authority.ts";
import { keypadFindings } from "./examining-keypad.ts";
import { printerFinding } from "./examining-printer.ts";
import { sticksFinding } from "./examining-sticks.ts";
import { openToOthers } from "./home-alone.ts";
import { wasBegun } from "./opening.ts";
import { settingsAt, wrongSetting } from "./settings-file.ts";
import { rehearsalHint } from "./unprovisioned.ts";

export async function examine(home: Home, environment: typeof process.env, output: DoctorOutput): Promise<number> {
  const outcome = settingsAt(home, environment);
  const settings = outcome.type === "settings" ? outcome.settings : null;
  const findings: Finding[] = [
    ...runtimeFindings(process.version, process.stdout),
    outcome.type === "settings"
      ? well(
          "settings",
          `${existsSync(home.settings) ? home.settings : "defaults"}, terminal ${outcome.settings.terminal}`,
        )
      : amiss("settings", wrongSetting(home, outcome), "correct it and look again"),
    homeFinding(home),
    ...roomFindings(home),
    dumpsFinding(await forbidCoreDumps()),
    ...bookFindings(home),
    ...(settings
      ? [
          gatewaysFinding(settings),
          ...(await accreditedFindings(settings.accredited, new Date())),
          ...keypadFindings(settings),
          await printerFinding(settings),
          ...(await authorityFindings(settings, authoritiesAt(home))),
          sticksFinding(settings, await seenSticks(settings.media)),
        ]
      : []),
  ];
  return report(findings, output);
}

/** Of a database that cannot be opened another finding tells. */
function authoritiesAt({ database: file }: Home): readonly CaRecord[] {
  if (!existsSync(file)) return [];
  const opened = openDatabase(file, { begun: true });
  if (opened.type === "refused") return [];
  try {
    return openCaRecords(opened.database).all();
  } finally {
    opened.database.close();
  }
}

function homeFinding(home: Home): Finding {
  const { root } = home;
  if (!existsSync(root))
    return note("home", `${root} is not there yet`, "changgu provision makes it; changgu train makes its own");
  const standing = standingOf(home);
  const cutOff = cutOffAs(standing, home);
  if (cutOff) return amiss("home", cutOff.why, cutOff.next);
  const mode = statSync(root).mode & 0o777;
  const shared = openToOthers(home);
  if (shared)
    return amiss("home", `others may write in ${root} (mode ${mode.toString(8)}): no desk opens`, `chmod 700 ${root}`);
  if ((mode & 0o077) !== 0)
    // A desk opens: each file in it is its owner's alone, and looked at by itself.
    return note("home", `${root} can be opened by others (mode ${mode.toString(8)})`, `chmod 700 ${root}`);
  if (standing.type === "branch") return note("home", strayNote(home), `rm ${home.provisioning}`);
  return well("home", root);
}

function dumpsFinding(dumps: CoreDumps): Finding {
  return dumps.type === "forbidden"
    ? well("crashes", "leave no picture of the memory")
    : note("crashes", "may leave a picture of the memory", dumps.why);
}

function roomFindings({ root, ballast }: Home): readonly Finding[] {
  if (!existsSync(root)) return [];
  const full = shortOfRoom(ballast);
  return [
    full ? amiss("disk", full, "free some: a desk comes back by itself when there is room") : well("disk", "has room"),
  ];
}

function bootsFinding({ boots }: Home, known: number): Finding {
  const read = openBootCounter(boots).read();
  if (read.type === "unreadable")
    return amiss("starts", read.why, "tell an officer: move it away, then changgu audit recover --old-copy");
  const counted = read.type === "found" ? read.count.boots : 0;
  if (counted > known)
    return amiss(
      "starts",
      `the terminal was started ${counted} times, the journal knows of ${known}: the database is an old copy`,
      "put the newest database back; where it is lost, an officer goes on from this one: changgu audit recover --old-copy",
    );
  return read.type === "missing" && known > 1
    ? amiss("starts", "the boot counter is missing", "an officer says why it went: changgu audit recover --old-copy")
    : well("starts", `${counted}`);
}

function bookFindings(home: Home): readonly Finding[] {
  if (!existsSync(home.database))
    return [
      wasBegun(home)
        ? amiss(
            "database",
            `${home.database} is missing`,
            "put its disk back, or the last backup, and then: changgu audit recover --old-copy",
          )
        : note("database", "none yet", `changgu provision${rehearsalHint(home)}`),
    ];
  const key = openKeyFile(home.keyFile);
  const keyFinding =
    key.type === "opened"
      ? well("key file", "32 bytes, private")
      : amiss(
          "key file",
          key.type === "missing" ? "missing" : key.why,
          `without it nothing in the database can be read: put a copy of ${home.keyFile} back from where its keepers hold it; no backup has it`,
        );
  const own = key.type === "opened" ? signsAs(key.key) : null;
  const opened = openDatabase(home.database, { begun: true });
  if (opened.type === "refused") return [keyFinding, refusedFinding(opened.refusal)];
  const { database } = opened;
  try {
    const { rows, close } = joinJournal(openAuditRows(database), openJournalFolder(home.journalFiles));
    const last = rows.last();
    const time = last ? new Date(String(bodyFields(last).time)) : null;
    const first = rows.after(-1, 1)[0];
    const named = first && genesisFields(first)?.publicKey;
    const findings = [
      own && named && own !== named ? anothersKey : keyFinding,
      well("database", `${home.database}, schema ${database.schemaVersion}`),
      staffFinding(openStaff(database).all()),
      clockFinding(new Date(), time),
      bootsFinding(home, startsIn(rows)),
      journalFinding(home, rows),
    ];
    close();
    return findings;
  } catch (error) {
    const full = fullDiskWhy(error, home.database);
    if (full === null) throw error;
    return [keyFinding, refusedFinding({ type: "disk-full", why: full })];
  } finally {
    database.close();
  }
}

const anothersKey = amiss(
  "key file",
  "another one's: the journal was begun under a different key file",
  "put the right one back: with this one nothing can be read or signed",
);

/** Wipes the key. */
function signsAs(key: Secret): string {
  const { publicKey } = checkpointSigner(openStrongbox(key));
  key.wipe();
  return publicKey;
}

function refusedFinding(refusal: DatabaseRefusal): Finding {
  switch (refusal.type) {
    case "disk-full":
      return note("database", "not looked at: the disk is full", "replace nothing; free some room and look again");
    case "cannot-open":
      return amiss("database", `cannot be opened: ${refusal.why}`, "look at the disk; restore the last backup");
    case "damaged":
    case "not-ours":
    case "pragma-not-held":
    case "newer-schema":
    case "migrations-missing":
      return amiss("database", refusal.type, "restore the last backup, or update the program");
  }
}

function journalFinding(home: Home, rows: AuditRows): Finding {
  const read = openKeyStates(home.keyState).read();
  if (read.type !== "found") {
    const why = read.type === "missing" ? "its key state is missing" : read.why;
    return amiss(
      "journal",
      why,
      "nothing can be recorded: an officer says what happened, with the first key: changgu audit recover",
    );
  }
  const own = evidenceOf(home);
  const verified = verifyJournal(rows, { proof: { firstKey: null, state: read.state, publicKey: null, boots: null } });
  read.state.key.wipe();
  const verification = withEvidence(verified, rows, own);
  const count = (rows.last()?.seq ?? -1) + 1;
  if (verification.type === "whole") return well("journal", `${count} rows, whole`);
  const { type } = verification.fault;
  return type === "rows-missing" || type === "handed-over-missing"
    ? amiss(
        "journal",
        `rows from ${verification.seq} on are missing: an old copy was put back, or its end was cut off`,
        "put the newest database back; where it is lost, an officer goes on from this one: changgu audit recover --old-copy",
      )
    : amiss("journal", "it is not what was written", "changgu audit verify says which row");
}

function gatewaysFinding(settings: Settings): Finding {
  const connected = connectGateways(settings, wallClock);
  if (connected.type === "refused")
    return amiss("gateways", connected.why, "put the key there, or correct the setting");
  const { phone, bank, vault } = settings.gateways;
  const said = `phone ${phone?.url ?? "none"}, bank ${bank?.url ?? "the branch's own books"}, vault ${vault?.url ?? "the branch's own"}`;
  return phone
    ? well("gateways", said)
    : note("gateways", said, 'in a real branch nobody can be called without "gateways": {"phone": …}');
}
