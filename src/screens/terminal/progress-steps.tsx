// What is done, what is under way and what is still to come, each with its mark and its word.
import { Box } from "ink";
import { useLook, Words } from "./look.tsx";
import type { Tone } from "./palette.ts";

export type ProgressStep = {
  readonly label: string;
  readonly at: "done" | "now" | "waiting";
  /** 끝남, 하는 중, 기다림. */
  readonly word: string;
};

const tones: Readonly<Record<ProgressStep["at"], Tone>> = { done: "done", now: "strong", waiting: "quiet" };

export function ProgressSteps({ steps }: { readonly steps: readonly ProgressStep[] }) {
  const { glyphs } = useLook();
  return (
    <Box flexDirection="column" flexShrink={0}>
      {steps.map(({ label, at, word }) => (
        <Words key={label} tone={tones[at]}>
          {`${glyphs[at]} ${label}  ${word}`}
        </Words>
      ))}
    </Box>
  );
}
