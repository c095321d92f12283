// A day at a counter with secrets of this run alone: typed, used, and afterwards nowhere to be found.
import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { suite, test } from "node:test";
import { tracesBelow } from "../../src/commands/stage-here.ts";
import { hotp, stepAt } from "../../src/verification/otp.ts";
import { type Running, startProgram } from "./built-program.ts";
import { changgu, type FreshBranch, freshBranch } from "./fresh-branch.ts";
import { countInMemory } from "./memory.ts";

/** A secret in every spelling in which it could lie about, and the beginning of it. */
function spellings(secret: Buffer, prefixBytes: number): readonly Buffer[] {
  return [
    secret,
    Buffer.from(secret.toString("latin1"), "utf16le"),
    Buffer.from(secret.toString("hex")),
    Buffer.from(secret.toString("base64").replace(/=*$/, "")),
    secret.subarray(0, prefixBytes),
    // What is left in a buffer whose first byte was read over.
    secret.subarray(1),
  ];
}

const enter = "\r";

async function signOn(desk: Running, number: string, password: string): Promise<void> {
  await desk.see("직원번호 6자리");
  desk.type(number + enter);
  await desk.see("비밀번호");
  desk.type(password + enter);
}

/** The customer is found by the number that nobody can read, and shows a document. */
async function find(desk: Running, { customer }: FreshBranch): Promise<void> {
  await desk.see("고객 찾기");
  desk.type(enter);
  await desk.see("주민등록번호");
  desk.type(customer.residentNumber + enter);
  await desk.see("윤하늘");
  desk.type("1");
  await desk.see("신분증은 어느 것입니까");
  desk.type("1");
  await desk.see("발급기관");
  desk.type(enter);
  await desk.see("8자리");
  desk.type(`20200102${enter}`);
  await desk.see("끝 4자리");
  desk.type(`1234${enter}`);
  await desk.see("1 ");
  await new Promise((resolve) => setTimeout(resolve, 300));
  desk.type("1");
}

async function bindToken(desk: Running, { token }: FreshBranch): Promise<void> {
  await desk.see("보안매체 등록");
  desk.type("1");
  await desk.see("일련번호");
  desk.type(token.serial + enter);
  await desk.see("OTP의 번호");
  desk.type(hotp(token.seed, stepAt(new Date(), 60), 6).toString() + enter);
  await desk.see("등록했습니다");
}

/** A phone number changes, with the supervisor's own password on this desk. */
async function changePhone(desk: Running, { supervisor }: FreshBranch, number: string): Promise<void> {
  desk.type("4");
  await desk.see("바꿀 번호");
  desk.type("1");
  await desk.see("새 번호");
  desk.type(number + enter);
  await desk.see("사유");
  desk.type(`lost the old phone${enter}`);
  await desk.see("언제 승인");
  desk.type("1");
  await desk.see("책임자의 직원번호");
  desk.type(supervisor.number + enter);
  await desk.see("책임자의 비밀번호");
  desk.type(supervisor.password + enter);
  await desk.see("승인하시겠습니까");
  desk.type("1");
  await desk.see("승인하는 사유");
  desk.type(`seen the contract${enter}`);
  await desk.see("처리했습니다");
  desk.type(enter);
}

async function changeOwnPassword(desk: Running, { teller }: FreshBranch): Promise<void> {
  await desk.see("USB의 인증서");
  desk.type("4");
  await desk.see("비밀번호 변경");
  desk.type("2");
  for (const password of [teller.password, teller.next, teller.next]) {
    await new Promise((resolve) => setTimeout(resolve, 400));
    desk.type(password + enter);
  }
}

suite("what was typed at a counter", { timeout: 180_000 }, () => {
  test("is in no drawn byte, no file, and not in the memory of the program that is still running", async () => {
    const branch = freshBranch();
    const { home, teller, supervisor, customer, token } = branch;
    const newPhone = "01055667788";
    const desk = startProgram(["teller"], home);
    try {
      await signOn(desk, teller.number, teller.password);
      await desk.see("윤창구");
      desk.type("2");
      await find(desk, branch);
      await bindToken(desk, branch);
      await changePhone(desk, branch, newPhone);
      await changeOwnPassword(desk, branch);
      await desk.see("비밀번호를 바꾸었습니다");
      desk.type(enter);
      const journal = changgu(home, "audit", "tail", "--json", "-n", "200");
      for (const event of ["medium-bound", "phone-changed", "request-approved", "staff-password-changed"])
        assert.ok(journal.includes(`\\"event\\":\\"${event}\\"`), event);
      const secrets: readonly (readonly [what: string, secret: Buffer, prefix: number])[] = [
        ["the teller's password", Buffer.from(teller.password), 8],
        ["the teller's new password", Buffer.from(teller.next), 8],
        ["the supervisor's password", Buffer.from(supervisor.password), 8],
        ["the resident number", Buffer.from(customer.residentNumber), 10],
        ["the token's seed", token.seed, 8],
      ];
      // Account and phone stand in a field while they are typed: they are looked for where they would stay.
      const stored = [...secrets, ["the account", Buffer.from(customer.account), 12] as const];
      const ofProcess = ["cmdline", "environ"].map((where) => ({
        where,
        bytes: readFileSync(`/proc/${desk.pid}/${where}`),
      }));
      assert.ok(ofProcess.every(({ bytes }) => bytes.length > 0));
      const drawn = { where: "the screen", bytes: Buffer.from(desk.written()) };
      const traces = [drawn, ...ofProcess, ...tracesBelow(home)];
      for (const [what, secret, prefix] of stored)
        for (const spelling of spellings(secret, prefix))
          for (const { where, bytes } of traces) assert.ok(!bytes.includes(spelling), `${what} is in ${where}`);
      assert.ok(!changgu(home, "audit", "tail", "--json", "-n", "200").includes(newPhone));
      assert.ok(countInMemory(desk.pid, Buffer.from("medium-bound")) > 0, "nothing is seen of its memory");
      for (const [what, secret, prefix] of secrets)
        for (const spelling of spellings(secret, prefix))
          assert.equal(countInMemory(desk.pid, spelling), 0, `${what} is in memory as ${spelling.length} bytes`);
    } finally {
      await desk.kill("SIGKILL");
      rmSync(home, { recursive: true, force: true });
    }
  });
});
