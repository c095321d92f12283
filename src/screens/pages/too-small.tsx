// What a window says that is too small for any page; work goes on as soon as it grows.
import { Box } from "ink";
import { useLook, Words } from "../terminal/look.tsx";
import { wordsIn } from "../words/catalogue.ts";

/** In both languages: nobody can press the key for the other one here. */
export function TooSmall() {
  const { columns, rows, palette } = useLook();
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden" {...palette.background}>
      <Words wrap="wrap">{wordsIn("ko").tooSmall}</Words>
      <Words wrap="wrap">{wordsIn("en").tooSmall}</Words>
    </Box>
  );
}
