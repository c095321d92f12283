// A simulated server at a terminal: what it is asked scrolls by, and a word typed changes how it behaves.

import { createInterface } from "node:readline";

export type GatewayDesk<B extends string> = {
  readonly name: string;
  readonly port: number;
  readonly words: readonly B[];
  behave(word: B): void;
  close(): Promise<void>;
};

export type GatewayOutput = { print(line: string): void };

/** Until Ctrl+C or SIGTERM; the end of its input ends nothing, so that it can run behind a test or a service. */
export async function runGatewayDesk<B extends string>(
  desk: GatewayDesk<B>,
  input: NodeJS.ReadableStream,
  { print }: GatewayOutput,
): Promise<number> {
  const asked = Promise.withResolvers<void>();
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, asked.resolve);
  const lines = createInterface({ input });
  lines.on("line", (line) => {
    const word = desk.words.find((each) => each === line.trim());
    if (word) desk.behave(word);
    print(word ? `from now on: ${word}` : `words are ${desk.words.join(", ")}`);
  });
  await asked.promise;
  for (const signal of signals) process.off(signal, asked.resolve);
  lines.close();
  await desk.close();
  return 0;
}
