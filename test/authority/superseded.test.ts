// One person holds one bank-limited and one financial certificate; general-purpose ones stand beside each other.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { SerialNumber } from "../../src/authority/authority.ts";
import type { CertificateRow, CertificateState } from "../../src/authority/certificates.ts";
import type { Product } from "../../src/authority/product.ts";
import { replacedBy, supersededBy } from "../../src/authority/superseded.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import { now, product, terminal } from "./in-memory.ts";

function row(serial: string, of: Product["id"], state: CertificateState = "valid"): CertificateRow {
  return {
    serial: serial as SerialNumber,
    issuer: product(of).ca,
    product: of,
    customer: "hong" as CustomerId,
    terminal,
    ceremony: "c-1",
    state,
    toBeSigned: Buffer.alloc(0),
    certificate: null,
    subject: "cn=홍길동",
    notBefore: new Date(+now - 1000),
    notAfter: new Date(+now + 1),
  };
}

describe("a new certificate", () => {
  it("of limited use takes the place of every valid one of limited use, and leaves alone what is over", () => {
    const over = { ...row("04", "limited"), notAfter: now };
    const rows = [row("01", "limited"), row("02", "general"), row("03", "limited"), over];
    assert.deepEqual(supersededBy(product("limited"), rows, now), [rows[0], rows[2]]);
  });

  it("takes the place of one on hold as well, which would be a second one when it is restored", () => {
    const rows = [
      row("01", "limited", "suspended"),
      row("02", "general", "suspended"),
      row("03", "financial", "suspended"),
    ];
    assert.deepEqual(supersededBy(product("limited"), rows, now), [rows[0]]);
    assert.deepEqual(supersededBy(product("financial"), rows, now), [rows[2]]);
    assert.deepEqual(supersededBy(product("general"), rows, now), []);
  });

  it("tells of those that are not over by themselves", () => {
    const over = { ...row("01", "limited"), notAfter: now };
    const lasting = row("02", "limited", "suspended");
    const told = replacedBy(product("limited"), [over, lasting], now);
    assert.deepEqual(told, [{ serial: "02", notAfter: lasting.notAfter, suspended: true }]);
  });

  it("takes the place of none that is revoked or not finished", () => {
    const others = (["prepared", "signed", "written", "revoked", "abandoned"] as const).map((state) =>
      row("01", "limited", state),
    );
    assert.deepEqual(supersededBy(product("limited"), others, now), []);
  });

  it("in the vault takes the place of the one in the vault, and of none on a stick", () => {
    const rows = [row("01", "limited"), row("02", "financial"), row("03", "general")];
    assert.deepEqual(supersededBy(product("financial"), rows, now), [rows[1]]);
    assert.deepEqual(supersededBy(product("limited"), rows, now), [rows[0]]);
  });

  it("of general purpose takes no place", () => {
    assert.deepEqual(supersededBy(product("general"), [row("01", "limited"), row("02", "general")], now), []);
  });
});
