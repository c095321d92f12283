// Below every screen: the size of the terminal, the look, and the apology page for what must not happen.
import { Box, useWindowSize } from "ink";
import { Component, type ReactNode } from "react";
import { type Look, LookContext } from "./look.tsx";

/** Smaller than the large layout: a page says so, and work resumes when the terminal grows. */
export const smallest = { columns: 40, rows: 12 };

export type StageProps = {
  readonly look: Pick<Look, "palette" | "glyphs">;
  readonly tooSmall: ReactNode;
  /** Records the error and answers with its incident number. */
  readonly onCrash: (error: unknown) => string;
  readonly apology: (incident: string) => ReactNode;
  readonly children: ReactNode;
};

type BoundaryState = { readonly incident: string | null };

class Boundary extends Component<Pick<StageProps, "onCrash" | "apology" | "children">, BoundaryState> {
  override state: BoundaryState = { incident: null };

  override componentDidCatch(error: unknown): void {
    this.setState({ incident: this.props.onCrash(error) });
  }

  // React asks for this to draw nothing in place of the broken tree until the incident has its number.
  static getDerivedStateFromError(): BoundaryState {
    return { incident: "" };
  }

  override render(): ReactNode {
    const { incident } = this.state;
    if (incident === null) return this.props.children;
    return incident === "" ? null : this.props.apology(incident);
  }
}

export function Stage({ look, tooSmall, onCrash, apology, children }: StageProps) {
  const { columns, rows } = useWindowSize();
  const fits = columns >= smallest.columns && rows >= smallest.rows;
  return (
    <LookContext value={{ ...look, columns, rows }}>
      <Box width={columns} height={rows} overflow="hidden" {...look.palette.background}>
        <Boundary onCrash={onCrash} apology={apology}>
          {fits ? children : tooSmall}
        </Boundary>
      </Box>
    </LookContext>
  );
}
