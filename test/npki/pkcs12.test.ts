// PKCS#12: written so that openssl and forge read it, read as openssl and forge write it, and R never lost.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import forge from "node-forge";
import * as der from "../../src/npki/der.ts";
import { disposePkcs12, type Pkcs12, type Pkcs12Outcome, readPkcs12 } from "../../src/npki/pkcs12.ts";
import { writePkcs12 } from "../../src/npki/pkcs12-writing.ts";
import * as files from "./key-files.ts";
import { openssl, opensslMissing, opensslSays } from "./openssl.ts";
import { type Made, made, pem, shown } from "./pkcs12-files.ts";

const text = "Cert!hong90";
const folder = mkdtempSync(join(tmpdir(), "changgu-p12-"));
after(() => rmSync(folder, { recursive: true }));

let own: Made;
let whole: Pkcs12;
before(async () => {
  own = await made();
  whole = { pairs: [own.signing, own.managing], others: own.chain };
});

function assertOpened(outcome: Pkcs12Outcome, wanted: Pkcs12): void {
  assert.equal(outcome.type, "opened", JSON.stringify(outcome));
  if (outcome.type !== "opened") return;
  assert.deepEqual(shown(outcome.contents), shown(wanted));
  disposePkcs12(outcome.contents);
}

/** Without R, which openssl and forge do not put into the files that they write. */
function withoutR(contents: Pkcs12): Pkcs12 {
  return {
    ...contents,
    pairs: contents.pairs.map(({ certificate, key }) => ({ certificate, key: { ...key, r: null } })),
  };
}

describe("a PKCS#12 file that is written", () => {
  it("comes back with both pairs, R, and the CAs' certificates in their order", () => {
    assertOpened(readPkcs12(writePkcs12(whole, files.password()), files.password()), whole);
    const alone = { pairs: [own.signing], others: [] };
    assertOpened(readPkcs12(writePkcs12(alone, files.password()), files.password()), alone);
  });

  it("has fresh salts each time, and opens with no other password", () => {
    const file = writePkcs12(whole, files.password());
    assert.notDeepEqual(file, writePkcs12(whole, files.password()));
    for (const other of ["Cert!hong91", "cert!hong90", "", "x".repeat(64)])
      assert.deepEqual(readPkcs12(file, files.password(other)), { type: "wrong-password" });
  });

  it("is what Korean programs write, in openssl's words", { skip: opensslMissing }, () => {
    const how = ["-info", "-nodes", "-passin", `pass:${text}`];
    const said = openssl(["pkcs12", ...how], writePkcs12(whole, files.password()));
    assert.equal(said.status, 0, said.complaint);
    assert.match(said.complaint, /MAC: sha1, Iteration 1024\nMAC length: 20, salt length: 8/);
    assert.equal(said.complaint.match(/Certificate bag/g)?.length, 4);
    assert.doesNotMatch(said.complaint, /PKCS7 Encrypted data/);
    const keys = said.complaint.match(/Shrouded Keybag: pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 1024/g);
    assert.equal(keys?.length, 2);
    const printed = said.out.toString();
    assert.match(printed, new RegExp(`1\\.2\\.410\\.200004\\.10\\.1\\.1\\.3: ${spaced(files.r)}`));
    assert.equal(
      printed.match(new RegExp(`localKeyID: ${spaced(identifierIn(own.signing.certificate))}`, "g"))?.length,
      2,
    );
    const [key = ""] = /-----BEGIN PRIVATE KEY-----[\s\S]*?-----END PRIVATE KEY-----/.exec(printed) ?? [];
    assert.equal(opensslSays(["pkey", "-pubout"], Buffer.from(key)).toString(), files.publicKey);
  });

  it("is read by openssl with its legacy provider and without, and not with another password", {
    skip: opensslMissing,
  }, () => {
    const file = writePkcs12(whole, files.password());
    const noout = ["-noout", "-passin"];
    assert.equal(openssl(["pkcs12", "-legacy", ...noout, `pass:${text}`], file).status, 0);
    assert.equal(openssl(["pkcs12", ...noout, `pass:${text}`], file).status, 0);
    assert.notEqual(openssl(["pkcs12", "-legacy", ...noout, "pass:Cert!hong91"], file).status, 0);
  });

  it("is read by forge, which is nobody's openssl", () => {
    const file = writePkcs12({ pairs: [own.signing], others: own.chain }, files.password());
    const pfx = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(file.toString("latin1")), true, text);
    const bags = pfx.getBags({ bagType: forge.pki.oids.pkcs8ShroudedKeyBag ?? "" });
    const [key] = bags[forge.pki.oids.pkcs8ShroudedKeyBag ?? ""] ?? [];
    assert.ok(key?.key);
    assert.equal(forge.pki.privateKeyToPem(key.key), forge.pki.privateKeyToPem(forgeKey()));
  });
});

function forgeKey(): forge.pki.rsa.PrivateKey {
  return forge.pki.privateKeyFromPem(pem("PRIVATE KEY", files.pkcs8));
}

/** `79 EA 75 …` as openssl prints it. */
function spaced(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");
}

/** The subjectKeyIdentifier, found by its identifier's bytes. */
function identifierIn(certificate: Buffer): Buffer {
  const at = certificate.indexOf(Buffer.concat([der.oid("2.5.29.14"), Buffer.from("04160414", "hex")]));
  assert.ok(at > 0);
  return certificate.subarray(at + 9, at + 29);
}

describe("a PKCS#12 file that openssl writes", { skip: opensslMissing }, () => {
  const exported = (...how: readonly string[]): Buffer => {
    const [key, certificate, chain] = ["key.pem", "certificate.pem", "chain.pem"].map((name) => join(folder, name));
    writeFileSync(key ?? "", pem("PRIVATE KEY", files.pkcs8));
    writeFileSync(certificate ?? "", pem("CERTIFICATE", own.signing.certificate));
    writeFileSync(chain ?? "", own.chain.map((each) => pem("CERTIFICATE", each)).join(""));
    const read = ["-inkey", key ?? "", "-in", certificate ?? "", "-certfile", chain ?? ""];
    return opensslSays(["pkcs12", "-export", ...read, "-passout", `pass:${text}`, ...how]);
  };

  for (const [what, how] of [
    ["the modern way: PBES2 with AES-256, PBKDF2 and SHA-256", []],
    ["the legacy way: RC2 of 40 bits and 3DES", ["-legacy"]],
    ["with RC2 of 128 bits", ["-certpbe", "PBE-SHA1-RC2-128", "-keypbe", "PBE-SHA1-3DES"]],
    [
      "the Korean way: nothing around the certificate",
      ["-certpbe", "NONE", "-keypbe", "PBE-SHA1-3DES", "-macalg", "sha1"],
    ],
    ["with AES-128", ["-certpbe", "AES-128-CBC", "-keypbe", "AES-128-CBC"]],
    ["with SEED", ["-certpbe", "SEED-CBC", "-keypbe", "SEED-CBC"]],
    ["with a MAC of SHA-512 and 100,000 iterations", ["-macalg", "sha512", "-iter", "100000"]],
    ["with one iteration", ["-noiter", "-nomaciter"]],
    ["with the key in the open, under a MAC", ["-keypbe", "NONE"]],
    ["with names for people", ["-name", "홍길동", "-caname", "root"]],
  ] as const)
    it(`opens ${what}`, () => {
      const file = exported(...how);
      assertOpened(readPkcs12(file, files.password()), withoutR({ pairs: [own.signing], others: own.chain }));
      assert.deepEqual(readPkcs12(file, files.password("Cert!hong91")), { type: "wrong-password" });
    });

  it("is refused without a MAC, with a key alone, and with another's certificate", () => {
    assert.deepEqual(readPkcs12(exported("-nomac"), files.password()), { type: "unsupported", oid: "no MAC" });
    assert.deepEqual(readPkcs12(exported("-nocerts"), files.password()), { type: "mismatch" });
    const another = writePkcs12(
      { pairs: [{ certificate: own.managing.certificate, key: own.signing.key }], others: [] },
      files.password(),
    );
    assert.deepEqual(readPkcs12(another, files.password()), { type: "mismatch" });
    assert.deepEqual(readPkcs12(exported("-nokeys"), files.password()), { type: "mismatch" });
  });

  it("is refused by the name of what is not read", () => {
    assert.deepEqual(readPkcs12(exported("-keypbe", "PBE-SHA1-RC4-128"), files.password()), {
      type: "unsupported",
      oid: "1.2.840.113549.1.12.1.1",
    });
    const ber = Buffer.from(exported());
    ber[1] = 0x80;
    assert.deepEqual(readPkcs12(ber, files.password()), { type: "unsupported", oid: "BER" });
  });
});

describe("a PKCS#12 file that forge writes", () => {
  it("opens, with 3DES and with AES", () => {
    const certificate = forge.pki.certificateFromAsn1(forge.asn1.fromDer(own.signing.certificate.toString("latin1")));
    for (const algorithm of ["3des", "aes256"] as const) {
      const asn1 = forge.pkcs12.toPkcs12Asn1(forgeKey(), [certificate], text, { algorithm });
      const file = Buffer.from(forge.asn1.toDer(asn1).getBytes(), "latin1");
      const outcome = readPkcs12(file, files.password());
      assert.equal(outcome.type, "opened", JSON.stringify(outcome));
      if (outcome.type === "opened") disposePkcs12(outcome.contents);
    }
  });
});
