// Makes the sticks beside it: node --import tsx test/vectors/sticks/make.mjs. Certificates by node-forge, SEED by openssl,
// so that what the program reads was written by others. Key files are locked under `Old!pw26`, the eight characters of old.
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import forge from "node-forge";
import * as der from "../../../src/npki/der.ts";
import * as files from "../../npki/key-files.ts";
import { opensslSays } from "../../npki/openssl.ts";

const here = dirname(fileURLToPath(import.meta.url));
const password = "Old!pw26";
const limited = "1.2.410.200005.1.1.4";
const { asn1 } = forge;

/** A joint certificate's names and policy; signed by itself, for nobody verifies it here. */
function certificate({ name, from = "2026-03-02", to = "2029-03-02", serial, keyPem, policy = limited }) {
  const made = forge.pki.createCertificate();
  const key = forge.pki.privateKeyFromPem(keyPem);
  made.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
  made.serialNumber = serial;
  made.validity.notBefore = new Date(`${from}T15:00:00Z`);
  made.validity.notAfter = new Date(`${to}T14:59:59Z`);
  const utf8 = (type, value) => ({ shortName: type, value, valueTagClass: asn1.Type.UTF8 });
  const subject = [
    { shortName: "C", value: "kr" },
    utf8("O", "yessign"),
    utf8("OU", "personal4IB"),
    utf8("OU", "POST"),
    utf8("CN", commonName(name, serial)),
  ];
  made.setSubject(subject);
  made.setIssuer([...subject.slice(0, 2), utf8("OU", "AccreditedCA"), utf8("CN", "yessignCA Class 4")]);
  const oid = (text) => asn1.create(0, asn1.Type.OID, false, asn1.oidToDer(text).getBytes());
  const sequence = (...parts) => asn1.create(0, asn1.Type.SEQUENCE, true, parts);
  const policies = sequence(sequence(oid(policy)));
  made.setExtensions([{ id: "2.5.29.32", critical: true, value: asn1.toDer(policies).getBytes() }]);
  made.sign(key, forge.md.sha256.create());
  return Buffer.from(asn1.toDer(forge.pki.certificateToAsn1(made)).getBytes(), "binary");
}

function commonName(name, serial) {
  return `${name}()007104620260303${serial.padStart(9, "0")}`;
}

function folder(name, serial, user = "USER") {
  return `NPKI/yessign/${user}/cn=${commonName(name, serial)},ou=POST,ou=personal4IB,o=yessign,c=kr`;
}

/** Scheme b, which only old programs wrote: SEED under PBKDF1 with the fixed initialization vector. */
function locked(plain) {
  const derived = files.pbkdf1(password, files.salt, 1024);
  const iv = Buffer.from("0123456789012345");
  return files.keyFile(files.pbes1("1.2.410.200004.1.4", 1024), files.seed("-e", derived.subarray(0, 16), iv, plain));
}

function keyPair() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pkcs8 = privateKey.export({ format: "der", type: "pkcs8" });
  const info = der.sequence(...(der.readChildren(pkcs8) ?? []).map(({ whole }) => whole), files.attributeOfR);
  return { keyPem: privateKey.export({ format: "pem", type: "pkcs8" }).toString(), info };
}

function put(stick, place, contents) {
  mkdirSync(join(here, stick, place), { recursive: true });
  for (const [name, bytes] of Object.entries(contents)) writeFileSync(join(here, stick, place, name), bytes);
}

for (const stick of ["old", "taken", "faults", "many", "foreign", "pkcs12"])
  rmSync(join(here, stick), { recursive: true, force: true });

const own = keyPair();
const other = keyPair();
const oldOne = certificate({ name: "홍길동", serial: "12", keyPem: own.keyPem });
// 46 bytes stand behind the key, as in a real one.
const trailing = Buffer.concat([locked(own.info), Buffer.alloc(46, 0x20)]);
put("old", folder("홍길동", "12", "user"), { "signCert.der": oldOne, "signPri.key": trailing });

const stranger = certificate({ name: "홍길동", serial: "12", keyPem: other.keyPem });
put("taken", folder("홍길동", "12"), { "signCert.der": stranger, "signPri.key": locked(other.info) });

const foreign = certificate({ name: "홍길동", serial: "13", keyPem: own.keyPem, policy: "1.2.410.200004.5.1.1.5" });
put("foreign", folder("홍길동", "13").replace("yessign", "SignKorea"), {
  "signCert.der": foreign,
  "signPri.key": locked(own.info),
});

const unread = files.keyFile(files.pbes2({ cipher: "1.2.840.113549.3.7" }), Buffer.alloc(1232, 7));
const faults = {
  홍손상: { key: locked(own.info).subarray(0, 700), to: "2029-03-05" },
  홍미지: { key: unread, to: "2029-03-04" },
  홍남의: { key: locked(other.info), to: "2029-03-03" },
  홍반쪽: { key: null, to: "2029-03-02" },
};
for (const [index, [name, { key, to }]] of Object.entries(faults).entries()) {
  const serial = `2${index}`;
  const cert = certificate({ name, to, serial, keyPem: own.keyPem });
  put("faults", folder(name, serial), { "signCert.der": cert, ...(key ? { "signPri.key": key } : {}) });
}
put("faults", folder("홍백지", "29"), { "signCert.der": Buffer.alloc(600, 0x30), "signPri.key": Buffer.alloc(4) });

for (let index = 0; index < 8; index++) {
  const serial = `3${index}`;
  const to = index < 2 ? `2026-0${index + 5}-01` : `2028-0${index}-01`;
  const cert = certificate({ name: `홍${"일이삼사오육칠팔"[index]}동`, to, from: "2026-01-01", serial, keyPem: own.keyPem });
  put("many", folder(`홍${"일이삼사오육칠팔"[index]}동`, serial), {
    "signCert.der": cert,
    "signPri.key": locked(own.info),
  });
}

/** A stick with PKCS#12 files as openssl writes them, new and old, and with what only looks like one. */
function pkcs12(certificates, keyPem, ...how) {
  const folder = mkdtempSync(join(tmpdir(), "changgu-pkcs12-"));
  writeFileSync(join(folder, "key"), keyPem);
  const pem = (bytes) =>
    `-----BEGIN CERTIFICATE-----\n${bytes.toString("base64").match(/.{1,64}/g).join("\n")}\n-----END CERTIFICATE-----\n`;
  writeFileSync(join(folder, "certificates"), certificates.map(pem).join(""));
  const read = ["-inkey", join(folder, "key"), "-in", join(folder, "certificates")];
  const file = opensslSays(["pkcs12", "-export", ...read, "-passout", `pass:${password}`, ...how]);
  rmSync(folder, { recursive: true });
  return file;
}

const chained = certificate({ name: "홍길동", serial: "41", keyPem: own.keyPem });
const above = certificate({ name: "한기관", serial: "42", keyPem: other.keyPem });
const foreign = forge.pki.createCertificate();
foreign.publicKey = forge.pki.setRsaPublicKey(
  forge.pki.privateKeyFromPem(own.keyPem).n,
  forge.pki.privateKeyFromPem(own.keyPem).e,
);
foreign.serialNumber = "43";
foreign.validity.notAfter = new Date("2029-03-02T14:59:59Z");
foreign.setSubject([{ shortName: "CN", value: "www.example" }]);
foreign.setIssuer([{ shortName: "CN", value: "www.example" }]);
foreign.sign(forge.pki.privateKeyFromPem(own.keyPem), forge.md.sha256.create());
const foreignDer = Buffer.from(asn1.toDer(forge.pki.certificateToAsn1(foreign)).getBytes(), "binary");
put("pkcs12", ".", {
  "1-new.p12": pkcs12([chained, above], own.keyPem),
  "2-OLD.PFX": pkcs12([chained], own.keyPem, "-legacy"),
  "3-website.p12": pkcs12([foreignDer], own.keyPem),
  "4-cut.p12": pkcs12([chained], own.keyPem).subarray(0, 1200),
  "5-no-mac.p12": pkcs12([chained], own.keyPem, "-nomac"),
  "6-key-alone.p12": pkcs12([chained], own.keyPem, "-nocerts"),
  ".hidden.p12": Buffer.from("nobody's"),
});
put("pkcs12", "below", { "not-at-the-top.p12": Buffer.from("nobody's") });
mkdirSync(join(here, "pkcs12", "7-folder.p12"));
writeFileSync(join(here, "pkcs12", "7-folder.p12", "kept"), "");
