// A desk at a terminal: keys come in raw, screens go out, and whatever happens the terminal is left as it was found.

import type { Desk } from "../audit/entry.ts";
import type { Building } from "../building.ts";
import { type Token, Tokenizer } from "../input/tokenizer.ts";
import { Session } from "../session.ts";
import { recover } from "./recovery.ts";

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
  /** What happened and what to do next, for the person at the terminal. */
  | { readonly type: "refused"; readonly why: string };

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
  /** Whether a desk that is out of service opens again by itself. */
  readonly recovers: boolean;
};

/** From a look every few seconds to one a minute. */
const pauses = [3000, 5000, 10_000, 30_000, 60_000] as const;

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

/** Runs until the person leaves, the program is asked to end, or a bug ends it (code 1). */
export async function runDesk(run: DeskRun): Promise<DeskEnd> {
  if (!run.plain && (!run.keys.isTTY || !run.stdout.isTTY))
    return {
      code: 2,
      message:
        "changgu draws on a terminal; stdin and stdout must be one. For a screen reader use --plain, for a script: changgu play FILE",
    };
  const { promise: ended, resolve: end } = Promise.withResolvers<DeskEnd>();
  const anew = (): void => end({ code: 0, message: null, anew: true });
  let building: Building | null = null;
  let relieve = (): void => {};
  let over = false;
  const outOfService = async (why: string): Promise<void> => {
    if (!building || over || !run.recovers) return;
    const { desk } = session.state();
    const pause = (tries: number): Promise<boolean> =>
      new Promise((resolve) => setTimeout(() => resolve(!over), pauses[Math.min(tries, pauses.length - 1)]));
    const means = { session, building, desk, open: () => run.open(session, anew), relieve, pause };
    building = null;
    building = await recover(why, means);
  };
  const crashed = (error: unknown): string => {
    const incident = Buffer.from(crypto.getRandomValues(new Uint8Array(3)))
      .toString("hex")
      .toUpperCase();
    reportCrash(building, incident, error);
    const message = `changgu stopped after a fault; incident ${incident}`;
    setTimeout(() => end({ code: 1, message }), apologyMilliseconds);
    return incident;
  };
  const session: Session = new Session({
    crashed: (error) => shown.apologize(crashed(error)),
    outOfService: (why) =>
      void outOfService(why).catch((error: unknown) => {
        shown.apologize(crashed(error));
      }),
    command: (command) => {
      if (command === "repaint") shown.repaint();
      else if (command !== "leave") building?.trainersKey(command);
      else if (run.leavable) end({ code: 0, message: null });
    },
  });
  const shown = run.show(session, crashed);
  const asked = (): void => end({ code: 0, message: null });
  const stopListening = listenTokens(run.keys, (token) => session.bus.typed(token), asked);
  const signals = ["SIGTERM", "SIGHUP", "SIGINT"] as const;
  for (const signal of signals) process.on(signal, asked);
  const guard = run.guard();
  try {
    const opened = await run.open(session, anew);
    if (opened.type === "refused") return { code: 2, message: opened.why };
    building = opened.building;
    relieve = opened.relieve ?? relieve;
    await session.open(building, run.desk);
    await opened.attend?.(session);
    return await ended;
  } finally {
    over = true;
    stopListening();
    for (const signal of signals) process.off(signal, asked);
    await session.close();
    await shown.flushed();
    shown.unmount();
    (await guard).release();
  }
}

function reportCrash(building: Building | null, incident: string, error: unknown): void {
  try {
    building?.journal.append({ event: "crashed", incident }, { ceremony: null, staff: null });
  } catch {
    // The journal itself is what failed; the incident number still reaches the screen.
  }
  building?.noteIncident(incident, error);
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
