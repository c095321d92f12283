// Every fault that a rehearsed device knows stands in a transcript of each desk: a new one fails here until somebody wrote it.

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Desk } from "../src/audit/entry.ts";
import { type Line, readTranscript } from "../src/commands/transcript.ts";
import type { KeypadStatus } from "../src/input/keypad.ts";
import type { DriveFault } from "../src/media/drive.ts";
import type { TokenFault } from "../src/media/token.ts";
import type { PrintTrouble } from "../src/receipt/printer.ts";
import type { BankBehaviour, VaultBehaviour } from "../src/verification/bank-behaviour.ts";
import type { PhoneBehaviour } from "../src/verification/phone-behaviour.ts";

type Does = (line: Line) => boolean;

/** A line of this verb that has all these words, or options of these names and values. */
function does(verb: Line["verb"], ...wanted: readonly string[]): Does {
  return ({ verb: own, words, options }) => {
    const said = [...words, ...Object.entries(options).map(([key, value]) => `${key}=${value}`)];
    return own === verb && wanted.every((word) => said.includes(word));
  };
}

/** Null where it is no fault, or where no rehearsal can bring it about; why stands beside it. */
const keypads: { readonly [S in KeypadStatus]: Does | null } = {
  online: null,
  offline: does("unplug", "keypad"),
  "fraud-attempt": does("tamper", "keypad"),
  // A rehearsed keypad is there from the start, and its settings are right: test/hardware/keypad has these.
  "no-device": null,
  taken: null,
  misread: null,
  "hardware-error": null,
};

const sticks: { readonly [F in DriveFault["type"]]: Does | null } = {
  "drive-removed": does("audit", "certificate-not-written", "why=drive-removed"),
  "drive-full": does("audit", "drive-refused", "why=drive-full"),
  "drive-read-only": does("audit", "drive-refused", "why=drive-read-only"),
  "drive-counterfeit": does("audit", "certificate-not-written", "why=drive-counterfeit"),
  "drive-failed": does("audit", "why=drive-failed"),
  // A simulated stick is mounted, removable and its owner's: test/media and test/hardware/usb-drive have these.
  "drive-not-mounted": null,
  "drive-not-removable": null,
  "drive-denied": null,
  "name-refused": null,
};

type OfToken = TokenFault["type"] | "pin-wrong" | "pin-locked";
const tokens: { readonly [F in OfToken]: Does | null } = {
  "token-removed": does("audit", "token-refused", "why=token-removed"),
  "token-full": does("audit", "token-refused", "why=token-full"),
  "pin-wrong": does("audit", "token-refused", "why=pin-wrong"),
  "pin-locked": does("audit", "token-refused", "why=pin-locked"),
  // Simulated tokens answer at once and never with a code of PKCS#11: test/hardware/token has these.
  "token-silent": null,
  "token-failed": null,
};

const printers: { readonly [T in PrintTrouble]: Does | null } = {
  "paper-out": does("audit", "slip-not-printed", "why=paper-out"),
  jam: does("audit", "slip-not-printed", "why=jam"),
  offline: does("audit", "slip-not-printed", "why=offline"),
  // Told as paper that is out is; test/hardware/receipt-printer asks a printer whose cover is open.
  "cover-open": null,
};

const phones: { readonly [B in PhoneBehaviour]: Does | null } = {
  answers: null,
  wrong: does("audit", "phone-refused", "why=wrong"),
  silent: does("audit", "phone-refused", "why=silent"),
  busy: does("audit", "phone-refused", "why=busy"),
  unreachable: does("audit", "phone-refused", "why=unreachable"),
};

function servers(verb: "bank" | "vault"): { readonly [B in BankBehaviour]: Does | null } {
  return { answers: null, silent: does(verb, "silent"), "loses-answers": does(verb, "loses-answers") };
}

const vault: { readonly [B in VaultBehaviour]: Does | null } = {
  ...servers("vault"),
  "answers-once": does("vault", "answers-once"),
};

const devices = { keypads, sticks, tokens, printers, phones, bank: servers("bank"), vault };

const transcripts = globSync(fileURLToPath(new URL("transcripts/*.txt", import.meta.url))).map((file) => {
  const read = readTranscript(readFileSync(file, "utf8"));
  assert.ok(read.type !== "malformed", basename(file));
  return read.lines;
});

function ofDesk(desk: Desk): readonly (readonly Line[])[] {
  return transcripts.filter((lines) => lines.some(({ verb, words }) => verb === "mode" && words[0] === desk));
}

for (const desk of ["kiosk", "teller"] as const)
  test(`each fault of a device is told in a transcript of the ${desk}`, () => {
    const lines = ofDesk(desk).flat();
    assert.ok(lines.length > 500);
    const missing = Object.entries(devices).flatMap(([device, faults]) =>
      Object.entries(faults)
        .filter(([, happens]) => happens !== null && !lines.some(happens))
        .map(([fault]) => `${device}: ${fault}`),
    );
    assert.deepEqual(missing, []);
  });
