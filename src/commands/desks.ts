// Where a transcript's hands are: at one desk of the branch, while others may stay open beside it.

import type { Desk } from "../audit/entry.ts";
import { Failed } from "./failed.ts";
import type { Stage } from "./stage.ts";
import { duration, type Line } from "./transcript.ts";

/** `terminal`: as the line named it; null for the first desk. */
type Open = { readonly stage: Stage; readonly terminal: string | null };

export class Desks {
  #here: Open;
  /** Those that somebody else stands at. */
  #beside: readonly Open[] = [];

  constructor(stage: Stage) {
    this.#here = { stage, terminal: null };
  }

  here(): Stage {
    return this.#here.stage;
  }

  async go({ words: [desk, how], options }: Line): Promise<void> {
    if (desk !== "kiosk" && desk !== "teller") throw new Failed(`no desk "${desk}"; there are kiosk and teller`);
    const { terminal = null, after = "0s" }: { terminal?: string | null; after?: string } = options;
    if (how === "beside") return this.#goBeside(desk, terminal);
    const stage = await this.here().goTo({ desk, terminal, later: timeOf(after), beside: false });
    this.#here = { stage, terminal };
  }

  /** The desk that is left stays as it is; one that is open is found as it was left, but for the time that went by. */
  async #goBeside(desk: Desk, terminal: string | null): Promise<void> {
    const left = this.#here;
    const open = this.#beside.find((each) => each.stage.desk === desk && each.terminal === terminal);
    this.#here = open ?? { stage: await left.stage.goTo({ desk, terminal, later: 0, beside: true }), terminal };
    this.#beside = [...this.#beside.filter((each) => each !== open), left];
    if (!open) return;
    const [then, now] = [await open.stage.now(), await left.stage.now()];
    await open.stage.elapse(Math.max(now.getTime() - then.getTime(), 0));
    return open.stage.settled();
  }

  /** All that was ever drawn at them, and what is kept in their home. */
  traces(): ReturnType<Stage["traces"]> {
    const drawn = this.#beside.flatMap(({ stage }) => stage.traces().filter(({ where }) => where === "the screen"));
    return [...drawn, ...this.here().traces()];
  }

  async close(): Promise<void> {
    for (const { stage } of [this.#here, ...this.#beside]) await stage.close();
  }
}

/** Milliseconds; throws `Failed` for what is no time. */
export function timeOf(text: string): number {
  const time = duration(text);
  if (time === null) throw new Failed(`no time "${text}"; write 61s, 3m or 1h`);
  return time;
}
