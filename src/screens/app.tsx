// The screens of a desk: they follow its state, and show one page of it at a time.
import { useCallback, useContext, useSyncExternalStore } from "react";
import type { State } from "../ceremony/state.ts";
import { Apology } from "./pages/apology.tsx";
import { TooSmall } from "./pages/too-small.tsx";
import { Screen } from "./screen.tsx";
import { drawn, type Glyphs } from "./terminal/glyphs.ts";
import { LookContext } from "./terminal/look.tsx";
import { mount, type TerminalStream } from "./terminal/mount.tsx";
import { highContrast, type Palette, standard } from "./terminal/palette.ts";

/** What the screens know of a session: its state, and that it changed. */
export type DeskView = {
  state(): State;
  /** Calls back after every change; the result ends it. */
  subscribe(changed: () => void): () => void;
};

/** A terminal without colours stays without. */
function contrasted(palette: Palette, contrast: State["contrast"]): Palette {
  if (palette.name === "mono") return palette;
  return contrast === "high" ? highContrast : standard;
}

function App({ session }: { readonly session: DeskView }) {
  const subscribe = useCallback((changed: () => void) => session.subscribe(changed), [session]);
  const state = useSyncExternalStore(subscribe, () => session.state());
  const look = useContext(LookContext);
  return (
    <LookContext value={{ ...look, palette: contrasted(look.palette, state.contrast) }}>
      <Screen state={state} />
    </LookContext>
  );
}

export type DeskScreenOptions = {
  readonly stdout: TerminalStream;
  /** The drawn glyphs and colours unless the terminal wants others. */
  readonly look?: { readonly palette: Palette; readonly glyphs: Glyphs };
  /** Whoever left is forgotten by the terminal too: what scrolled away before is nobody's who works here. */
  readonly clearsScrollback?: boolean;
  /** An error while drawing: records it and answers with its incident number. */
  readonly onCrash: (error: unknown) => string;
};

export type DeskScreen = {
  repaint(): void;
  /** Shows the apology in place of every page from here on. */
  apologize(incident: string): void;
  /** Resolves when all that was shown is written. */
  flushed(): Promise<void>;
  unmount(): void;
};

/** A customer's ceremony is over, or whoever worked here signed off. */
function isEnd(before: State, after: State): boolean {
  return (before.facts !== null && after.facts === null) || (before.officer !== null && after.officer === null);
}

/** Puts the screens of a session on a terminal; the window's size is followed from the first frame. */
export function showDesk(session: DeskView, options: DeskScreenOptions): DeskScreen {
  const { stdout, look, onCrash, clearsScrollback = false } = options;
  const apology = (incident: string) => <Apology locale={session.state().locale} incident={incident} />;
  const mounted = mount(<App session={session} />, {
    stdout,
    look: look ?? { palette: standard, glyphs: drawn },
    tooSmall: <TooSmall />,
    apology,
    onCrash,
  });
  const end = (): void => (clearsScrollback ? mounted.forget() : mounted.repaint());
  let before = session.state();
  const unfollow = session.subscribe(() => {
    const after = session.state();
    if (isEnd(before, after)) end();
    before = after;
  });
  return {
    repaint: () => mounted.repaint(),
    apologize: (incident) => mounted.show(apology(incident)),
    flushed: () => mounted.flushed(),
    unmount() {
      unfollow();
      if (clearsScrollback) mounted.forget();
      mounted.unmount();
    },
  };
}
