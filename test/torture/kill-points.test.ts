// At each point of a service the power can go: afterwards money, certificates, sticks and the journal tell one story.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { readTranscript } from "../../src/commands/transcript.ts";
import { allCuts, allStories, cutPowerAt, dispose, makeTemplates, pointsOf, type Templates } from "./power-cuts.ts";

let templates: Templates;
before(async () => {
  templates = await makeTemplates();
});
after(() => dispose(templates));

const textsOf = (glob: string): readonly string[] =>
  globSync(fileURLToPath(new URL(glob, import.meta.url))).map((file) => readFileSync(file, "utf8"));

/** Points at which a transcript cuts the power, in one service or another. */
const played: ReadonlySet<string> = new Set(
  textsOf("../transcripts/*.txt").flatMap((text) => {
    const transcript = readTranscript(text);
    const lines = transcript.type === "transcript" ? transcript.lines : [];
    return lines.flatMap(({ verb, options }) => (verb === "kill" ? [options.at ?? ""] : []));
  }),
);

/** Transcripts have it in other services, where no ticket is spent with it. */
const besides = "redeem complete.recorded";

/** `npm run torture` takes all points of all services; here each stands once that no transcript has. */
const sample = allCuts.filter(({ service, point }, at) => {
  const last = allCuts.findLastIndex((other) => other.point === point);
  return (at === last && !played.has(point)) || `${service} ${point}` === besides;
});

describe("the power", () => {
  for (const { service, story } of allStories)
    it(`can go at these points of ${service}, the first of which is ${story.points[0]}`, async () => {
      assert.deepEqual(await pointsOf(story, templates), story.points);
    });

  it("can go at no other point", () => {
    const points = textsOf("../../src/**/*.ts").flatMap((text) =>
      [...text.matchAll(/checkpoint\("([a-z.-]+)"\)/g)].map(([, point]) => point),
    );
    assert.ok(points.length > 40, `${points.length}`);
    assert.deepEqual(new Set(points), new Set(allCuts.map(({ point }) => point)));
  });

  for (const cut of sample)
    it(`goes in ${cut.service} at ${cut.point}, and the books agree`, async () => {
      const { fault, deaths } = await cutPowerAt(cut, templates);
      assert.deepEqual([fault, deaths], [null, 1]);
    });
});
