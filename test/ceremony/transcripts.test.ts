// What transcripts go through, by their own lines: every service in both languages at its desks, and every refusal of another
// institution's certificate. That the lines hold is shown where the transcripts are played.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import type { Desk } from "../../src/audit/entry.ts";
import type { Failure } from "../../src/authority/examination.ts";
import { services } from "../../src/ceremony/services.ts";
import { type Line, readTranscript } from "../../src/commands/transcript.ts";
import { registrationFailures } from "../screens/registration-failures.ts";

const transcripts = globSync(fileURLToPath(new URL("../transcripts/*.txt", import.meta.url))).map((file) =>
  linesOf(readFileSync(file, "utf8")),
);

function linesOf(text: string): readonly Line[] {
  const transcript = readTranscript(text);
  return transcript.type === "transcript" ? transcript.lines : [];
}

function audited(lines: readonly Line[], ...events: readonly string[]): readonly Line[] {
  return lines.filter(({ verb, words }) => verb === "audit" && events.includes(words[0] ?? ""));
}

/** `issue kiosk ko`: ceremonies that a transcript follows from their beginning to a good end. */
function completed(lines: readonly Line[]): readonly string[] {
  const bounds = audited(lines, "ceremony-began", "ceremony-ended");
  return bounds.flatMap(({ words: [event], options: { service, desk, locale } }, index) => {
    const end = bounds[index + 1];
    const good = event === "ceremony-began" && end?.options.result === "completed";
    return good ? [`${service} ${desk} ${locale}`] : [];
  });
}

/** Told by other words than the examination's: those of the key that stays closed. */
const keyRefusals: Readonly<Partial<Record<Failure, string>>> = {
  "wrong-password": "wrong-password",
  "key-damaged": "damaged",
  "key-unsupported": "unsupported",
  "key-of-another": "mismatch",
};

/** The stick's list bars it before anything is examined, or no key of a hand's can do it: the examination's tests have it. */
const examinedAlone: readonly Failure[] = ["no-policy", "key-missing", "signature-refused"];

describe("the transcripts together", () => {
  it("go through every service to its end, at each desk where it stands, in both languages", () => {
    const found = new Set(transcripts.flatMap(completed));
    const wanted = services.flatMap(({ id, places }) =>
      (Object.keys(places) as Desk[]).flatMap((desk) => ["ko", "en"].map((locale) => `${id} ${desk} ${locale}`)),
    );
    assert.ok(wanted.length > 0);
    assert.deepEqual(
      wanted.filter((each) => !found.has(each)),
      [],
    );
  });

  it("are refused for every reason for which another institution's certificate can be", () => {
    const whys = (event: string) => new Set(transcripts.flatMap((lines) => audited(lines, event)).map(whyOf));
    const [refused, closed] = [whys("registration-refused"), whys("key-refused")];
    const missing = registrationFailures.filter((why) => {
      const key = keyRefusals[why];
      return key === undefined ? !refused.has(why) : !closed.has(key);
    });
    assert.deepEqual(missing, examinedAlone);
  });
});

function whyOf({ options }: Line): string {
  return options.why ?? "";
}
