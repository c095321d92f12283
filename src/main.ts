// Where the program begins: the first frame is drawn before anything that opens a building is loaded.

import type { Desk } from "./audit/entry.ts";
import type { Locale } from "./ceremony/state.ts";
import { type DeskEnd, type DeskRun, type OpenedDesk, pauses, runDesk } from "./commands/desk.ts";
import type { Scenario } from "./commands/scenario.ts";
import { homeAt, homeRoot, trainingRoot } from "./home.ts";
import type { Lesson } from "./main/lesson.ts";
import { playerVariable } from "./main/stage-variables.ts";
import { terminalKeys } from "./main/terminal-keys.ts";
import { showDesk } from "./screens/app.tsx";
import { showPlain } from "./screens/plain.ts";
import type { Session } from "./session.ts";

process.umask(0o077);

export type DeskAsked = {
  readonly desk: Desk | null;
  readonly fresh: boolean;
  /** A line each instead of a page: for a screen reader. */
  readonly plain: boolean;
  /** Of the first page; null: as everybody who has not chosen is addressed. */
  readonly locale: Locale | null;
  readonly lesson: { readonly what: Scenario; readonly speed: number; readonly json: boolean } | null;
};

export type Serving = {
  readonly desk: Desk;
  /** Which terminal of the branch it is; null: as the settings say. */
  readonly terminal: string | null;
  readonly plain: boolean;
};

const home = homeAt(homeRoot(process.env));
const trainingHome = homeAt(process.env.CHANGGU_TRAINING_HOME ?? trainingRoot(home.root));

/** `changgu train`: both desks unless one is named. */
export async function train(asked: DeskAsked): Promise<number> {
  const { desk, fresh, plain, locale, lesson: wanted } = asked;
  let lesson: Lesson | null = null;
  let openings = 0;
  // A lesson tells of one opening, and a player sees what a page says.
  const recovers = wanted === null && process.env[playerVariable] === undefined ? pauses : null;
  const { code, anew } = await atDesk(
    desk,
    { leavable: true, clearsScrollback: false, recovers, plain, commandOptions: " --training" },
    async (session, beginAnew) => {
      const { rehearse } = await import("./main/rehearsing.ts");
      const rehearsing = { home: trainingHome, desk, scenario: wanted, locale, beginAnew };
      const opened = await rehearse(session, { ...rehearsing, fresh: fresh && openings++ === 0 });
      lesson = opened.lesson ?? null;
      return opened;
    },
  );
  if (anew) return train({ ...asked, fresh: true });
  if (code !== 0 || !lesson || !wanted) return code;
  const { tellDebrief } = await import("./main/train-command.ts");
  return tellDebrief(wanted.what, lesson, { json: wanted.json, locale });
}

/** `changgu teller` and `changgu kiosk`: a provisioned branch with its real devices. */
export async function serve({ desk, terminal, plain }: Serving): Promise<number> {
  const { code } = await atDesk(
    desk,
    { leavable: desk === "teller", clearsScrollback: true, recovers: pauses, plain, commandOptions: "" },
    async () => {
      const { openDesk } = await import("./main/opening-desk.ts");
      return openDesk({
        home,
        desk,
        environment: terminal ? { ...process.env, CHANGGU_TERMINAL: terminal } : process.env,
      });
    },
  );
  return code;
}

type Manner = Pick<DeskRun, "leavable" | "recovers" | "plain" | "commandOptions"> & {
  readonly clearsScrollback: boolean;
};

async function atDesk(
  desk: Desk | null,
  { clearsScrollback, ...rules }: Manner,
  open: (session: Session, beginAnew: () => void) => Promise<OpenedDesk>,
): Promise<DeskEnd> {
  const end = await runDesk({
    desk,
    keys: terminalKeys(),
    stdout: process.stdout,
    show: (session, crashed) =>
      rules.plain
        ? showPlain(session, process.stdout)
        : showDesk(session, { stdout: process.stdout, clearsScrollback, onCrash: crashed }),
    open,
    ...rules,
    guard: async () => {
      if (rules.plain) return { release() {} };
      const { guardTerminal } = await import("../hardware/appliance/terminal-guard.ts");
      return guardTerminal(process.stdout.fd);
    },
  });
  if (end.message) process.stderr.write(`${end.message}\n`);
  return end;
}

async function main(words: readonly string[]): Promise<number> {
  // Without a word the parser of the command line is not waited for.
  if (words.length === 0) return train({ desk: null, fresh: false, plain: false, locale: null, lesson: null });
  const { runCommandLine } = await import("./main/command-line.ts");
  return runCommandLine(words, { home, trainingHome, train, serve });
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    // A bug before any page could say so.
    process.stderr.write(`changgu could not run: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 2;
  },
);
