// The built program with everything real: a keypad on a serial line, a stick with exFAT, and openssl as the judge.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash, randomBytes, randomInt } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { openPadLine } from "../../hardware/keypad/pseudo-terminal.ts";
import { filesBelow, tracesBelow } from "../../src/commands/stage-here.ts";
import { readChildren, readSmallInteger } from "../../src/npki/der.ts";
import { makeExfatStick, noExfatStick } from "../hardware/usb-drive/exfat-stick.ts";
import { program, startProgram } from "./built-program.ts";
import { caCertificates } from "./ca-certificates.ts";
import { identify, press, setPassword } from "./kiosk-customer.ts";
import { countInMemory } from "./memory.ts";

/** A password of this run alone: letters, digits, specials, no run. */
function freshPassword(): string {
  const specials = "!@#$%^&*()-_=+[]{};:,.<>/?";
  const pick = (from: string): string => from[randomInt(from.length)] ?? "";
  return Array.from(
    { length: 5 },
    () => pick("bdfhkmpqsvxz") + pick("BDFHKMPQSVXZ") + pick("2468") + pick(specials),
  ).join("");
}

function changgu(home: string, ...words: readonly string[]): string {
  return execFileSync(process.execPath, [program, ...words], {
    env: { ...process.env, CHANGGU_HOME: home },
    encoding: "utf8",
  });
}

function openssl(words: readonly string[], input?: Buffer): Buffer {
  return execFileSync("openssl", [...words], { input: input ?? Buffer.alloc(0), stdio: ["pipe", "pipe", "pipe"] });
}

/** Scheme 1.2.410.200004.1.15 by its description, SEED by openssl: nothing of this program decrypts. */
function decryptAsStranger(file: Buffer, password: string): Buffer {
  const [algorithm, encrypted] = readChildren(file) ?? [];
  const [, parameters] = readChildren(algorithm?.whole ?? Buffer.alloc(0)) ?? [];
  const [salt, count] = readChildren(parameters?.whole ?? Buffer.alloc(0)) ?? [];
  const sha1 = (...parts: readonly Uint8Array[]): Buffer =>
    parts.reduce((hash, part) => hash.update(part), createHash("sha1")).digest();
  let key = sha1(Buffer.from(password), salt?.content ?? Buffer.alloc(0));
  for (let i = 1; i < (readSmallInteger(count?.content ?? Buffer.alloc(0)) ?? 0); i++) key = sha1(key);
  const iv = sha1(key.subarray(16)).subarray(0, 16).toString("hex");
  const providers = ["-provider", "legacy", "-provider", "default"];
  return openssl(
    ["enc", "-d", "-seed-cbc", ...providers, "-K", key.subarray(0, 16).toString("hex"), "-iv", iv],
    encrypted?.content,
  );
}

function judgeStick(root: string, home: string, password: string): void {
  const files = filesBelow(root);
  const certificate = files.find((name) =>
    /^NPKI\/yessign\/USER\/cn=홍길동\(\)0071046\d+,ou=POST,ou=personal4IB,o=yessign,c=kr\/signCert\.der$/.test(
      name.normalize("NFC"),
    ),
  );
  assert.ok(certificate, files.join(" "));
  assert.equal(files.length, 2, files.join(" "));
  const folder = join(root, certificate, "..");
  const key = decryptAsStranger(readFileSync(join(folder, "signPri.key")), password);
  const publicOfKey = openssl(["pkey", "-inform", "DER", "-pubout"], key).toString();
  const publicOfCertificate = openssl([
    "x509",
    "-inform",
    "DER",
    "-in",
    join(folder, "signCert.der"),
    "-noout",
    "-pubkey",
  ]).toString();
  assert.equal(publicOfKey, publicOfCertificate);
  const work = mkdtempSync(join(tmpdir(), "changgu-judge-"));
  const pem = (name: string, der: Buffer): string => {
    const file = join(work, `${name}.pem`);
    writeFileSync(file, openssl(["x509", "-inform", "DER"], der));
    return file;
  };
  const { root: rootCa, yessign } = caCertificates(home);
  const leaf = pem("leaf", readFileSync(join(folder, "signCert.der")));
  const policy = ["-x509_strict", "-policy_check", "-explicit_policy", "-policy", "1.2.410.200005.1.1.4"];
  const verdict = openssl([
    "verify",
    ...policy,
    "-CAfile",
    pem("root", rootCa),
    "-untrusted",
    pem("ca", yessign),
    leaf,
  ]);
  assert.match(verdict.toString(), /: OK/);
  rmSync(work, { recursive: true });
}

/** Provisioned for acceptance: real devices, invented people. */
function provisionedHome(pad: string, device: string): string {
  const home = mkdtempSync(join(tmpdir(), "changgu-branch-"));
  const settings = { terminal: "T-0042", keypad: { path: pad }, media: { allowDevices: [device] } };
  writeFileSync(join(home, "settings.json"), JSON.stringify(settings));
  const said = changgu(home, "provision", "--acceptance");
  assert.match(said, /T-0042 is provisioned/);
  return home;
}

/** The password in every spelling in which it could lie about. */
function spellings(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(secret);
  return [
    bytes,
    Buffer.from(secret, "utf16le"),
    Buffer.from(bytes.toString("hex")),
    Buffer.from(bytes.toString("base64")),
  ];
}

suite("the built program on real devices", { skip: noExfatStick(), timeout: 180_000 }, () => {
  test("a customer with twelve keys walks away with a certificate that openssl accepts, and the password is nowhere", async () => {
    const stick = makeExfatStick();
    const link = join(mkdtempSync(join(tmpdir(), "changgu-pad-")), `pad-${randomBytes(3).toString("hex")}`);
    const pad = openPadLine(link);
    assert.equal(pad.plug().type, "plugged");
    const home = provisionedHome(link, stick.device);
    const password = freshPassword();
    const kiosk = startProgram(["kiosk"], home);
    try {
      await identify(kiosk, pad);
      await setPassword(kiosk, pad, password);
      await press(pad, ["enter"]);
      await kiosk.see("이제 USB를", 30_000);
      const shown = Buffer.from(kiosk.written());
      for (const spelling of spellings(password)) {
        assert.ok(!shown.includes(spelling), "the password was drawn");
        for (const { where, bytes } of tracesBelow(home)) assert.ok(!bytes.includes(spelling), where);
      }
      assert.ok(countInMemory(kiosk.pid, Buffer.from("personal4IB")) > 0, "nothing is seen of its memory");
      for (const spelling of [...spellings(password), Buffer.from(password).subarray(0, 8)])
        assert.equal(countInMemory(kiosk.pid, spelling), 0, `the password is in memory as ${spelling.length} bytes`);
      await kiosk.kill("SIGTERM");
      assert.match(changgu(home, "audit", "verify"), /\S/);
      // Released by the kiosk before it said so.
      assert.deepEqual(filesBelow(stick.mountPoint), []);
      stick.mount();
      for (const name of filesBelow(stick.mountPoint))
        for (const spelling of spellings(password))
          assert.ok(!readFileSync(join(stick.mountPoint, name)).includes(spelling), name);
      judgeStick(stick.mountPoint, home, password);
    } finally {
      await kiosk.kill("SIGKILL");
      pad.close();
      stick.destroy();
      rmSync(home, { recursive: true, force: true });
    }
  });
});
