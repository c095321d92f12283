// What the process with the module answers, with a module that does what a software token never does.
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { serveModule } from "../../../hardware/token/agent.ts";
import type { FromAgent, ToAgent, TokenAnswer, TokenRequest } from "../../../hardware/token/contract.ts";
import type { Module } from "../../../hardware/token/cryptoki.ts";
import { restAfter } from "../../../hardware/token/pkcs11-tokens.ts";

/** As pkcs11js throws it. */
function refusal(name: string, code: number): Error {
  return Object.assign(new Error(name), { code });
}

const slot = Buffer.from([1]);
const initialized = 0x400;

/** A token in one slot; what it is asked beyond that is answered by `answers`. */
function module(flags: number, answers: Partial<Module>): Module {
  const never = (): never => assert.fail("the module was not expected to be asked this");
  return {
    C_GetSlotList() {
      return [slot];
    },
    C_GetTokenInfo() {
      return { flags, label: "Card", model: "M1", serialNumber: "0042    " } as never;
    },
    C_OpenSession() {
      return Buffer.from([2]);
    },
    C_Initialize: never,
    C_Finalize: never,
    C_Login: never,
    C_GenerateKeyPair: never,
    C_GetAttributeValue: never as never,
    C_CreateObject: never,
    C_DestroyObject: never,
    C_FindObjectsInit: never,
    C_FindObjects: never as never,
    C_FindObjectsFinal: never,
    C_SignInit: never,
    C_Sign: never,
    ...answers,
  };
}

/** Sends the requests one after the other, and answers with what came back. */
function asked(served: Module, ...requests: readonly TokenRequest[]): readonly TokenAnswer[] {
  const sent: FromAgent[] = [];
  let deliver: (message: ToAgent) => void = () => {};
  const channel = {
    send: (message: FromAgent) => void sent.push(message),
    receive(taken: (message: ToAgent) => void) {
      deliver = taken;
    },
  };
  const stop = serveModule(served, channel, () => Buffer.alloc(20, 7));
  requests.forEach((request, number) => {
    deliver({ number, request });
  });
  stop();
  return sent.flatMap((message) => ("answer" in message ? [message.answer] : []));
}

const open: TokenRequest = { type: "open", token: "0042", pin: Buffer.from("1234") };
const takesPin = { C_Login() {} };

suite("a token's module", () => {
  test("is told locked before its PIN is tried, and when the try locks it", () => {
    assert.deepEqual(asked(module(initialized | 0x4_0000, {}), open), [{ type: "pin-locked" }]);
    const lastTry = module(initialized, {
      C_Login() {
        throw refusal("CKR_PIN_LOCKED", 0xa4);
      },
    });
    assert.deepEqual(asked(lastTry, open), [{ type: "pin-locked" }]);
  });

  test("tells how near the lock is, as far as it says", () => {
    const refuses = {
      C_Login() {
        throw refusal("CKR_PIN_INCORRECT", 0xa0);
      },
    };
    const told = [0, 0x1_0000, 0x2_0000].map((flag) => asked(module(initialized | flag, refuses), open)[0]);
    assert.deepEqual(told, [
      { type: "pin-wrong", pin: "fine" },
      { type: "pin-wrong", pin: "few-left" },
      { type: "pin-wrong", pin: "last-try" },
    ]);
  });

  test("whose token is pulled, full or broken says which", () => {
    const faults = [
      [0x32, "CKR_DEVICE_REMOVED", { type: "token-removed" }],
      [0xb3, "CKR_SESSION_HANDLE_INVALID", { type: "token-removed" }],
      [0x31, "CKR_DEVICE_MEMORY", { type: "token-full" }],
      [0x30, "CKR_DEVICE_ERROR", { type: "token-failed", code: "CKR_DEVICE_ERROR" }],
      [0x8000_0001, "vendor says: no", { type: "token-failed", code: "0x80000001" }],
    ] as const;
    for (const [code, name, fault] of faults) {
      const fails = module(initialized, {
        ...takesPin,
        C_GenerateKeyPair() {
          throw refusal(name, code);
        },
      });
      assert.deepEqual(asked(fails, open, { type: "make-key-pair", label: "changgu 1" }), [{ type: "opened" }, fault]);
    }
  });

  test("that knows another token's number alone is not opened", () => {
    assert.deepEqual(asked(module(initialized, takesPin), { ...open, token: "0043" }), [{ type: "token-removed" }]);
  });

  test("that fails as a whole while a reader is pulled ends nothing, and is asked again", () => {
    let fails = true;
    const slots = {
      ...takesPin,
      C_GetSlotList() {
        if (fails) throw refusal("CKR_DEVICE_ERROR", 0x30);
        return [slot];
      },
    };
    assert.deepEqual(asked(module(initialized, slots), open), [{ type: "token-failed", code: "CKR_DEVICE_ERROR" }]);
    fails = false;
    assert.deepEqual(asked(module(initialized, slots), open), [{ type: "opened" }]);
  });

  test("that cannot be loaded is tried ever more rarely, down to once a minute", () => {
    assert.deepEqual([0, 1, 2, 3, 4, 5, 2000].map(restAfter), [2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });

  test("shows a blank or empty slot as no token", () => {
    assert.deepEqual(asked(module(0, {}), open), [{ type: "token-removed" }]);
  });
});
