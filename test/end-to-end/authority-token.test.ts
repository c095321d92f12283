// The built program with tokens: the CAs' keys on one, a customer's certificate on another, openssl as the judge.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { suite, test } from "node:test";
import { openCaRecords } from "../../db/ca-records.ts";
import { openDatabase } from "../../db/open.ts";
import { openPadLine } from "../../hardware/keypad/pseudo-terminal.ts";
import { pkcs11Tokens } from "../../hardware/token/pkcs11-tokens.ts";
import type { PadLine } from "../../src/commands/keypad.ts";
import type { SecurityToken } from "../../src/media/token.ts";
import { Secret } from "../../src/secret.ts";
import { judge } from "../authority/status-judge.ts";
import { privateKeysOn } from "../hardware/token/private-keys.ts";
import {
  type Pulled,
  type SoftwareToken,
  softwareToken,
  withoutSoftwareToken,
} from "../hardware/token/software-token.ts";
import { opensslMissing } from "../npki/openssl.ts";
import { program, startProgram } from "./built-program.ts";
import { caCertificates } from "./ca-certificates.ts";
import { identify, onGrid, press } from "./kiosk-customer.ts";

const caLabel = "CA of the branch";

function changgu(home: string, ...words: readonly string[]) {
  const ran = spawnSync(process.execPath, [program, ...words], {
    env: { ...process.env, CHANGGU_HOME: home },
    encoding: "utf8",
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

/** What is on the token where a provisioning is killed behind its second key: no certificate, and nobody who knows of them. */
async function leaveHalfMade({ program: agent, pin }: SoftwareToken): Promise<void> {
  const tokens = pkcs11Tokens(agent);
  const { promise: there, resolve } = Promise.withResolvers<SecurityToken>();
  const stop = tokens.watch((all) => {
    const [token] = all.filter(({ label }) => label === caLabel);
    if (token) resolve(token);
  });
  const opened = await tokens.open(await there, Secret.fromText(pin));
  stop();
  assert.ok(opened.type === "token-open", opened.type);
  for (const name of ["root", "yessign"])
    assert.equal((await opened.session.makeKeyPair(`changgu-ca ${name}`)).type, "key-made");
  opened.session.close();
}

/** Provisioned for acceptance, with invented people and the CAs' keys on the token, on which others lay half made. */
async function provision(home: string, pad: string, software: SoftwareToken): Promise<void> {
  const { modulePath: module, pin } = software;
  const pinFile = join(home, "ca.pin");
  writeFileSync(pinFile, `${pin}\n`, { mode: 0o600 });
  const authority = { token: { module, label: caLabel, pinFile } };
  const settings = { terminal: "T-0042", keypad: { path: pad }, token: { module }, authority };
  writeFileSync(join(home, "settings.json"), JSON.stringify(settings));
  const without = changgu(home, "provision", "--acceptance");
  assert.deepEqual([without.code, /add --authority-token/.test(without.err)], [2, true]);
  await leaveHalfMade(software);
  const half = changgu(home, "provision", "--acceptance", "--authority-token");
  assert.deepEqual(
    [half.code, /keys of CAs lie on the token \((root, yessign|yessign, root)\).*--clear-token/.test(half.err)],
    [2, true],
  );
  const cleared = changgu(home, "provision", "--acceptance", "--authority-token", "--clear-token");
  assert.equal(cleared.code, 0, cleared.err);
  // Another branch's keys, or those of a provisioning that was cut off: nobody can tell.
  const other = mkdtempSync(join(tmpdir(), "changgu-authority-"));
  copyFileSync(join(home, "settings.json"), join(other, "settings.json"));
  const taken = changgu(other, "provision", "--acceptance", "--authority-token");
  rmSync(other, { recursive: true });
  assert.deepEqual([taken.code, /keys of CAs lie on the token \(.*yessign.*--clear-token/.test(taken.err)], [2, true]);
}

type Row = { readonly body: string };

/** Resolves when the journal holds a row with this text. */
async function recorded(home: string, text: string): Promise<void> {
  const opened = openDatabase(`${home}/changgu.sqlite`);
  assert.ok(opened.type === "opened");
  const rows = opened.database.client.prepare("SELECT body FROM audit WHERE instr(body, ?)");
  while ((rows.all(text) as readonly Row[]).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  opened.database.close();
}

/** 홍길동 makes his certificate on his token, while somebody takes the CAs' token out and puts it back. */
async function certificateOnToken(home: string, pad: PadLine, software: SoftwareToken, ca: Pulled): Promise<void> {
  const kiosk = startProgram(["kiosk"], home);
  try {
    await identify(kiosk, pad);
    const places = await kiosk.see(software.label);
    assert.ok(!places.includes(caLabel), "the CAs' own token is offered to customers");
    await press(pad, ["1"]);
    await kiosk.see("PIN");
    await press(pad, [...onGrid(software.pin), "enter"]);
    await kiosk.see("발급 전 확인");
    ca.pull();
    await recorded(home, '"status":"absent"');
    await press(pad, ["enter"]);
    await kiosk.see("인증기관 토큰이 없어");
    ca.plug();
    await kiosk.see("다시 눌러 주십시오", 60_000);
    await press(pad, ["enter"]);
    await kiosk.see("이제 보안토큰을", 60_000);
    await kiosk.kill("SIGTERM");
  } finally {
    await kiosk.kill("SIGKILL");
  }
}

function booksOf(home: string) {
  const opened = openDatabase(`${home}/changgu.sqlite`);
  assert.ok(opened.type === "opened");
  const { client } = opened.database;
  const [user] = client.prepare("SELECT certificate, state FROM certificates WHERE customer = 'hong'").all() as {
    readonly certificate: Buffer;
    readonly state: string;
  }[];
  const keys = openCaRecords(opened.database)
    .all()
    .map(({ lockedKey }) => lockedKey);
  const signed = client.prepare("SELECT body FROM audit WHERE instr(body, 'revocation-list-signed')").all().length;
  opened.database.close();
  return { user, keys, signed };
}

async function statusOf(home: string, user: Buffer, chain: readonly [Buffer, Buffer]): Promise<string> {
  const words = [program, "ca", "serve", "--port", "0", "--json"];
  const env = { ...process.env, CHANGGU_HOME: home };
  const child = spawn(process.execPath, words, { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => void child.on("exit", resolve));
  try {
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { line } = JSON.parse((await lines.next()).value ?? "") as { readonly line: string };
    using judged = judge(chain);
    return await judged.ask(Number(/127\.0\.0\.1:(\d+)\//.exec(line)?.[1]), { user });
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

const skip = withoutSoftwareToken || opensslMissing;

suite("a branch whose CAs' keys are on a token", { skip, timeout: 180_000 }, () => {
  test("issues, lists and answers as any other, and signs nothing without it", async () => {
    using software = softwareToken();
    const ca = software.another(caLabel);
    const link = join(mkdtempSync(join(tmpdir(), "changgu-pad-")), `pad-${randomBytes(3).toString("hex")}`);
    const pad = openPadLine(link);
    assert.equal(pad.plug().type, "plugged");
    const home = mkdtempSync(join(tmpdir(), "changgu-authority-"));
    try {
      await provision(home, link, software);
      assert.match(changgu(home, "doctor").out, /ok +CA keys: on the token CA of the branch/);
      await certificateOnToken(home, pad, software, ca);
      const { user, keys } = booksOf(home);
      assert.equal(user?.state, "valid");
      const { yessign, root } = caCertificates(home);
      using judged = judge([yessign, root]);
      assert.equal(changgu(home, "ca", "crl").code, 0);
      const file = join(home, "crl", "yessign.crl");
      const list = readFileSync(file);
      assert.match(judged.list(list).complaint, /verify OK/);
      assert.equal(judged.certificate(user.certificate, list, new Date()).status, 0);
      assert.match(await statusOf(home, user.certificate, [yessign, root]), /Response verify OK[\s\S]*pem: good/);

      assert.deepEqual(keys, [null, null, null]);
      const onToken = privateKeysOn(software.modulePath, caLabel, software.pin);
      assert.deepEqual(onToken.map(({ label }) => label).toSorted(), [
        "changgu-ca KICA",
        "changgu-ca root",
        "changgu-ca yessign",
      ]);
      for (const { label, sensitive, extractable, given } of onToken)
        assert.deepEqual(
          { sensitive, extractable, given },
          { sensitive: true, extractable: false, given: false },
          label,
        );

      const { signed } = booksOf(home);
      ca.pull();
      const without = changgu(home, "ca", "crl");
      assert.deepEqual([without.code, /the CAs' token is not there/.test(without.err)], [2, true]);
      assert.deepEqual(readFileSync(file), list);
      assert.equal(booksOf(home).signed, signed);
      assert.match(changgu(home, "doctor").out, /AMISS +CA keys: .*absent/);
      assert.equal(changgu(home, "audit", "verify").code, 0);
    } finally {
      pad.close();
      rmSync(home, { recursive: true, force: true });
    }
  });
});
