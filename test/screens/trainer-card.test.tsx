// The trainer's card on a screen: leaf by leaf all of it is read, however small the screen is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { trainersCard } from "../../hardware/rehearsal/trainers-card.ts";
import type { State } from "../../src/ceremony/state.ts";
import { scenarios } from "../../src/commands/scenarios.ts";
import { Screen } from "../../src/screens/screen.tsx";
import { wordsIn } from "../../src/screens/words/catalogue.ts";
import { screenUnderTest } from "./screen-under-test.ts";
import { pages } from "./states.ts";

const solid = (text: string): string => text.replaceAll(/\s+/g, "");
const [, below] = pages.find(([, state]) => state.overlay?.at === "trainer-card") ?? assert.fail();
const longest = scenarios.toSorted((a, b) => b.goal.ko.length - a.goal.ko.length)[0] ?? assert.fail();

function laid(locale: State["locale"], page: number): State {
  const { title, goal } = longest;
  const card = [title[locale], goal[locale], "", ...trainersCard(new Date("2026-11-23T00:00:00Z"), locale)];
  const house = below.house ? { ...below.house, card } : null;
  return { ...below, locale, house, overlay: { at: "trainer-card", page } };
}

for (const { columns, rows } of [
  { columns: 40, rows: 12 },
  { columns: 60, rows: 18 },
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
])
  for (const locale of ["ko", "en"] as const)
    test(`every line of the card is on a leaf at ${columns}x${rows} in ${locale}, and the leaves go round`, async () => {
      using screen = await screenUnderTest(null, { columns, rows });
      const leaves: string[] = [];
      for (let page = 0; page < 100; page++) {
        await screen.show(<Screen state={laid(locale, page)} />);
        if (screen.text() === leaves[0]) break;
        leaves.push(screen.text());
      }
      assert.ok(leaves.length > 1 && leaves.length < 100);
      const unnumbered = leaves.filter((leaf, at) => !leaf.includes(wordsIn(locale).pageOf(at + 1, leaves.length)));
      assert.deepEqual(unnumbered, []);
      const seen = leaves.map(solid);
      const missing = (laid(locale, 0).house?.card ?? []).filter(
        (line) => !seen.some((leaf) => leaf.includes(solid(line))),
      );
      assert.deepEqual(missing, []);
      await screen.show(<Screen state={laid(locale, -1)} />);
      assert.equal(screen.text(), leaves.at(-1));
    });
