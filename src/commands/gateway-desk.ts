// A simulated server at a terminal: what it is asked scrolls by, and a word typed changes how it behaves.

import { createInterface } from "node:readline";

export type GatewayDesk<B extends string> = {
  readonly name: string;
  readonly port: number;
  readonly words: readonly B[];
  behave(word: B): void;
  close(): Promise<void>;
};

/** `print`: a line for people, and the same for programs. */
export type GatewayOutput = { print(line: string, fields: Readonly<Record<string, unknown>>): void };

const width = 80;

/** No word is broken at 80 columns. */
function wordLines(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let line = "Type one of these words to change how it behaves:";
  for (const word of words) {
    if (line.length + 1 + word.length > width) {
      lines.push(line);
      line = " ";
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

/** Until Ctrl+C or SIGTERM; the end of its input ends nothing, so that it can run behind a test or a service. */
export async function runGatewayDesk<B extends string>(
  desk: GatewayDesk<B>,
  input: NodeJS.ReadableStream,
  { print }: GatewayOutput,
): Promise<number> {
  const asked = Promise.withResolvers<void>();
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, asked.resolve);
  const url = `http://127.0.0.1:${desk.port}`;
  const hints = `${desk.name} listens on ${url}; Ctrl+C ends it.\n${wordLines(desk.words).join("\n")}`;
  print(hints, { event: "listening", url });
  const lines = createInterface({ input });
  lines.on("line", (line) => {
    const word = desk.words.find((each) => each === line.trim());
    if (word) desk.behave(word);
    if (word) print(`from now on: ${word}`, { event: "behaves", as: word });
    else print(wordLines(desk.words).join("\n"), { event: "unknown-word", words: desk.words });
  });
  await asked.promise;
  for (const signal of signals) process.off(signal, asked.resolve);
  lines.close();
  await desk.close();
  return 0;
}
