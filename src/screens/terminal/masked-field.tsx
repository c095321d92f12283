// A secret while it is typed: it knows how many bytes there are and nothing else.
import { Box } from "ink";
import { Words } from "./look.tsx";

type MaskedFieldProps = {
  readonly label: string;
  readonly filled: number;
  /** Slots shown: the length of a PIN, or a fixed number for a password, so that the field tells nothing about it. */
  readonly slots: number;
};

export function MaskedField({ label, filled, slots }: MaskedFieldProps) {
  const stars = Math.max(0, Math.min(filled, slots));
  return (
    <Box flexShrink={0}>
      <Words>{`${label}  `}</Words>
      <Words tone="field">{` ${"*".repeat(stars)}${"_".repeat(slots - stars)} `}</Words>
    </Box>
  );
}
