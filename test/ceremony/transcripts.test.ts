// What transcripts go through, by their own lines: every service, and every refusal, in both languages at each desk where it
// stands. That the lines hold is shown where the transcripts are played.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import type { Desk } from "../../src/audit/entry.ts";
import { type EventId, eventIds, events } from "../../src/audit/events.ts";
import { service, serviceIds } from "../../src/ceremony/services.ts";
import { type Line, readTranscript } from "../../src/commands/transcript.ts";
import { type Look, looksOf, type Sought, shows, soughtIn } from "./looks.ts";
import { allRefusals, type Refusal } from "./refusals.ts";

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

const asElsewhere = "test/device-faults.test.ts tells which faults no rehearsed device has, and who tests them";
const examinedAlone =
  "the stick's list bars it before anything is examined, or no key of a hand's can do it: the examination's tests";

/** What no hand at a rehearsed desk can bring about, and why. */
const unplayed: Readonly<Record<string, string>> = {
  "phone-missing (ceremony-ended)": "every customer of the training branch has a phone: test/ceremony/unplayed.test.ts",
  "keys-wait": "a player's hand waits until the work rests: test/ceremony/unplayed.test.ts",
  "registration-refused expired": examinedAlone,
  "registration-refused policy-not-accepted": examinedAlone,
  "registration-refused no-policy": examinedAlone,
  "registration-refused key-missing": examinedAlone,
  "registration-refused signature-refused": examinedAlone,
  "too-many-folders (stick-read)":
    "a stick of a thousand folders: test/acts/stick-reading.test.ts and test/ceremony/stick.test.ts",
  "password-refused too-short": "said by the field before it is judged, as too short an entry",
  "password-refused too-long": "the field takes no more",
  "staff-password-refused too-long": "the field takes no more",
  "staff-password-refused forbidden-character": "the field takes none of them",
  "drive-refused drive-counterfeit": "found out by what was written",
  "pair-mismatch (medium-not-proven)": "what was written is what is proven: test/media/prove.test.ts",
  "key-not-opened (medium-not-proven)": "what was written is what is proven: test/media/prove.test.ts",
  "slip-told cover-open (slip-not-printed)": asElsewhere,
  "token-refused full": asElsewhere,
  "token-refused silent": asElsewhere,
  "token-refused failed": asElsewhere,
  "drive-refused drive-not-mounted": asElsewhere,
  "drive-refused drive-not-removable": asElsewhere,
  "drive-refused drive-denied": asElsewhere,
  "drive-refused name-refused": asElsewhere,
  "drive-not-mounted (certificate-not-written)": asElsewhere,
  "drive-not-removable (certificate-not-written)": asElsewhere,
  "drive-denied (certificate-not-written)": asElsewhere,
  "name-refused (certificate-not-written)": asElsewhere,
};

/** What the journal calls refused and no hand at a desk brings about, in the order of the events. */
const unsaid: { readonly [E in EventId]?: string } = {
  "import-refused": "at the command line",
  "request-expired": "nobody asks for it any more: test/transcripts/request-expired.txt has the row",
  "fee-refused": "the account held enough a moment before: test/acts/fee.test.ts",
  "medium-unavailable": "a card or token that was lost between two pages: test/verification has it",
  "renewal-refused": "a statement that the old key did not sign: test/authority/renewal.test.ts",
  "expiry-notice-not-sent": "at the command line",
  "revocation-list-not-published": "while nobody is served",
  "responder-not-certified": "while nobody is served",
};

describe("the transcripts together", () => {
  it("go through every service to its end, at each desk where it stands, in both languages", () => {
    const found = new Set(transcripts.flatMap(completed));
    const wanted = serviceIds.flatMap((id) =>
      (Object.keys(service(id).places) as Desk[]).flatMap((desk) =>
        ["ko", "en"].map((locale) => `${id} ${desk} ${locale}`),
      ),
    );
    assert.ok(wanted.length > 0);
    assert.deepEqual(
      wanted.filter((each) => !found.has(each)),
      [],
    );
  });

  it("come to every refusal at each desk where it can happen, and say it in both languages", () => {
    const looks = transcripts.flatMap(looksOf);
    const missing = allRefusals
      .filter(({ name }) => unplayed[name] === undefined)
      .flatMap((refusal) =>
        placesOf(refusal)
          .filter((place) => !looks.some((look) => isAt(look, place)))
          .map(({ desk, locale }) => `${refusal.name}, ${desk}, ${locale}`),
      );
    assert.ok(allRefusals.length > 100);
    assert.deepEqual(missing, []);
  });

  it("have a refusal for each row that the journal calls one", () => {
    const rows = new Set(allRefusals.map(({ row }) => row?.event));
    const refused = eventIds.filter((event) => events[event][1] === "refused");
    assert.ok(refused.length > 30);
    assert.deepEqual(
      refused.filter((event) => !rows.has(event)),
      Object.keys(unsaid),
    );
  });

  it("come to nothing that is called impossible", () => {
    const looks = transcripts.flatMap(looksOf);
    const possible = Object.keys(unplayed).filter((name) => {
      const refusal = allRefusals.find((each) => each.name === name);
      return !refusal || placesOf(refusal).every((place) => looks.some((look) => isAt(look, place)));
    });
    assert.deepEqual(possible, []);
  });
});

const locales = ["ko", "en"] as const;

type Place = { readonly desk: Desk; readonly locale: (typeof locales)[number]; readonly sought: Sought };

function placesOf(refusal: Refusal): readonly Place[] {
  return locales.flatMap((locale) => {
    const sought = soughtIn(refusal, locale);
    return refusal.desks.map((desk) => ({ desk, locale, sought }));
  });
}

function isAt(look: Look, { desk, sought }: Place): boolean {
  return look.desk === desk && shows(look, sought);
}
