// One page with every widget, in words of a real screen.
import { BigDigits } from "../../../src/screens/terminal/big-digits.tsx";
import { Choices } from "../../../src/screens/terminal/choices.tsx";
import { Frame, type FrameProps } from "../../../src/screens/terminal/frame.tsx";
import { MaskedField } from "../../../src/screens/terminal/masked-field.tsx";
import { Pad } from "../../../src/screens/terminal/pad.tsx";
import { paginate } from "../../../src/screens/terminal/paginate.ts";
import { Paragraphs } from "../../../src/screens/terminal/paragraphs.tsx";
import { PasswordGrid } from "../../../src/screens/terminal/password-grid.tsx";
import { ProgressSteps } from "../../../src/screens/terminal/progress-steps.tsx";
import { TextField } from "../../../src/screens/terminal/text-field.tsx";

const terms =
  "공동인증서는 전자서명법에 따라 발급합니다. 이 인증서는 은행과 보험 거래에만 쓸 수 있습니다.\n\nThe certificate is valid for one year from the day of issuance.";

const frame: Omit<FrameProps, "children"> = {
  institution: "우체국 훈련지점",
  mode: "훈련 고객",
  banner: "훈련입니다. 시험용 인증서만 나옵니다.",
  title: "계좌 비밀번호",
  progress: "3/9 단계",
  keys: [
    { key: "#", label: "확인" },
    { key: "*", label: "정정" },
  ],
};

export const masked = (filled: number) => (
  <Frame {...frame}>
    <MaskedField label="비밀번호" filled={filled} slots={4} />
  </Frame>
);

export const gallery = {
  choices: (
    <Frame {...frame} title="서비스" error="9번은 고를 수 없습니다.">
      <Choices
        choices={[
          { label: "인증서 발급", detail: "4,400원" },
          { label: "인증서 갱신", disabled: "만료 30일 전부터" },
          { label: "English" },
        ]}
      />
    </Frame>
  ),
  masked: masked(2),
  text: (
    <Frame {...frame} title="이름">
      <TextField label="이름" value="홍길동" cursor={2} width={12} />
      <TextField label="발급기관" value="서울특별시 종로구청장" cursor={11} width={12} />
      <TextField label="발급일" value="2020-01-02" width={12} />
    </Frame>
  ),
  amount: (
    <Frame {...frame} title="수수료">
      <BigDigits value="4,400" height={5} />
    </Frame>
  ),
  code: (
    <Frame {...frame} title="안내 번호">
      <BigDigits value="4711-209" height={3} />
    </Frame>
  ),
  progress: (
    <Frame {...frame} title="저장">
      <ProgressSteps
        steps={[
          { label: "열쇠 만들기", at: "done", word: "끝남" },
          { label: "인증서 쓰기", at: "now", word: "하는 중" },
          { label: "확인", at: "waiting", word: "기다림" },
        ]}
      />
    </Frame>
  ),
  pad: (
    <Frame {...frame} title="자판">
      <Pad labels={{ "1": "이전", "2": "English", "*": "정정", "#": "확인" }} />
    </Frame>
  ),
  grid: (
    <Frame {...frame} title="인증서 비밀번호">
      <MaskedField label="비밀번호" filled={5} slots={12} />
      <PasswordGrid wanted="row" words={{ row: "줄 번호를 누르십시오.", column: "칸 번호를 누르십시오." }} />
    </Frame>
  ),
  terms: (
    <Frame {...frame} title="약관">
      <Paragraphs pages={paginate(terms, 36, 6)} page={0} note="1/2 쪽" />
    </Frame>
  ),
};
