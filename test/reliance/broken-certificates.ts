// Certificates that break one rule each: a good one of the profile with one part exchanged.

import { createHash } from "node:crypto";
import {
  extension,
  hexInteger,
  keyIdentifier,
  nameDer,
  oidSha256WithRsa,
  subjectKeyIdentifier,
} from "../../src/authority/profile.ts";
import { profileOf } from "../../src/authority/profiles.ts";
import * as der from "../../src/npki/der.ts";
import type { Subject } from "../../src/npki/distinguished-name.ts";
import { identifyDataDer, oidIdentifyData } from "../../src/npki/virtual-id.ts";
import { type Parts, places, policy, spki, subject, userKey } from "../authority/certificate-parts.ts";

export type Broken = {
  readonly what: string;
  /** Every rule that it breaks; two where one part stands under two rules. */
  readonly breaks: readonly string[];
  readonly change: (parts: Parts) => void;
};

function time(tag: number, text: string): Buffer {
  return der.element(tag, Buffer.from(text, "ascii"));
}

function utc(begin: string, end: string): Buffer {
  return der.sequence(time(der.tags.utcTime, begin), time(der.tags.utcTime, end));
}

/** The subject with one attribute of another string type. */
function nameWith(tag: number, type: Subject[number]["type"], names: Subject): Buffer {
  const parts = der.partsOf(der.readElement(nameDer(names)) ?? undefined).map(({ whole }, index) => {
    const attribute = names[index];
    if (attribute?.type !== type) return whole;
    const [set] = der.partsOf(der.readElement(whole) ?? undefined);
    const [oid] = der.partsOf(set);
    const text = der.element(tag, Buffer.from(attribute.value, "utf8"));
    return der.element(der.tags.set, der.sequence(oid?.whole ?? Buffer.alloc(0), text));
  });
  return der.sequence(...parts);
}

function named(commonName: string): Buffer {
  return nameDer(subject.map((each) => (each.type === "CN" ? { ...each, value: commonName } : each)));
}

/** Exchanges the key, and its identifier with it. */
function key(publicKey: Buffer): (parts: Parts) => void {
  return (parts) => {
    parts.publicKey = publicKey;
    parts.extensions[places.subjectKey] = subjectKeyIdentifier(publicKey);
  };
}

function put(name: Exclude<keyof Parts, "extensions">, bytes: Buffer): (parts: Parts) => void {
  return (parts) => {
    parts[name] = bytes;
  };
}

function exchange(place: keyof typeof places, bytes: Buffer): (parts: Parts) => void {
  return (parts) => {
    parts.extensions[places[place]] = bytes;
  };
}

function without(place: keyof typeof places): (parts: Parts) => void {
  return (parts) => {
    parts.extensions.splice(places[place], 1);
  };
}

const sha256WithoutNull = der.sequence(der.oid(oidSha256WithRsa));
const [, keyBits] = der.readChildren(userKey) ?? [];
const keyWithoutNull = der.sequence(der.sequence(der.oid("1.2.840.113549.1.1.1")), keyBits?.whole ?? Buffer.alloc(0));

function uri(text: string): Buffer {
  return der.element(0x86, Buffer.from(text, "ascii"));
}

function crlPoints(...points: readonly (readonly string[])[]): Buffer {
  const list = points.map((uris) => der.sequence(der.element(0xa0, der.element(0xa0, ...uris.map(uri)))));
  return extension("2.5.29.31", false, der.sequence(...list));
}

function notice(tag: number, text: Buffer): Buffer {
  return der.sequence(der.oid("1.3.6.1.5.5.7.2.2"), der.sequence(der.element(tag, text)));
}

const noticeText = Buffer.from("시험용", "utf16le").swap16();
const bmpNotice = notice(der.tags.bmp, noticeText);
const statement = der.sequence(
  der.oid("1.3.6.1.5.5.7.2.1"),
  der.element(der.tags.ia5, Buffer.from("http://a.example/cps")),
);

function policies(...list: readonly (readonly [id: string, ...qualifiers: readonly Buffer[]])[]): Buffer {
  const each = list.map(([id, ...qualifiers]) => der.sequence(der.oid(id), der.sequence(...qualifiers)));
  return extension("2.5.29.32", true, der.sequence(...each));
}

function altName(id: string, data: Buffer): Buffer {
  const other = der.sequence(der.element(der.tags.context0, der.oid(id), der.element(der.tags.context0, data)));
  return extension("2.5.29.17", false, other);
}

const usage = Buffer.from([0x03, 0x02, 0x06, 0xc0]);
const clientAuthentication = der.sequence(der.oid("1.3.6.1.5.5.7.3.2"));

function broken(what: string, breaks: readonly string[], change: Broken["change"]): Broken {
  return { what, breaks, change };
}

export const brokenOnes: readonly Broken[] = [
  broken("version 2", ["version-3"], put("version", der.element(der.tags.context0, der.smallInteger(1)))),
  broken("the serial number 0", ["serial-zero"], put("serial", hexInteger("00"))),
  broken("a serial number of 21 octets", ["serial-length"], put("serial", hexInteger("11".repeat(21)))),
  broken(
    "a serial number whose high bit is set",
    ["serial-negative"],
    put("serial", der.element(der.tags.integer, Buffer.from("90000001", "hex"))),
  ),
  broken("sha256WithRSAEncryption without its NULL", ["signature-algorithm"], (parts) => {
    parts.algorithm = sha256WithoutNull;
    parts.outerAlgorithm = sha256WithoutNull;
  }),
  broken("the NULL inside alone", ["signature-algorithm-same"], put("outerAlgorithm", sha256WithoutNull)),
  broken(
    "a GeneralizedTime before 2050",
    ["time-encoding"],
    put(
      "validity",
      der.sequence(time(der.tags.utcTime, "261122150000Z"), time(der.tags.generalizedTime, "20271123145959Z")),
    ),
  ),
  broken("an end at noon", ["validity-days"], put("validity", utc("261122150000Z", "271123030000Z"))),
  broken(
    "a beginning at the hour of issuance",
    ["validity-days"],
    put("validity", utc("261123000000Z", "271123145959Z")),
  ),
  broken("a validity of two years", ["validity-length"], put("validity", utc("261122150000Z", "281123145959Z"))),
  broken(
    "a validity of a year and a day more",
    ["validity-length"],
    put("validity", utc("261122150000Z", "271124145959Z")),
  ),
  broken("an end before the beginning", ["validity-length"], put("validity", utc("261122150000Z", "251123145959Z"))),
  broken(
    "an organization in a PrintableString",
    ["name-encoding"],
    put("subject", nameWith(der.tags.printable, "O", subject)),
  ),
  broken("a country in a UTF8String", ["name-encoding"], put("subject", nameWith(der.tags.utf8, "C", subject))),
  broken(
    "an issuer with a country in a UTF8String",
    ["name-encoding"],
    put("issuer", nameWith(der.tags.utf8, "C", profileOf("yessign", "training").issuer)),
  ),
  broken("a common name of 65 characters", ["common-name-length"], put("subject", named("홍".repeat(65)))),
  broken("no common name", ["common-name-length"], put("subject", nameDer(subject.slice(0, -1)))),
  broken("an RSA key of 1024 bits", ["rsa-key"], key(spki(1024))),
  broken("an RSA key of 2040 bits", ["rsa-key"], key(spki(2040))),
  broken("the exponent 3", ["rsa-exponent"], key(spki(2048, 3))),
  broken("a key whose algorithm has no NULL", ["key-algorithm-null"], put("publicKey", keyWithoutNull)),
  broken("two extensions in each other's place", ["extensions"], ({ extensions }) =>
    extensions.push(...extensions.splice(places.crl, 1)),
  ),
  broken("an extension that is nobody's", ["extensions"], ({ extensions }) =>
    extensions.push(extension("1.2.3.4", false, der.nothing())),
  ),
  broken("no OCSP responder", ["extensions", "ocsp-responder"], without("ocsp")),
  broken("no keyUsage", ["extensions", "key-usage"], without("keyUsage")),
  broken("no CRL distribution point", ["extensions", "crl-distribution-point"], without("crl")),
  broken(
    "a keyUsage that is not critical",
    ["criticality"],
    exchange("keyUsage", extension("2.5.29.15", false, usage)),
  ),
  broken(
    "a subject key identifier that is critical",
    ["criticality"],
    exchange("subjectKey", extension("2.5.29.14", true, der.element(der.tags.octetString, keyIdentifier(userKey)))),
  ),
  broken("the identifier of the CA's key alone", ["authority-key-identifier"], (parts) => {
    const [, value] = der.readChildren(parts.extensions[places.authorityKey] ?? Buffer.alloc(0)) ?? [];
    const [keyId] = der.readChildren(value?.content ?? Buffer.alloc(0)) ?? [];
    const alone = der.sequence(keyId?.whole ?? Buffer.alloc(0));
    parts.extensions[places.authorityKey] = extension("2.5.29.35", false, alone);
  }),
  broken(
    "a subject key identifier of another key",
    ["subject-key-identifier"],
    exchange("subjectKey", subjectKeyIdentifier(spki(2048))),
  ),
  broken(
    "a subject key identifier over the whole SubjectPublicKeyInfo",
    ["subject-key-identifier"],
    exchange(
      "subjectKey",
      extension("2.5.29.14", false, der.element(der.tags.octetString, createHash("sha1").update(userKey).digest())),
    ),
  ),
  broken(
    "a keyUsage of keyEncipherment",
    ["key-usage"],
    exchange("keyUsage", extension("2.5.29.15", true, Buffer.from([0x03, 0x02, 0x05, 0x20]))),
  ),
  broken(
    "the policy of another product",
    ["one-policy"],
    exchange("policies", policies(["1.2.410.200005.1.1.1", bmpNotice, statement])),
  ),
  broken(
    "two policies",
    ["one-policy"],
    exchange("policies", policies([policy, bmpNotice, statement], ["1.2.410.200005.1.1.1", bmpNotice, statement])),
  ),
  broken(
    "a notice in a UTF8String",
    ["policy-qualifiers"],
    exchange("policies", policies([policy, notice(der.tags.utf8, Buffer.from("시험용")), statement])),
  ),
  broken(
    "the practice statement before the notice",
    ["policy-qualifiers"],
    exchange("policies", policies([policy, statement, bmpNotice])),
  ),
  broken(
    "a virtual id of SHA-1's length",
    ["identify-data"],
    exchange("altName", altName(oidIdentifyData, identifyDataDer("홍길동", Buffer.alloc(20, 7)))),
  ),
  broken(
    "an alternative name of another kind",
    ["identify-data"],
    exchange("altName", altName("1.2.3.4", identifyDataDer("홍길동", Buffer.alloc(32, 7)))),
  ),
  broken(
    "two CRL distribution points",
    ["crl-distribution-point"],
    exchange("crl", crlPoints(["http://a.example/1.crl"], ["http://a.example/2.crl"])),
  ),
  broken(
    "a CRL distribution point with two addresses",
    ["crl-distribution-point"],
    exchange("crl", crlPoints(["http://a.example/1.crl", "http://a.example/2.crl"])),
  ),
  broken("a CRL distribution point without an address", ["crl-distribution-point"], exchange("crl", crlPoints([]))),
  broken(
    "the CA's own certificate where the OCSP responder stands",
    ["ocsp-responder"],
    exchange(
      "ocsp",
      extension(
        "1.3.6.1.5.5.7.1.1",
        false,
        der.sequence(der.sequence(der.oid("1.3.6.1.5.5.7.48.2"), uri("http://a.example/ca.der"))),
      ),
    ),
  ),
  broken("basicConstraints", ["extensions", "no-ca-extensions"], ({ extensions }) =>
    extensions.push(extension("2.5.29.19", false, der.sequence())),
  ),
  broken("an extendedKeyUsage", ["extensions", "no-ca-extensions"], ({ extensions }) =>
    extensions.push(extension("2.5.29.37", false, clientAuthentication)),
  ),
];
