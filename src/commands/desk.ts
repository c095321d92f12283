// A desk at a terminal: keys come in raw, screens go out, and whatever happens the terminal is left as it was found.

import { type Desk, nobody } from "../audit/entry.ts";
import type { Outage } from "../audit/outage.ts";
import type { Building } from "../building.ts";
import { withOptions } from "../ceremony/command-options.ts";
import { type Token, Tokenizer } from "../input/tokenizer.ts";
import { Session } from "../session.ts";
import { recover, reopen, type WaitingMeans } from "./recovery.ts";

export type Shown = {
  repaint(): void;
  /** The page that says sorry, with the incident's number and never a stack. */
  apologize(incident: string): void;
  flushed(): Promise<void>;
  unmount(): void;
};

export type OpenedDesk =
  | {
      readonly type: "opened";
      readonly building: Building;
      /** For what goes on by itself at this desk. */
      attend?(session: Session): Promise<void>;
      /** Makes room on a full disk. */
      relieve?(): void;
    }
  /** What happened and what to do next, for the person at the terminal. `outage`: what is waited for, where the desk recovers. */
  | { readonly type: "refused"; readonly why: string; readonly outage?: Outage };

/** The keyboard of a terminal. */
export type TerminalKeys = {
  readonly isTTY: boolean;
  /** In raw mode. The bytes are valid during the call alone. `ended`: a pipe is closed. The result gives the terminal back. */
  listen(read: (bytes: Uint8Array) => void, ended: () => void): () => void;
};

export type DeskRun = {
  /** Null: the first page asks. */
  readonly desk: Desk | null;
  /** Says lines and draws nothing: then neither side need be a terminal. */
  readonly plain: boolean;
  readonly keys: TerminalKeys;
  readonly stdout: NodeJS.WriteStream;
  /** Draws the first frame before anything else is loaded. */
  show(session: Session, crashed: (error: unknown) => string): Shown;
  /** `beginAnew` ends this run, so that another one begins from nothing. */
  open(session: Session, beginAnew: () => void): Promise<OpenedDesk>;
  /** Watches over the terminal for the case that the program is killed. */
  guard(): Promise<{ release(): void }>;
  /** Whether Ctrl+C ends the program: never at a customer's kiosk. */
  readonly leavable: boolean;
  /** Milliseconds between looks at a desk that is out of service, the last for good; null: it does not open by itself. */
  readonly recovers: readonly number[] | null;
  /** What a command needs behind it to mean this home, for the page that sends staff to one. */
  readonly commandOptions: string;
};

/** From a look every few seconds to one a minute. */
export const pauses: readonly number[] = [3000, 5000, 10_000, 30_000, 60_000];

/** A lone ESC byte is the key, unless more follows at once. */
const escapeMilliseconds = 25;

/** How long the apology stays before the program ends; a supervisor starts it again. */
const apologyMilliseconds = 5000;

export type DeskEnd = {
  readonly code: 0 | 1 | 2;
  readonly message: string | null;
  /** What was rehearsed is to be forgotten, and the desk opened again. */
  readonly anew?: true;
};

const noTerminal: DeskEnd = {
  code: 2,
  message:
    "changgu draws on a terminal; stdin and stdout must be one. For a screen reader use --plain, for a script: changgu play FILE",
};

/** Signals, or what nobody caught; the result lets each be what it was. */
function onProcess(names: readonly string[], listener: (what: unknown) => void): () => void {
  for (const name of names) process.on(name, listener);
  return () => {
    for (const name of names) process.off(name, listener);
  };
}

/** Runs until the person leaves, the program is asked to end, or a bug ends it (code 1). */
export async function runDesk(run: DeskRun): Promise<DeskEnd> {
  if (!run.plain && (!run.keys.isTTY || !run.stdout.isTTY)) return noTerminal;
  const { promise: ended, resolve: end } = Promise.withResolvers<DeskEnd>();
  const anew = (): void => end({ code: 0, message: null, anew: true });
  let building: Building | null = null;
  let relieve = (): void => {};
  let over = false;
  const { recovers } = run;
  const waiting = (desk: Desk | null): WaitingMeans => ({
    ...{ session, desk },
    open: () => run.open(session, anew),
    opened(desk) {
      building = desk.building;
      relieve = desk.relieve ?? relieve;
    },
    // Whoever leaves does not wait for the next look.
    pause: (tries) => new Promise((resolve) => setTimeout(resolve, recovers?.[tries] ?? recovers?.at(-1)).unref()),
    over: () => over,
  });
  let apology: NodeJS.Timeout | undefined;
  const outOfService = async (why: string): Promise<void> => {
    if (!building || over || !recovers) return;
    const broken = building;
    building = null;
    await recover(why, { ...waiting(session.state().desk), building: broken, relieve });
  };
  const crashed = (error: unknown): string => {
    const incident = reportCrash(building, error);
    const message = `changgu stopped after a fault; incident ${incident}`;
    apology = setTimeout(() => end({ code: 1, message }), apologyMilliseconds);
    return incident;
  };
  const failed = (error: unknown): void => session.fail(error);
  const session: Session = new Session({
    commandOptions: run.commandOptions,
    crashed: (error) => shown.apologize(crashed(error)),
    outOfService: (why) => void outOfService(why).catch(failed),
    command: (command) => {
      if (command === "repaint") shown.repaint();
      else if (command !== "leave") building?.trainersKey(command);
      else if (run.leavable) end({ code: 0, message: null });
    },
  });
  const shown = run.show(session, (error) => {
    session.halt();
    return crashed(error);
  });
  const asked = (): void => end({ code: 0, message: null });
  const stopListening = listenTokens(run.keys, (token) => session.bus.typed(token), asked);
  const leaveSignals = onProcess(["SIGTERM", "SIGHUP", "SIGINT"], asked);
  // What fails where nobody waits for it: a device's callback, a timer, a promise of the background.
  const leaveBugs = onProcess(["uncaughtException", "unhandledRejection"], failed);
  const guard = run.guard();
  try {
    const opened = await run.open(session, anew);
    const means = waiting(run.desk);
    if (opened.type === "opened") {
      means.opened(opened);
      await session.open(opened.building, run.desk);
      await opened.attend?.(session);
      return await ended;
    }
    const { why, outage } = opened;
    const message = withOptions(why, run.commandOptions);
    if (!recovers || !outage) return { code: 2, message };
    session.dispatch({ type: "out-of-service", why, outage, desk: run.desk });
    reopen(why, means).catch(failed);
    const { code, ...rest } = await ended;
    // Whoever leaves before it was mended reads once more what is to be done.
    return building ? { code, ...rest } : { code: 2, message };
  } finally {
    over = true;
    clearTimeout(apology);
    stopListening();
    leaveSignals();
    await session.close();
    leaveBugs();
    await shown.flushed();
    shown.unmount();
    (await guard).release();
  }
}

/** The number under which it is in the journal, and among the terminal's incidents with all that is known of it. */
function reportCrash(building: Building | null, error: unknown): string {
  const incident = Buffer.from(crypto.getRandomValues(new Uint8Array(3)))
    .toString("hex")
    .toUpperCase();
  try {
    building?.journal.append({ event: "crashed", incident }, nobody);
  } catch {
    // The journal itself is what failed; the incident number still reaches the screen.
  }
  building?.noteIncident(incident, error);
  return incident;
}

/** Raw keys, one token each, until nobody can type any more; the result gives the terminal back. */
export function listenTokens(keys: TerminalKeys, typed: (token: Token) => void, ended: () => void): () => void {
  const tokenizer = new Tokenizer();
  let timer: NodeJS.Timeout | undefined;
  const tell = (tokens: readonly Token[]): void => {
    for (const token of tokens) typed(token);
  };
  const stop = keys.listen((bytes) => {
    clearTimeout(timer);
    tell(tokenizer.feed(bytes));
    if (tokenizer.pending) timer = setTimeout(() => tell(tokenizer.flush()), escapeMilliseconds);
  }, ended);
  return () => {
    clearTimeout(timer);
    stop();
  };
}
