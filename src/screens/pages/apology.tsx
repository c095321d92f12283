// The page for what must not happen: an incident number, what was kept safe, whom to tell; never a stack.
import { Box } from "ink";
import type { Locale } from "../../ceremony/state.ts";
import { BlockView } from "../blocks.tsx";
import { Frame } from "../terminal/frame.tsx";
import { isCompact, useLook } from "../terminal/look.tsx";
import { wordsIn } from "../words/catalogue.ts";

type ApologyProps = { readonly locale: Locale; readonly incident: string };

export function Apology({ locale, incident }: ApologyProps) {
  const { program, apology } = wordsIn(locale);
  return (
    <Frame institution={program} mode="" title={apology.title} keys={[]}>
      <Box flexDirection="column" gap={isCompact(useLook()) ? 0 : 1}>
        <BlockView block={{ type: "prompt", text: apology.text }} />
        <BlockView block={{ type: "note", text: apology.kept }} />
        <BlockView block={{ type: "prompt", text: apology.incident(incident) }} />
        <BlockView block={{ type: "note", text: apology.next }} />
      </Box>
    </Frame>
  );
}
