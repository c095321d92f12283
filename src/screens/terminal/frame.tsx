// The frame of every screen: who and where, which step, the question, one reserved line for what went wrong, the keys.
import { Box } from "ink";
import type { ReactNode } from "react";
import { isCompact, useLook, Words } from "./look.tsx";

export type KeyLabel = { readonly key: string; readonly label: string };

export type FrameProps = {
  readonly institution: string;
  /** In words: 창구, 고객, 훈련. */
  readonly mode: string;
  /** The standing line of a branch that is rehearsed. */
  readonly banner?: string;
  readonly title: string;
  /** `3/9 단계`; absent outside a ceremony. */
  readonly progress?: string;
  readonly error?: string;
  /** Only what works now. */
  readonly keys: readonly KeyLabel[];
  readonly children: ReactNode;
};

type RowProps = { readonly left: ReactNode; readonly right?: ReactNode };

function Row({ left, right }: RowProps) {
  return (
    <Box height={1} flexShrink={0} justifyContent="space-between" paddingX={1}>
      <Box flexShrink={1}>{left}</Box>
      <Box flexShrink={0}>{right}</Box>
    </Box>
  );
}

export function Frame({ institution, mode, banner, title, progress, error, keys, children }: FrameProps) {
  const look = useLook();
  const { header, banner: bannerPaint, error: errorPaint } = look.palette.tones;
  const gap = isCompact(look) ? 0 : 1;
  const fill = (paint: { readonly backgroundColor?: string }) =>
    paint.backgroundColor === undefined ? {} : { backgroundColor: paint.backgroundColor };
  return (
    <Box flexDirection="column" width={look.columns} height={look.rows} {...look.palette.background}>
      <Box flexShrink={0} flexDirection="column" {...fill(header)}>
        <Row left={<Words tone="header">{institution}</Words>} right={<Words tone="header">{mode}</Words>} />
      </Box>
      {banner !== undefined && (
        <Box flexShrink={0} flexDirection="column" {...fill(bannerPaint)}>
          <Row left={<Words tone="banner">{banner}</Words>} />
        </Box>
      )}
      <Box flexShrink={0} flexDirection="column" paddingTop={gap}>
        <Row left={<Words tone="strong">{title}</Words>} right={<Words tone="quiet">{progress ?? ""}</Words>} />
      </Box>
      <Box flexDirection="column" flexGrow={1} flexShrink={1} overflow="hidden" paddingX={1 + gap} paddingTop={gap}>
        {children}
      </Box>
      <Box flexShrink={0} flexDirection="column" height={1} {...(error ? fill(errorPaint) : {})}>
        {error ? <Row left={<Words tone="error">{`! ${error}`}</Words>} /> : undefined}
      </Box>
      <Row left={<Words tone="quiet">{keys.map(({ key, label }) => `${key} ${label}`).join("   ")}</Words>} />
    </Box>
  );
}
