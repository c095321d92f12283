// One desk at work: events go through `advance`, effects through `perform`, one at a time, and deadlines run.

import { setImmediate as turn } from "node:timers/promises";
import type { About, Desk } from "./audit/entry.ts";
import type { Building } from "./building.ts";
import { advance } from "./ceremony/advance.ts";
import { countsSeconds, deadlineOf } from "./ceremony/deadlines.ts";
import type { Effect } from "./ceremony/effect.ts";
import type { Event } from "./ceremony/event.ts";
import { fieldOf, heldSecrets, takesFrom } from "./ceremony/field.ts";
import { atTheDoor, type State } from "./ceremony/state.ts";
import type { Clock } from "./clock.ts";
import { Bus, type Command } from "./input/bus.ts";
import { dayMilliseconds, startOfKstDay } from "./kst.ts";
import type { Performer } from "./perform.ts";

type Wanted = { readonly effect: Effect; readonly about: About };

export type SessionOwner = {
  /** See `State`. */
  readonly commandOptions?: string;
  command(command: Command): void;
  /** A bug: everything secret is wiped already. */
  crashed(error: unknown): void;
  /** Nothing can be journaled: the page says so, and nothing is done any more. */
  outOfService?(why: string): void;
};

const inputTypes: readonly Event["type"][] = ["pressed", "wrote", "secret-typed", "field-short"];

export class Session {
  readonly bus: Bus;
  readonly #owner: SessionOwner;
  readonly #listeners = new Set<() => void>();
  readonly #queue: Wanted[] = [];
  readonly #closing: (() => void)[] = [];
  #state: State;
  #building: Building | null = null;
  #performer: Performer | null = null;
  /** What is done now, to the last of the queue; null while nothing is. */
  #working: Promise<void> | null = null;
  /** What is under way still ends, and wants nothing more. */
  #closed = false;
  /** After a bug nothing is done any more: what was under way is settled at the next start. */
  #failed = false;
  #running: Effect["type"] | null = null;
  #stopTimer: () => void = () => {};
  #stopSeconds: () => void = () => {};
  #stopDay: () => void = () => {};

  constructor(owner: SessionOwner) {
    this.#owner = owner;
    this.#state = { ...atTheDoor, commandOptions: owner.commandOptions ?? "" };
    this.bus = new Bus({
      role: () => this.#building?.terminalRole(this.#state.desk) ?? "none",
      takesFrom: (party) => takesFrom(this.#state.step, this.#state.desk, party),
      event: (input) => this.dispatch(input),
      command: (command) => owner.command(command),
    });
  }

  state(): State {
    return this.#state;
  }

  /** Calls back after every change; the result ends it. */
  subscribe(changed: () => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  /**
   * The building's doors open: devices are watched from here on. `desk` null: the first page asks. Who performs is loaded
   * here, with the formats and the ciphers that it needs, because the first frame was drawn without.
   */
  async open(building: Building, desk: Desk | null): Promise<void> {
    const { Performer } = await import("./perform.ts");
    this.#building = building;
    this.#performer = new Performer(building, this.bus, (event) => {
      if (!this.#closed) this.dispatch(event);
    });
    this.dispatch({ type: "opened", house: building.house, desk });
    this.#awaitDay(building.clock);
    for (const keypad of building.keypads)
      keypad.open((report) => {
        if (report.type === "key") {
          keypad.beep();
          this.bus.pressed(report.key, keypad.party);
        } else this.dispatch({ type: "keypad-changed", keypad: keypad.name, status: report.status });
      });
    this.#closing.push(
      building.drives.watch((drives, released) => this.dispatch({ type: "drives-changed", drives, released })),
      building.tokens.watch((tokens) => this.dispatch({ type: "tokens-changed", tokens })),
      building.printer?.watch((status) => this.dispatch({ type: "printer-changed", status })) ?? (() => {}),
      building.watchAuthority((trouble) => this.dispatch({ type: "authority-changed", trouble })),
      building.watchPhone((display) => this.dispatch({ type: "phone-shown", display })),
    );
  }

  /** One second into the next day in Korea, and into each one after it. */
  #awaitDay(clock: Clock): void {
    const now = clock.now();
    const next = startOfKstDay(now).getTime() + dayMilliseconds + 1000;
    this.#stopDay = clock.after(next - now.getTime(), () => {
      this.#awaitDay(clock);
      this.dispatch({ type: "day-began", at: clock.now() });
    });
  }

  /** Whether nothing is under way, or everything waits for a phone or a token that only the clock brings on. */
  resting(): boolean {
    if (this.#running !== null) return this.#building?.waitsForClock() ?? false;
    return this.#queue.length === 0;
  }

  dispatch(event: Event): void {
    if (this.#failed) return;
    try {
      this.#take(event);
    } catch (error) {
      this.fail(error);
    }
  }

  /** A bug, here or anywhere in the process; the owner is told of the first. */
  fail(error: unknown): void {
    if (this.halt()) this.#owner.crashed(error);
  }

  /** Everything secret is wiped, and nothing is taken or done any more; false when it was so already. */
  halt(): boolean {
    if (this.#failed) return false;
    this.#failed = true;
    this.#queue.length = 0;
    this.forgetAll();
    return true;
  }

  #take(event: Event): void {
    const before = this.#state;
    const { state, effects } = advance(before, event);
    this.#state = state;
    this.bus.open(fieldOf(state.step), state.overlay !== null);
    this.bus.forget(heldSecrets(state.step, state.facts?.service ?? null));
    if (before.facts !== null && state.facts === null) this.#performer?.abandon();
    const about = aboutOf(before, state);
    for (const effect of effects) this.#want({ effect, about });
    if (state !== before || inputTypes.includes(event.type)) this.#rearm(before, event);
    if (state !== before) for (const changed of this.#listeners) changed();
    const cardLaid = state.overlay?.at === "trainer-card" && before.overlay?.at !== "trainer-card";
    if (cardLaid || (state.overlay?.at === "trainer-card" && state.locale !== before.locale))
      this.dispatch({ type: "card-written", lines: this.#building?.card(state.locale) ?? [] });
    void this.#work();
  }

  /** The key pair is made beside all else; every other effect waits for the one before it. */
  #want(wanted: Wanted): void {
    if (wanted.effect.type === "make-key-pair") this.#performer?.makeKeyPair();
    else this.#queue.push(wanted);
  }

  #work(): Promise<void> {
    if (this.#performer && this.#queue.length > 0) this.#working ??= Promise.resolve().then(() => this.#empty());
    return this.#working ?? Promise.resolve();
  }

  async #empty(): Promise<void> {
    try {
      for (let wanted = this.#queue.shift(); wanted; wanted = this.#queue.shift()) {
        await this.#perform(wanted);
        // Keys, clocks and frames have their turn: what is wanted may be a dozen things in a row.
        await turn();
      }
    } catch (error) {
      this.fail(error);
    } finally {
      this.#working = null;
      this.#running = null;
    }
  }

  async #perform({ effect, about }: Wanted): Promise<void> {
    const performer = this.#performer;
    if (!performer) return;
    this.#running = effect.type;
    try {
      const outcome = await performer.perform(effect, about);
      this.#running = null;
      // A slip is printed when its ceremony is over; the page that shows it knows its own.
      const still = about.ceremony === (this.#state.facts?.ceremony ?? null) || outcome?.type === "slip-told";
      if (outcome && still && !this.#closed) this.dispatch(outcome);
    } catch (error) {
      const outage = this.#building?.outageOf(error);
      if (!outage) throw error;
      const why = outage.message;
      this.#queue.length = 0;
      performer.abandon();
      performer.forget();
      this.dispatch({ type: "out-of-service", why, outage: "journal-unwritable" });
      if (!this.#closed) this.#owner.outOfService?.(why);
    }
  }

  #rearm(before: State, event: Event): void {
    const state = this.#state;
    const clock = this.#building?.clock;
    if (!clock) return;
    const moved = before.step.at !== state.step.at || before.overlay?.at !== state.overlay?.at;
    const rested = "waiting" in before.step && before.step.waiting;
    const otherwise = deadlineOf(before) !== deadlineOf(state);
    const settling = before.settling && state.settling;
    if (moved || rested || otherwise || (inputTypes.includes(event.type) && !settling)) {
      this.#stopTimer();
      const milliseconds = deadlineOf(state);
      this.#stopTimer =
        milliseconds === null ? () => {} : clock.after(milliseconds, () => this.dispatch({ type: "deadline-passed" }));
    }
    if (countsSeconds(state) !== countsSeconds(before) || event.type === "second-passed") {
      this.#stopSeconds();
      this.#stopSeconds = countsSeconds(state)
        ? clock.after(1000, () => this.dispatch({ type: "second-passed" }))
        : () => {};
    }
  }

  forgetAll(): void {
    this.bus.forget([]);
    this.#performer?.abandon();
    this.#performer?.forget();
  }

  /** Ends what is under way and closes the building's doors. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopTimer();
    this.#stopSeconds();
    this.#stopDay();
    for (const stop of this.#closing.splice(0)) stop();
    const { facts, desk } = this.#state;
    const about = aboutOf(this.#state, this.#state);
    if (facts && !this.#failed)
      this.#queue.push({
        effect: { type: "close-ceremony", result: "cancelled", at: this.#state.step.at, why: "closed" },
        about,
      });
    if (desk && !this.#failed)
      this.#queue.push({ effect: { type: "close-desk", desk }, about: { ...about, ceremony: null } });
    this.#performer?.abandon();
    // Out of service nothing can be done, and nothing is waited for.
    while (this.#working || (this.#performer && this.#queue.length > 0)) await this.#work();
    await this.leave();
  }

  /** Closes the building's doors; another one may be opened. */
  async leave(): Promise<void> {
    this.forgetAll();
    this.#stopDay();
    for (const stop of this.#closing.splice(0)) stop();
    const building = this.#building;
    this.#building = null;
    this.#performer = null;
    await Promise.all((building?.keypads ?? []).map((keypad) => keypad.close()));
    await building?.printer?.close();
    await building?.close();
  }
}

function aboutOf(before: State, after: State): About {
  return {
    ceremony: (after.facts ?? before.facts)?.ceremony ?? null,
    staff: (after.officer ?? before.officer)?.number ?? null,
  };
}
