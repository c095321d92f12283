// `changgu audit show`: the auditor's screen on this terminal, beside a desk that may be open.

import { userInfo } from "node:os";
import { openJournalFolder } from "../../db/journal-files.ts";
import { openFirstKey } from "../../hardware/appliance/first-key-file.ts";
import { fileFindings, type JoinedJournal } from "../audit/journal-files.ts";
import type { Verification } from "../audit/verification.ts";
import { verifyJournal } from "../audit/verify.ts";
import { withFiles } from "../commands/audit.ts";
import {
  type Browsing,
  browse,
  nothingWanted,
  onKey,
  refreshed,
  type Wanted,
  wantedText,
} from "../commands/audit-show.ts";
import { keyOf } from "../commands/audit-show-keys.ts";
import { type AuditView, type Proven, viewOf } from "../commands/audit-view.ts";
import { listenTokens } from "../commands/desk.ts";
import { lacksOf, withEvidence } from "../commands/own-evidence.ts";
import type { Home } from "../home.ts";
import { showAudit } from "../screens/audit-screen.tsx";
import { evidenceOf, placeOf, type Recorder, recorder, signerOf, withJournal } from "./auditing.ts";
import { customerIn } from "./exporting.ts";
import type { Output } from "./output.ts";
import { terminalKeys } from "./terminal-keys.ts";

const pauseMilliseconds = 500;

/** With everything that this machine has; an officer who has the first key asks `audit verify`. */
function verified(home: Home, journal: JoinedJournal): Proven {
  const own = evidenceOf(home);
  const { boots } = own;
  const read = own.keyStates.read();
  const kept = openFirstKey(home.firstKey);
  const proof = {
    firstKey: kept.type === "opened" ? kept.key : null,
    state: read.type === "found" ? read.state : null,
    publicKey: signerOf(home)?.publicKey ?? null,
    boots: boots.type === "found" ? boots.count.boots : null,
  };
  const verification = verifyJournal(journal.rows, { proof });
  proof.firstKey?.wipe();
  proof.state?.key.wipe();
  const filed = withFiles(verification, fileFindings(journal, openJournalFolder(home.journalFiles)));
  const lacking = lacksOf(own, read, journal.rows).length > 0;
  return provenBy(withEvidence(filed, journal.rows, own), lacking);
}

function provenBy(verification: Verification, lacking: boolean): Proven {
  if (verification.type === "broken") return { type: "broken", seq: verification.seq };
  const by = [...new Set(verification.proven.map((interval) => interval.by))];
  return { type: lacking ? "unproven" : "whole", last: verification.last, by };
}

/** Who opens it, what was found, and each selection that is looked at. */
function recordOpening({ record }: Recorder, proven: Proven): string | null {
  const operator = userInfo().username;
  const [upTo, result, by] =
    proven.type === "broken"
      ? ([proven.seq, "broken", ""] as const)
      : ([proven.last, proven.type, proven.by.join(", ")] as const);
  const shown = record({ event: "journal-shown", wanted: wantedText(nothingWanted), operator });
  return shown ?? record({ event: "journal-verified", upTo, result, by, slips: 0, operator });
}

export async function showJournalOf(home: Home, output: Output): Promise<number> {
  const keys = terminalKeys();
  if (!keys.isTTY || !process.stdout.isTTY) {
    output.complain("changgu audit show draws on a terminal; in lines: changgu audit tail");
    return 2;
  }
  return withJournal(placeOf(home), output, async (journal) => {
    const proven = verified(home, journal);
    const beside = await recorder(home);
    try {
      const unrecorded = recordOpening(beside, proven);
      return await lookAround(home, journal, beside, { proven, unrecorded });
    } finally {
      beside.close();
    }
  });
}

function lookAround(
  home: Home,
  { rows }: JoinedJournal,
  { record }: Recorder,
  { proven, ...opening }: Pick<AuditView, "proven" | "unrecorded">,
): Promise<number> {
  let { unrecorded } = opening;
  const looking = { rows, customer: (named: string) => customerIn(home, named) };
  let browsing: Browsing = browse(nothingWanted, looking, "ko");
  const recordLook = (wanted: Wanted): void => {
    unrecorded = record({ event: "journal-shown", wanted: wantedText(wanted), operator: userInfo().username });
  };
  return new Promise((resolve) => {
    const screen = showAudit(() => viewOf(browsing, { proven, unrecorded }), process.stdout);
    const become = (next: Browsing): void => {
      if (next === browsing) return;
      if (next.wanted !== browsing.wanted) recordLook(next.wanted);
      browsing = next;
      screen.show();
    };
    const timer = setInterval(() => become(refreshed(browsing, looking)), pauseMilliseconds);
    const end = (): void => {
      clearInterval(timer);
      stop();
      screen.unmount();
      for (const signal of signals) process.off(signal, end);
      resolve(0);
    };
    const signals = ["SIGTERM", "SIGHUP", "SIGINT"] as const;
    for (const signal of signals) process.on(signal, end);
    const stop = listenTokens(
      terminalKeys(),
      (token) => {
        const pressed = keyOf(token);
        if (pressed === "leave") return end();
        const next = pressed ? onKey(browsing, pressed, looking) : browsing;
        if (next === "leave") end();
        else become(next);
      },
      end,
    );
  });
}
