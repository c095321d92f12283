// Bytes at every reader of what comes from outside, mutated and random: nothing but named outcomes, however often.

import { parseObject } from "../../hardware/http/json.ts";
import { asciiProtocol } from "../../hardware/keypad/ascii.ts";
import { protocolOf } from "../../hardware/keypad/framing.ts";
import { parseCheckpointCode, readSlips } from "../../src/audit/slip.ts";
import { readOcspRequest } from "../../src/authority/ocsp-request.ts";
import { readManifest } from "../../src/commands/backup.ts";
import { keyOfWords } from "../../src/commands/first-key-words.ts";
import { readTranscript } from "../../src/commands/transcript.ts";
import { Tokenizer } from "../../src/input/tokenizer.ts";
import { readCaPubs, readCertificate } from "../../src/npki/certificate-folder.ts";
import * as der from "../../src/npki/der.ts";
import { unlockKey } from "../../src/npki/locked-key.ts";
import { readPkcs12 } from "../../src/npki/pkcs12.ts";
import { writePkcs12 } from "../../src/npki/pkcs12-writing.ts";
import { readRevocationList } from "../../src/reliance/crl-reading.ts";
import { Secret } from "../../src/secret.ts";
import { framingInWords } from "../../src/settings/keypad.ts";
import { readSettings } from "../../src/settings/settings.ts";
import { readingCards } from "../../src/verification/cards-file.ts";
import { readingCustomers } from "../../src/verification/customers-file.ts";
import { readPskc } from "../../src/verification/pskc.ts";
import { made } from "../npki/pkcs12-files.ts";
import { now, otherWorld, password } from "../reliance/other-institution.ts";
import { container, keyPackage } from "../verification/pskc-maker.ts";
import { readWhole } from "../verification/sheet-reading.ts";

export type Reader = {
  readonly what: string;
  /** How often it has its turn beside the others: a key costs its password's thousand hashes. */
  readonly weight: number;
  readonly samples: readonly Uint8Array[];
  read(bytes: Buffer): unknown;
};

const text = (lines: readonly string[]): Uint8Array => Buffer.from(lines.join("\n"));

const ofText: readonly Reader[] = [
  {
    what: "tokens (PSKC)",
    weight: 12,
    samples: [Buffer.from(container([keyPackage()]))],
    read: (bytes) => readPskc(bytes, { key: null, kind: "otp-token", now }),
  },
  {
    what: "customers",
    weight: 12,
    samples: [
      text([
        "id,name,language,resident_number,phones,account,account_password,balance",
        "hong,홍길동,ko,900101-1234567,010-1234-5678;021234567,01234502100017,1357,1000000",
        '"kim","JOHN SMITH",en,8503152345678,,0123456789,1111,5',
      ]),
    ],
    read: (bytes) => readWhole(readingCustomers(bytes)),
  },
  {
    what: "cards",
    weight: 12,
    samples: [
      text([
        `serial,${Array.from({ length: 30 }, (_, at) => at + 1).join(",")}`,
        `710000000001,${Array.from({ length: 30 }, (_, at) => 1234 + at).join(",")}`,
      ]),
    ],
    read: (bytes) => readWhole(readingCards(bytes)),
  },
  {
    what: "settings",
    weight: 12,
    samples: [text(['{"terminal":"T-0042","keypad":{"path":"/dev/ttyS0","baudRate":9600},"listHours":24}'])],
    read: (bytes) => readSettings(bytes.toString(), {}),
  },
  {
    what: "transcripts",
    weight: 6,
    samples: [text(["mode kiosk", "clock 2026-11-23T09:00:00+09:00", 'see "어서 오십시오"', "insert usb0 fails-at=3"])],
    read: (bytes) => readTranscript(bytes.toString()),
  },
  {
    what: "slips",
    weight: 6,
    samples: [text(["1040 01234 56789 01234 56789", "1041 CGCP1:AAAA:BBBB"])],
    read: (bytes) => [readSlips(bytes.toString()), parseCheckpointCode(bytes.toString())],
  },
  {
    what: "manifests",
    weight: 6,
    samples: [text(['{"statement":"{\\"last\\":3}","signature":"00ff"}'])],
    read: (bytes) => readManifest(bytes.toString(), "00".repeat(32)),
  },
  {
    what: "words of the first key",
    weight: 6,
    samples: [text(["lusab babad gutih tugad mudof sakat harad bohan kofag zusip tuvag rugit judaf tapap a b c"])],
    read: (bytes) => keyOfWords(bytes.toString()),
  },
  {
    what: "answers of gateways",
    weight: 8,
    samples: [text(['{"type":"charged","amount":4400,"secret":"1357"}'])],
    read: (bytes) => parseObject(bytes),
  },
];

const framings = ["stx-etx,lrc", "stx-etx,lrc-with-stx,ack-nak", "stx-etx,sum8", "enq-ack,sum8", "enq-ack"];

const ofLines: readonly Reader[] = [
  {
    what: "keys of a terminal",
    weight: 20,
    samples: [Buffer.from("\u001b[200~홍길동\u001b[201~\u001b[1;5A\u001bOP9\r")],
    read(bytes) {
      const tokenizer = new Tokenizer();
      tokenizer.feed(bytes);
      tokenizer.flush();
    },
  },
  {
    what: "keys of a line",
    weight: 20,
    samples: [Buffer.from("123\r*#")],
    read: (bytes) => asciiProtocol().receive(bytes),
  },
  ...framings.map((words): Reader => {
    const framing = framingInWords("framing", words);
    const sample = protocolOf(framing).encode("5");
    return {
      what: `frames ${words}`,
      weight: 8,
      samples: [sample],
      read: (bytes) => protocolOf(framing).receive(bytes),
    };
  }),
];

/** Their samples are made anew: certificates, keys and lists that other institutions could have issued. */
export async function everyReader(): Promise<readonly Reader[]> {
  using world = otherWorld();
  const { certificate, files } = await world.make();
  const keys = files.filter(({ name }) => name.endsWith(".key")).map(({ bytes }) => bytes);
  const list = world.issuer.list("SignKorea", [], now) ?? Buffer.alloc(0);
  const { signing, chain } = await made();
  const opens = Secret.fromText(password);
  const pkcs12 = writePkcs12({ pairs: [signing], others: chain }, opens);
  return [
    ...ofText,
    ...ofLines,
    {
      what: "certificates",
      weight: 12,
      samples: [certificate, ...chain],
      read: (bytes) => [readCertificate(bytes), readCaPubs(bytes)],
    },
    { what: "revocation lists", weight: 12, samples: [list], read: readRevocationList },
    { what: "OCSP requests", weight: 12, samples: [certificate, list], read: readOcspRequest },
    {
      what: "DER",
      weight: 20,
      samples: [certificate, list],
      read: (bytes) => der.readExactly(bytes)?.map(der.partsOf),
    },
    { what: "locked keys", weight: 1, samples: keys, read: (bytes) => unlockKey(bytes, opens) },
    { what: "PKCS#12 files", weight: 1, samples: [pkcs12], read: (bytes) => readPkcs12(bytes, opens) },
  ];
}

type Roll = (below: number) => number;

const nasty = [
  "",
  "\0",
  '"',
  "\u001b[",
  "\u202e",
  "\ud83d\udd11",
  "９",
  "__proto__",
  "\r\n",
  "-1",
  "1e999",
  "\u0002",
  "\u0003",
].map((piece) => Buffer.from(piece));

function noise(length: number, roll: Roll): Buffer {
  return Buffer.from(Array.from({ length }, () => roll(256)));
}

/** A sample with up to four places cut, overwritten, doubled or put in; every eighth is nothing but noise. */
export function mutated(samples: readonly Uint8Array[], roll: Roll): Buffer {
  if (roll(8) === 0) return noise(roll(200), roll);
  let bytes: Buffer = Buffer.from(samples[roll(samples.length)] ?? []);
  for (let changes = roll(4); changes >= 0; changes--) {
    // Most structure is in the head.
    const at = roll(roll(2) === 0 ? Math.min(bytes.length + 1, 64) : bytes.length + 1);
    const end = at + roll(4) * roll(16);
    const put = [noise(1 + roll(4), roll), nasty[roll(nasty.length)], bytes.subarray(at, end), Buffer.alloc(0)][
      roll(4)
    ];
    bytes = Buffer.concat([bytes.subarray(0, at), put ?? Buffer.alloc(0), bytes.subarray(roll(2) === 0 ? at : end)]);
  }
  return bytes;
}

export type Thrown = { readonly what: string; readonly input: string; readonly error: string };

/** One input for one of them; null when it was named. */
export function tryOne(readers: readonly Reader[], roll: Roll): Thrown | null {
  const turns = readers.flatMap((reader) => Array<Reader>(reader.weight).fill(reader));
  const reader = turns[roll(turns.length)];
  if (!reader) return null;
  const bytes = mutated(reader.samples, roll);
  try {
    reader.read(bytes);
    return null;
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { what: reader.what, input: bytes.toString("hex"), error: said };
  }
}
