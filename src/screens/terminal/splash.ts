// What the launcher painted while the program loaded. It left word here, because it runs before any module does.

type Splash = { readonly takeOver: () => void; readonly close: () => void };

const splash = (): Splash | undefined => Reflect.get(globalThis, Symbol.for("changgu.splash"));

/** The screens cover the splash; from here on they are the ones who restore the terminal. */
export function takeOverSplash(): void {
  splash()?.takeOver();
}

/** Back to the plain terminal, before a command prints on stdout. The first word on stderr and the end do it by themselves. */
export function closeSplash(): void {
  splash()?.close();
}
