// Numbered choices: the digit is the key. What cannot be chosen stays in its place and says why.
import { Box } from "ink";
import { Words } from "./look.tsx";

export type Choice = {
  /** The digit that chooses it, where they do not simply count. */
  readonly digit?: string;
  readonly label: string;
  readonly detail?: string;
  /** Why it cannot be chosen; absent when it can. */
  readonly disabled?: string;
};

type ChoicesProps = {
  /** At most nine. */
  readonly choices: readonly Choice[];
  /** The digit of the first, 1 unless the page has others before it. */
  readonly from?: number;
};

export function Choices({ choices, from = 1 }: ChoicesProps) {
  return (
    <Box flexDirection="column">
      {choices.map(({ digit, label, detail, disabled }, index) => (
        <Box key={label} flexDirection="column" flexShrink={0}>
          <Words tone={disabled === undefined ? "plain" : "disabled"}>
            {disabled === undefined ? `${digit ?? from + index}  ${label}` : `-  ${label} (${disabled})`}
          </Words>
          {detail !== undefined && <Words tone="quiet">{`   ${detail}`}</Words>}
        </Box>
      ))}
    </Box>
  );
}
