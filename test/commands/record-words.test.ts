// What the commands of the record say, every sentence in both languages, as somebody has read it.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { OldCopyAccepted } from "../../src/audit/journal-entry.ts";
import type { Fault, Interval } from "../../src/audit/verification.ts";
import type { SlipFinding } from "../../src/audit/witness.ts";
import type { Lack } from "../../src/commands/own-evidence.ts";
import { precautionsInWords, type RecordWords, verificationInWords } from "../../src/commands/record-words.ts";
import { en } from "../../src/commands/record-words-en.ts";
import { ko } from "../../src/commands/record-words-ko.ts";
import { matchesGolden } from "../screens/golden.ts";

const faults: { readonly [Type in Fault["type"]]: Extract<Fault, { readonly type: Type }> } = {
  "rows-missing": { type: "rows-missing", from: 12, to: 40 },
  "out-of-order": { type: "out-of-order", found: 14 },
  "not-genesis": { type: "not-genesis" },
  "hash-differs": { type: "hash-differs" },
  "seq-differs": { type: "seq-differs" },
  "mac-differs": { type: "mac-differs" },
  "sealed-with-later-key": { type: "sealed-with-later-key", key: 30 },
  "first-key-differs": { type: "first-key-differs" },
  "signing-key-differs": { type: "signing-key-differs" },
  "checkpoint-differs": { type: "checkpoint-differs" },
  "signature-differs": { type: "signature-differs" },
  "handed-over-missing": { type: "handed-over-missing", from: 12, to: 40 },
  "handed-over-differs": { type: "handed-over-differs" },
  "older-than-boots": { type: "older-than-boots", boots: 7, known: 5 },
  "head-differs-from-state": { type: "head-differs-from-state" },
  "state-key-differs": { type: "state-key-differs" },
  "state-of-another-journal": { type: "state-of-another-journal" },
  "file-not-there": { type: "file-not-there", file: "2026-11.sqlite", from: 1, to: 90 },
  "file-differs": { type: "file-differs", file: "2026-11.sqlite" },
};

type Bad = Exclude<SlipFinding, { readonly type: "agrees" }>;
const slips: { readonly [Type in Bad["type"]]: Extract<Bad, { readonly type: Type }> } = {
  malformed: { line: 1, type: "malformed", text: "x" },
  "beyond-end": { line: 2, type: "beyond-end", seq: 50, last: 40 },
  "lost-in-gap": { line: 3, type: "lost-in-gap", seq: 20, row: 12 },
  "head-differs": { line: 4, type: "head-differs", seq: 20 },
  "checkpoint-differs": { line: 5, type: "checkpoint-differs", seq: 20 },
  "not-ours": { line: 6, type: "not-ours" },
};

const lacks: { readonly [Type in Lack["type"]]: Extract<Lack, { readonly type: Type }> } = {
  "key-state-missing": { type: "key-state-missing" },
  "key-state-unreadable": { type: "key-state-unreadable", why: "damaged" },
  "boot-counter-missing": { type: "boot-counter-missing" },
  "boot-counter-unreadable": { type: "boot-counter-unreadable", why: "damaged" },
  "boot-counter-of-another": { type: "boot-counter-of-another" },
  "cursor-unreadable": { type: "cursor-unreadable", why: "damaged" },
  "cursor-of-another": { type: "cursor-of-another" },
  "key-file-unusable": { type: "key-file-unusable", why: "EACCES" },
};

const provers: readonly Interval["by"][] = ["first-key", "key-state", "checkpoints", "chain"];
const head = "5f3d01ae";
const gap = { row: 12, time: "", last: 11, boots: 7, officer: "박책임", reason: "디스크 고장" };
const accepted: OldCopyAccepted = {
  ...{ event: "old-copy-accepted", last: 11, upTo: 40, boots: 7, officer: "박책임", reason: "디스크 고장" },
  ...{ serials: ["yessign 10000005 101e9b45"], lists: ["KICA 7 2006599"], listed: 2, unknown: 1, doubted: 1 },
  ...{ tickets: 3, requests: 2, challenges: 4, tokens: 9, locked: 1 },
};

function verifying(words: RecordWords): readonly string[] {
  const proven = provers.map((by, at) => ({ from: 10 * at, to: 10 * at + at, by }));
  const whole = { type: "whole", last: 40, head, proven } as const;
  const filed = { file: "2026-11.sqlite", from: 1, upto: 90, head, digest: head };
  return [
    ...Object.values(faults).map((fault) => words.broken(words.fault(12, fault))),
    words.fault(12, { type: "rows-missing", from: 12, to: 12 }),
    ...verificationInWords(words, { ...whole, endProven: 40 }),
    ...(["slip", "end-unproven", "unproven"] as const).map((doubt) => words.whole({ ...whole, endProven: 40 }, doubt)),
    ...provers.map((by) => words.proven({ from: 7, to: 7, by })),
    ...Object.values(lacks).map(words.lack),
    words.copyHint,
    ...[null, 30].map((endProven) => words.end(40, endProven)),
    ...[40, null].map((upTo) => words.gap({ ...gap, upTo })),
    words.removed(90),
    ...(["whole", "differs", "missing", "unreadable"] as const).map((state) => words.file({ ...filed, state })),
    ...Object.values(slips).map(words.slip),
    words.witness(30),
    ...[words.oldCopyHint, words.firstKeyKept],
    ...[words.nothingProves, words.noJournal, words.unrecorded("EROFS"), words.unreadKey("ENOENT"), words.noFirstKey],
    ...[words.lost("/home/changgu.sqlite", "it is empty", 41), words.lost("/home/changgu.sqlite", "it is empty", null)],
    ...[words.cannotOpen("FILE", "EACCES"), words.notThere("FILE", ""), words.cannotRead("FILE", "ENOSPC")],
    words.slipsUnread("FILE", "ENOENT"),
  ];
}

function recovering({ recover, ...words }: RecordWords): readonly string[] {
  const { keyStateThere, bootsMissing, stateReplaced, reasonRefused } = recover;
  return [
    ...[reasonRefused, recover.keyStateInTheWay("damaged"), keyStateThere, bootsMissing, recover.handedOver(20)],
    ...[recover.nothing(recover.busy(4711)), stateReplaced, ...recover.goesOn],
    ...(["key-state", "boots", "both"] as const).map(recover.anothers),
    ...[recover.replaced(12), recover.nothingMissing(true), recover.nothingMissing(false)],
    ...[recover.bootsUnusable("damaged"), recover.stateUnusable("damaged")],
    ...recover.listsMissing(["crl/yessign.crl", "crl/KICA.crl"]),
    ...recover.accepted(11, null),
    ...recover.accepted(11, 40),
    ...precautionsInWords({ ...words, recover }, accepted),
    ...recover.lookUp("100001 이창구, 200001 박책임"),
    ...[recover.typeWords, recover.notTheWords, recover.giveFile, recover.noneInFile],
  ];
}

function drilling({ drill }: RecordWords): readonly string[] {
  return [
    ...[
      drill.sound(40, 8, 12),
      drill.asNew,
      drill.ageUnknown,
      drill.old(3, 1),
      drill.notSound,
      drill.manifest("?"),
      drill.otherDigest,
    ],
    ...[drill.damaged("page 3"), drill.notOpened("?"), drill.otherKey, drill.notThere, drill.noKeyFile],
    drill.cannotOpen("FILE", "EACCES"),
  ];
}

describe("the words of the record", () => {
  for (const [locale, words] of [
    ["ko", ko],
    ["en", en],
  ] as const)
    it(`are as they were read, in ${locale}`, () => {
      const said = [
        ...["# audit verify", ...verifying(words)],
        ...["", "# audit recover", ...recovering(words)],
        ...["", "# restore --check", ...drilling(words), ""],
      ];
      matchesGolden(`record/${locale}.txt`, said.join("\n"));
    });

  it("are Korean in Korean, and each names the same rows, numbers and commands as in English", () => {
    const facts = (text: string): readonly string[] =>
      (text.match(/\d+|changgu [a-z-]+( [a-z-]+)?|--[a-z0-9-]+/g) ?? []).sort();
    for (const all of [verifying, recovering, drilling]) {
      const [korean, english] = [all(ko), all(en)];
      for (const line of korean) assert.match(line, /[가-힣]/);
      for (const line of english) assert.doesNotMatch(line.replaceAll(/박책임|이창구|디스크 고장/g, ""), /[가-힣]/);
      const together = (lines: readonly string[]): readonly string[] => [...new Set(facts(lines.join("\n")))].sort();
      assert.deepEqual(
        together(english).filter((fact) => !together(korean).includes(fact)),
        [],
      );
    }
  });
});
