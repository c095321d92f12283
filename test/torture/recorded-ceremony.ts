// A child process in which one customer takes a general-purpose certificate home: what it writes is recorded from outside.

import { writeSync } from "node:fs";
import { openAuditRows } from "../../db/audit-rows.ts";
import { openForReading } from "../../db/open.ts";
import { Player } from "../../src/commands/player.ts";
import { trainees } from "../../src/main/playing.ts";
import { lineOf, opens } from "./branch-day.ts";
import { RehearsedBranch } from "./rehearsed-branch.ts";

const lines = [
  "insert usb0",
  "key 1 2",
  "key enter enter enter enter 1 enter enter enter 1 enter enter 1",
  "key 9 0 0 1 0 1 1 2 3 4 5 6 7 enter 0 1 2 3 4 5 0 2 1 0 0 0 1 7 enter 1 3 5 7 enter",
  "key 1",
  "wait 4s",
  "card hong",
  "key 1",
  'secret "Kiosk!2026test"',
  "key enter",
  'secret "Kiosk!2026test"',
  "key enter",
  "key enter",
  "key enter",
  "pull usb0",
];

/** After each change that somebody could see: the last row that stands in the journal then. */
const told = "acknowledged";

const branch = new RehearsedBranch(process.argv[2] ?? "", opens);
const live = await branch.open({ desk: "kiosk", terminal: "T-01" });
const beside = openForReading(branch.home.database);
if ("why" in beside) throw new Error(beside.why);
const rows = openAuditRows(beside);
live.session.subscribe(() => void writeSync(1, `${told} ${rows.last()?.seq} ${live.session.state().step.at}\n`));
const player = new Player(live.stage, trainees);
for (const text of lines) {
  const line = lineOf(text);
  if (!line) throw new RangeError(text);
  await live.show(line.verb === "card");
  await player.play(line);
}
await branch.close();
writeSync(1, `${told} ${rows.last()?.seq} closed\n`);
beside.client.close();
