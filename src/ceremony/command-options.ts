// A command of the program as staff type it to mean this home: in a rehearsal with ` --training` behind it. Pure.

/** Those that a page, or the last line of a desk, sends anybody to. */
const commands = /changgu (doctor|settings|audit verify|audit recover( --old-copy)?)/g;

/** A sentence for staff, with `options` behind each command in it. */
export function withOptions(text: string, options: string): string {
  return text.replaceAll(commands, (command) => command + options);
}
