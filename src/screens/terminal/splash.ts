// What the launcher painted while the program loaded. It left word here, because it runs before any module does.

type Splash = { readonly takeOver: () => void };

const splash = (): Splash | undefined => Reflect.get(globalThis, Symbol.for("changgu.splash"));

/** The screens cover the splash; from here on they are the ones who restore the terminal. */
export function takeOverSplash(): void {
  splash()?.takeOver();
}
