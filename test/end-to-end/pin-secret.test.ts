// A PIN of this run alone: chosen, proven and changed at a counter, and afterwards nowhere to be found.
import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { tokenSeed } from "../../hardware/rehearsal-fixture.ts";
import { tracesBelow } from "../../src/commands/stage-here.ts";
import { hotp, stepAt } from "../../src/verification/otp.ts";
import { type Running, startProgram } from "./built-program.ts";
import { changgu } from "./fresh-branch.ts";
import { countInMemory } from "./memory.ts";

const enter = "\r";

/** No run, no repetition, no date. */
function freshPin(): string {
  return `4${randomInt(10)}8${randomInt(10)}9${randomInt(10)}`;
}

async function answer(desk: Running, question: string, typed: string): Promise<void> {
  await desk.see(question);
  // The page is drawn before its field is open for hands that are faster than any person's.
  await new Promise((resolve) => setTimeout(resolve, 150));
  desk.type(typed);
}

async function identify(desk: Running): Promise<void> {
  for (const [question, typed] of [
    ["고객 찾기", `김우정${enter}`],
    ["김우정", "1"],
    ["신분증은 어느 것", "1"],
    ["발급기관", enter],
    ["8자리", `20200102${enter}`],
    ["끝 4자리", `4567${enter}`],
    ["진본이며", "1"],
    ["계좌번호", `01234502200025${enter}`],
    ["계좌 비밀번호", `2468${enter}`],
    ["전화로 확인", "1"],
  ] as const)
    await answer(desk, question, typed);
}

async function agree(desk: Running): Promise<void> {
  for (const [heading, articles] of [
    ["제1조", 4],
    ["수집하는 항목", 3],
    ["주민등록번호의 처리", 2],
  ] as const) {
    await answer(desk, "약관 동의", enter);
    await answer(desk, heading, enter.repeat(articles - 1));
    await answer(desk, "동의하십니까", "1");
  }
}

suite("a PIN", { timeout: 180_000 }, () => {
  test("is in no drawn byte, no file, and not in the memory of the program that is still running", async () => {
    const home = mkdtempSync(join(tmpdir(), "changgu-branch-"));
    const [pin, next] = [freshPin(), freshPin()];
    changgu(home, "provision", "--acceptance");
    const desk = startProgram(["teller"], home);
    try {
      await answer(desk, "직원번호 6자리", `100001${enter}`);
      await answer(desk, "비밀번호를 입력", `Teller!2026${enter}`);
      await answer(desk, "이창구", "7");
      await answer(desk, "무엇을 하시겠습니까", "1");
      await answer(desk, "두 가지 인증서", "1");
      await agree(desk);
      await identify(desk);
      await answer(desk, "OTP에 표시된", hotp(tokenSeed("0110000042"), stepAt(new Date(), 60), 6).toString() + enter);
      await answer(desk, "PIN 6자리를 정해", pin + enter);
      await answer(desk, "한 번 더", pin + enter);
      await answer(desk, "발급 전 확인", "1");
      await answer(desk, "서명해 보십시오", pin + enter);
      await answer(desk, "발급되었습니다", enter);
      await answer(desk, "이창구", "7");
      await answer(desk, "무엇을 하시겠습니까", "3");
      await identify(desk);
      await answer(desk, "금융인증서의 PIN", pin + enter);
      await answer(desk, "PIN 6자리를 정해", next + enter);
      await answer(desk, "한 번 더", next + enter);
      await answer(desk, "PIN을 바꾸었습니다", enter);
      await desk.see("이창구");
      const journal = changgu(home, "audit", "tail", "--json", "-n", "200");
      for (const event of ["vault-key-made", "pin-verified", "pin-changed"]) assert.ok(journal.includes(event), event);
      const traces = [{ where: "the screen", bytes: Buffer.from(desk.written()) }, ...tracesBelow(home)];
      for (const secret of [pin, next]) {
        // Six digits stand in long numbers and hashes by chance: those are no trace.
        const alone = new RegExp(`(?<![0-9a-f])${secret}(?![0-9a-f])`);
        for (const { where, bytes } of traces) {
          assert.doesNotMatch(bytes.toString("latin1"), alone, where);
          assert.ok(!bytes.includes(Buffer.from(secret, "utf16le")), where);
        }
        const between = (edge: string): Buffer => Buffer.from(`${edge}${secret}${edge}`, "latin1");
        for (const needle of [between("\0\0"), between('"'), Buffer.from(secret, "utf16le")])
          assert.equal(countInMemory(desk.pid, needle), 0, `in memory as ${JSON.stringify(needle.toString("latin1"))}`);
      }
      assert.ok(countInMemory(desk.pid, Buffer.from("pin-changed")) > 0, "nothing is seen of its memory");
    } finally {
      await desk.kill("SIGKILL");
      rmSync(home, { recursive: true, force: true });
    }
  });
});
