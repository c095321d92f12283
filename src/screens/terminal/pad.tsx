// What the keys of the pad do now, in the places where the fingers find them: 123, 456, 789, *0#.
import { Box } from "ink";
import { isCompact, useLook, Words } from "./look.tsx";

const rows = ["123", "456", "789", "*0#"] as const;
export type PadKey = "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "*" | "0" | "#";
const padKeys = (row: string): readonly PadKey[] => [...row] as PadKey[];

type PadProps = {
  /** Keys without a label are shown and do nothing but their digit. */
  readonly labels: Readonly<Partial<Record<PadKey, string>>>;
};

export function Pad({ labels }: PadProps) {
  const look = useLook();
  const width = Math.floor(Math.min(look.columns - 4, isCompact(look) ? 36 : 60) / 3);
  return (
    <Box flexDirection="column" flexShrink={0}>
      {rows.map((row) => (
        <Box key={row}>
          {padKeys(row).map((key) => (
            <Box key={key} width={width} height={1}>
              <Words tone="strong">{` ${key} `}</Words>
              <Words>{labels[key] ?? ""}</Words>
            </Box>
          ))}
        </Box>
      ))}
    </Box>
  );
}
