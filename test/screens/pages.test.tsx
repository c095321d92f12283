// Every page in both languages at every layout: how it looks, that nothing of it is cut, and what it costs to draw.
import assert from "node:assert/strict";
import { test } from "node:test";
import { service } from "../../src/ceremony/services.ts";
import type { Locale, State } from "../../src/ceremony/state.ts";
import { pageOf } from "../../src/screens/page-of.ts";
import { Screen } from "../../src/screens/screen.tsx";
import { spoken } from "../../src/screens/spoken.ts";
import type { Size } from "../../src/screens/terminal/emulator.ts";
import { strangers } from "../../src/screens/terminal/glyphs.ts";
import { stringWidth } from "../../src/screens/terminal/string-width.ts";
import { wordsIn } from "../../src/screens/words/catalogue.ts";
import { matchesGolden } from "./golden.ts";
import { saidPages } from "./outcome-states.ts";
import { type ScreenUnderTest, screenUnderTest } from "./screen-under-test.ts";
import { pages } from "./states.ts";

const layouts = [
  { columns: 40, rows: 12 },
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
];
const locales: readonly Locale[] = ["ko", "en"];
const all = [...pages, ...saidPages];

const named = (columns: number, rows: number, locale: Locale): string => `${columns}x${rows} in ${locale}`;

/** Every word on the screen; a taller one has other gaps between the same words. */
const wordsOf = (text: string): readonly string[] => text.split(/\s+/).sort();

const solid = (text: string): string => text.replaceAll(/\s+/g, "");

async function drawn(screen: ScreenUnderTest, state: State): Promise<string> {
  await screen.show(<Screen state={state} />);
  return screen.text();
}

/** Each page as text, drawn once for all that is asked of it. */
async function drawAll(size: Size, locale: Locale): Promise<ReadonlyMap<string, string>> {
  using screen = await screenUnderTest(null, size);
  const texts = new Map<string, string>();
  for (const [name, state] of all) texts.set(name, await drawn(screen, { ...state, locale }));
  assert.equal(texts.size, all.length, "two pages have one name");
  return texts;
}

for (const { columns, rows } of layouts) {
  for (const locale of locales) {
    let drawing: ReturnType<typeof drawAll> | null = null;
    const textOf = async (name: string): Promise<string> => {
      drawing ??= drawAll({ columns, rows }, locale);
      return (await drawing).get(name) ?? "";
    };

    test(`pages look as they did at ${named(columns, rows, locale)}, with allowed glyphs alone`, async () => {
      const texts: string[] = [];
      for (const [name] of pages) {
        const text = await textOf(name);
        assert.deepEqual(strangers(text), [], name);
        texts.push(`--- ${name}\n${text}\n`);
      }
      matchesGolden(`pages/${locale}-${columns}x${rows}.txt`, texts.join(""));
    });

    test(`no page is longer than its screen at ${named(columns, rows, locale)}`, async () => {
      // The same width and more rows: what was cut below would be there.
      using tall = await screenUnderTest(null, { columns, rows: columns === 40 ? 30 : 60 });
      for (const [name, state] of all) {
        // The trainer's card shows more where there is more room, and a test of its own reads all of it.
        if (state.overlay?.at === "trainer-card") continue;
        // Nine sticks leave out their sizes where rows are short; the test below looks for all else.
        if (state.drives.length > 5) continue;
        assert.deepEqual(wordsOf(await textOf(name)), wordsOf(await drawn(tall, { ...state, locale })), name);
      }
    });

    test(`no choice and no sentence is cut at ${named(columns, rows, locale)}`, async () => {
      for (const [name, state] of pages) {
        const text = solid(await textOf(name));
        const { blocks } = pageOf({ state: { ...state, locale }, words: wordsIn(locale) });
        const sentences = blocks.flatMap((block) =>
          block.type === "prompt" || block.type === "note" ? [block.text] : [],
        );
        const missing = wordsOf(sentences.join(" ")).filter((word) => !text.includes(word));
        if (columns > 40) assert.deepEqual(missing, [], name);
        const choices = blocks.flatMap((block) => (block.type === "choices" ? block.choices : []));
        // Nine names of customers stand in two columns there.
        if (columns === 40 && choices.length > 5) continue;
        for (const { label, detail } of choices) {
          assert.ok(text.includes(solid(label)), `${name}: ${label}`);
          if (rows > 24 || choices.length < (columns === 40 ? 3 : 6))
            assert.ok(text.includes(solid(detail ?? "")), `${name}: ${detail}`);
        }
      }
    });
  }
}

for (const locale of locales) {
  test(`the first keys of a page are all on its last line in ${locale}`, async () => {
    using screen = await screenUnderTest(null, { columns: 40, rows: 12 });
    for (const [name, state] of all) {
      const text = await drawn(screen, { ...state, locale });
      const legend = text.split("\n").at(-1) ?? "";
      const { keys } = pageOf({ state: { ...state, locale }, words: wordsIn(locale) });
      for (const { key, label } of keys.slice(0, 2)) assert.ok(legend.includes(`${key} ${label}`), `${name}: ${key}`);
      assert.ok(keys.length === 0 || /[#*]|Enter|Esc|아무|Any/.test(legend), name);
    }
  });

  test(`title and step stand apart at 40 columns in ${locale}`, () => {
    const words = wordsIn(locale);
    for (const [name, state] of all) {
      const { title } = pageOf({ state: { ...state, locale }, words });
      const step = state.facts && !state.overlay ? stringWidth(words.progress(6, 6)) + 1 : 0;
      assert.ok(stringWidth(title) + step <= 38, name);
    }
  });

  test(`a key of a page costs at most 1,000 bytes at 80x24 in ${locale}, and nothing erases the screen`, async () => {
    using screen = await screenUnderTest(null);
    const typing = all.filter(([, { step }]) => "typed" in step);
    assert.ok(typing.length > 0);
    for (const [name, state] of typing) {
      if (!("typed" in state.step)) continue;
      for (const length of [0, 1, 2, 1]) {
        const step = { ...state.step, typed: { length, half: length === 2 } };
        const bytes = await screen.show(<Screen state={{ ...state, locale, step, notice: null }} />);
        assert.ok(length === 0 || bytes <= 1000, `${name}: ${bytes} bytes`);
      }
    }
    for (const [, state] of pages) await drawn(screen, { ...state, locale });
    assert.equal(screen.written().slice(100).includes("\x1b[2J"), false);
  });

  test(`what is drawn is spoken too, title, step, prompt, keys and error, in ${locale}`, () => {
    const words = wordsIn(locale);
    for (const [name, state] of all) {
      const view = { state: { ...state, locale }, words };
      const page = pageOf(view);
      const lines = spoken(view.state, words);
      assert.ok(lines.includes(page.title), name);
      const { stages } = state.facts && !state.overlay ? service(state.facts.service) : { stages: [] };
      // What is looked up between two questions is no step of anybody's.
      const counted = (of: readonly string[]) => of.filter((stage) => stage !== "financial").length;
      const step = words.progress(counted(stages.slice(0, (state.facts?.stage ?? 0) + 1)), counted(stages));
      assert.equal(lines.includes(step), counted(stages) > 1, name);
      for (const { key, label } of page.keys) assert.ok(lines.includes(`${key} ${label}`), name);
      for (const block of page.blocks) if (block.type === "prompt") assert.ok(lines.includes(block.text), name);
      if (state.notice) assert.equal(lines[0], words.notice(state.notice).full, name);
    }
  });
}

test("every page is drawn in high contrast and in the other language without losing a choice", async () => {
  using screen = await screenUnderTest(null);
  for (const [name, state] of pages) {
    const keys = locales.map((locale) => pageOf({ state, words: wordsIn(locale) }).keys.map(({ key }) => key));
    if (state.overlay?.at !== "idle") assert.deepEqual(keys[0], keys[1], name);
    assert.equal(await drawn(screen, { ...state, contrast: "high" }), await drawn(screen, state), name);
  }
});

for (const name of ["services", "security-card-2", "password", "done"]) {
  test(`a picture of ${name} is as it was`, async () => {
    const state = pages.find(([each]) => each === name)?.[1];
    assert.ok(state);
    using screen = await screenUnderTest(<Screen state={state} />);
    matchesGolden(`pages/${name}-80x24.svg`, screen.svg());
  });
}

test("the picture in the README is the page of today", async () => {
  const state = pages.find(([each]) => each === "read-back")?.[1];
  assert.ok(state);
  using screen = await screenUnderTest(<Screen state={state} />, { columns: 80, rows: 20 });
  matchesGolden("../../../.pictures/read-back.svg", screen.svg());
});
