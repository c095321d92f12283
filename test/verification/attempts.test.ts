// Random guesses, clocks and power cuts: no code is taken twice, and nobody has a try more than the limits say.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkCourses } from "./attempts-course.ts";
import { inMemory, newBranch, onDisk } from "./attempts-world.ts";

describe("attempts", () => {
  it("answer as counting on paper does, in memory", async () => {
    const { answers, cuts } = await checkCourses(inMemory, 400);
    assert.ok(answers > 5_000 && cuts > 500, `${answers} answers, ${cuts} power cuts`);
  });

  it("answer as counting on paper does, on a disk with its journal", async () => {
    const template = await newBranch();
    const { answers, cuts } = await checkCourses(() => onDisk(template), 15);
    assert.ok(answers > 100 && cuts > 3, `${answers} answers, ${cuts} power cuts`);
  });
});
