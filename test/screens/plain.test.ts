// The line mode says a page once, and then what changes on it.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { State } from "../../src/ceremony/state.ts";
import { showPlain } from "../../src/screens/plain.ts";
import { at, kiosk } from "./samples.ts";

function view(first: State) {
  let state = first;
  const listeners = new Set<() => void>();
  return {
    state: () => state,
    subscribe(changed: () => void) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    become(next: State) {
      state = next;
      for (const changed of listeners) changed();
    },
  };
}

const typing = (number: string): State => at({ at: "account-number", number }, 1);

test("a page is told whole, then what is new on it; another language is another page", () => {
  const desk = view({ ...kiosk, step: { at: "services", page: "front", waiting: false } });
  let said = "";
  const shown = showPlain(desk, { write: (text) => (said += text) });
  assert.match(said, /^\n.*고객[\s\S]*어서 오십시오[\s\S]*1 공동인증서 발급/);
  said = "";
  desk.become(typing(""));
  assert.match(said, /계좌번호[\s\S]*단계[\s\S]*입력해 주십시오[\s\S]*# 확인/);
  said = "";
  desk.become(typing("01"));
  assert.equal(said, "계좌번호: 01\n* 정정\n");
  said = "";
  const short = { type: "field-short", minimum: 10, exact: false, digits: true, half: false } as const;
  desk.become({ ...typing("01"), notice: short });
  assert.equal(said, "숫자 10자리 이상 입력하신 뒤 확인을 눌러 주십시오.\n");
  said = "";
  desk.become({ ...typing("01"), locale: "en" });
  assert.match(said, /Account/);
  said = "";
  shown.apologize("A1B2C3");
  desk.become(typing("012"));
  assert.match(said, /A1B2C3/);
  assert.doesNotMatch(said, /012/);
});
