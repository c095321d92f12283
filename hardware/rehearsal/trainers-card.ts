// The trainer's card: who the training customers are and what they would type, one-time codes as they read now.

import type { SecurityMedium } from "../../src/verification/medium.ts";
import { hotp, stepAt } from "../../src/verification/otp.ts";
import { otherStickLines } from "../accredited/training-sticks.ts";
import {
  cardCode,
  type TrainingCustomer,
  tokenSeed,
  trainingCustomers,
  trainingStaff,
  trainingStock,
} from "../rehearsal-fixture.ts";
import { trainingPin } from "../token/simulated-tokens.ts";
import { held } from "./held-certificates.ts";

const en = {
  keys: "F5 F6 sticks  F7 phone  F8 keypad  F9 token  F10 paper  F12 others  F1 close",
  locked: "(locked)",
  account: (number: string, password: string, phone: string) =>
    `account ${number}  password ${password}  phone ${phone}`,
  stick: (stick: string, product: (typeof held)[number]["product"], password: string) =>
    `stick ${stick}  ${product} certificate, its password ${password}`,
  roles: { teller: "teller", supervisor: "supervisor" },
  token: "security token",
  drawer: "in the drawer, nobody's yet:",
  others: "sticks with certificates of other institutions, and their passwords:",
  media: { "otp-token": "otp-token", "mobile-otp": "mobile-otp" },
  codeNow: "code now",
  codes: "codes",
  card: "security card",
};

const ko: typeof en = {
  keys: "F5 F6 USB  F7 전화  F8 키패드  F9 보안토큰  F10 용지  F12 타기관  F1 닫기",
  locked: "(잠김)",
  account: (number, password, phone) => `계좌 ${number}  비밀번호 ${password}  전화 ${phone}`,
  stick: (stick, product, password) =>
    `USB ${stick}  ${product === "general" ? "범용" : "은행/보험용"} 인증서, 암호 ${password}`,
  roles: { teller: "창구", supervisor: "책임자" },
  token: "보안토큰",
  drawer: "서랍에 있는 것, 아직 누구의 것도 아님:",
  others: "타기관 인증서가 든 USB와 그 암호:",
  media: { "otp-token": "OTP 생성기", "mobile-otp": "모바일 OTP" },
  codeNow: "지금 번호",
  codes: "번호",
  card: "보안카드",
};

type CardWords = typeof en;

/** A line each, 78 cells at most. */
export function trainersCard(now: Date, locale: "ko" | "en"): readonly string[] {
  const words = locale === "ko" ? ko : en;
  return [
    words.keys,
    "",
    ...trainingCustomers.flatMap((customer) => [
      ...personLines(customer, words),
      ...mediumLines(customer.medium, now, words),
      "",
    ]),
    ...trainingStaff.map(
      ({ number, name, role, password }) => `${number}  ${password}  ${name} (${words.roles[role]})`,
    ),
    "",
    `${words.token} token0: PIN ${trainingPin}`,
    words.drawer,
    ...trainingStock.flatMap((medium) => mediumLines(medium, now, words)),
    "",
    words.others,
    ...otherStickLines(locale),
  ];
}

function personLines(customer: TrainingCustomer, words: CardWords): readonly string[] {
  const { id, name, residentNumber, account, phone, locked } = customer;
  const resident = `${residentNumber.slice(0, 6)}-${residentNumber.slice(6)}`;
  const own = held.filter((each) => each.customer === id);
  return [
    `${id}  ${name}  ${resident}${locked ? `  ${words.locked}` : ""}`,
    `  ${words.account(account.number, account.password, phone)}`,
    ...own.map(({ product, password }) => `  ${words.stick(`usb-${id}`, product, password)}`),
  ];
}

const codesPerLine = 8;

/** How many codes of a token that counts presses are printed, the first press first. */
const presses = [0, 1, 2, 3, 4];

function mediumLines(medium: SecurityMedium, now: Date, words: CardWords): readonly string[] {
  if (medium.type !== "security-card") {
    const token = `  ${words.media[medium.type]} ${medium.serial}`;
    if (medium.periodSeconds !== null) return [`${token}  ${words.codeNow} ${codeOf(medium, now)}`];
    return [`${token}  ${words.codes} ${presses.map((press) => codeOf(medium, now, press)).join(" ")}`];
  }
  const codes = Array.from(
    { length: medium.cells },
    (_, cell) => `${String(cell + 1).padStart(2, "0")}:${cardCode(medium.serial, cell + 1)}`,
  );
  const lines = Array.from({ length: Math.ceil(codes.length / codesPerLine) }, (_, line) =>
    codes.slice(line * codesPerLine, (line + 1) * codesPerLine).join(" "),
  );
  return [`  ${words.card} ${medium.serial}`, ...lines.map((line) => `  ${line}`)];
}

/** What a training token shows: now, or when its button was pressed so many times before. */
export function codeOf(
  { serial, digits, periodSeconds }: Exclude<SecurityMedium, { readonly type: "security-card" }>,
  now: Date,
  pressed = 0,
): string {
  const step = periodSeconds === null ? pressed : stepAt(now, periodSeconds);
  return hotp(tokenSeed(serial), step, digits).toString("ascii");
}
