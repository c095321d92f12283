// What a command says: what was asked for on one stream, and what went wrong on the other.

export type Output = { print(line: string): void; complain(line: string): void };

export const output: Output = {
  print: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
};

/** The exit code of a command that could not run, which says why. */
export function refused(why: string): 2 {
  output.complain(why);
  return 2;
}
