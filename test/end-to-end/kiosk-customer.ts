// 홍길동 at a kiosk with a keypad of twelve keys: what is asked is read off the screen, what is known is the trainer's card.

import { cardCode } from "../../hardware/rehearsal-fixture.ts";
import type { PadLine } from "../../src/commands/keypad.ts";
import type { Key } from "../../src/input/key.ts";
import { gridPlace } from "../../src/input/password-grid.ts";
import type { Running } from "./built-program.ts";

const serial = "710000012345";

/** As fast as a person who knows the keys by heart. */
const pressMilliseconds = 25;

export async function press(pad: PadLine, keys: readonly Key[]): Promise<void> {
  for (const key of keys) {
    pad.send(key);
    await new Promise((resolve) => setTimeout(resolve, pressMilliseconds));
  }
}

export function digits(text: string): readonly Key[] {
  return [...text] as Key[];
}

/** Two presses a character. */
export function onGrid(password: string): readonly Key[] {
  return [...password].flatMap((character) => {
    const place = gridPlace(character.charCodeAt(0));
    if (!place) throw new Error(`${character} is not on the grid`);
    return digits(place.join(""));
  });
}

/** From the welcome page to the choice of a stick. */
export async function identify(program: Running, pad: PadLine): Promise<void> {
  await program.see("어서 오십시오");
  await press(pad, ["1"]);
  await program.see("인증서 종류");
  await press(pad, ["1"]);
  for (const articles of [4, 3, 2]) {
    await program.see("약관 동의");
    await press(pad, [...Array.from({ length: articles }, (): Key => "enter"), "1"]);
  }
  await program.see("주민등록번호 13자리");
  await press(pad, [...digits("9001011234567"), "enter"]);
  await program.see("계좌번호");
  await press(pad, [...digits("01234502100017"), "enter"]);
  await program.see("계좌 비밀번호");
  await press(pad, [...digits("1357"), "enter"]);
  await program.see("전화 인증");
  await press(pad, ["1"]);
  await program.see("일련번호의 끝 4자리");
  await press(pad, [...digits(serial.slice(-4)), "enter"]);
  const cells = [...program.screen().matchAll(/\[(\d\d)\]/g)].map((match) => Number(match[1]));
  const [first = 0, second = 0] = [...new Set(cells)];
  await press(pad, [...digits(cardCode(serial, first).slice(0, 2)), "enter"]);
  await press(pad, [...digits(cardCode(serial, second).slice(2)), "enter"]);
  // Sticks, and tokens where there are some.
  await program.see("7단계 중 5단계");
}

/** From the choice of the first stick to the read-back. */
export async function setPassword(program: Running, pad: PadLine, password: string): Promise<void> {
  await press(pad, ["1"]);
  await program.see("줄 번호를 누르십시오");
  await press(pad, [...onGrid(password), "enter"]);
  await program.see("한 번 더");
  await press(pad, [...onGrid(password), "enter"]);
  await program.see("발급 전 확인");
}
