// Security tokens through a maker's PKCS#11 module, which runs in processes of its own: one that looks, one a session.

import { type ChildProcess, fork } from "node:child_process";
import type { SecurityToken, TokenFault, TokenSession, Tokens } from "../../src/media/token.ts";
import type { FromAgent, ToAgent, TokenAnswer, TokenRequest } from "./contract.ts";

export type AgentProgram = {
  /** What is forked, and the words that make it serve the module: `dist/changgu.cjs`, `["token-agent", MODULE]`. */
  readonly file: string;
  readonly words: readonly string[];
  readonly execArgv?: readonly string[];
  /** Milliseconds after which a token that says nothing is given up; a real one takes up to 30 s for a key. */
  readonly patience?: number;
};

const patience = 90_000;
/** A module that crashed is loaded again after this time; one that cannot be loaded, from then on after twice the time. */
const restMilliseconds = 2000;
const longestRest = 60_000;

/** `vain`: how often in a row it ended before it told anything. */
export function restAfter(vain: number): number {
  return Math.min(restMilliseconds * 2 ** vain, longestRest);
}

export function pkcs11Tokens(program: AgentProgram): Tokens {
  return {
    watch: (changed) => watchTokens(program, changed),
    async open(token, pin) {
      const agent = new Agent(program);
      const bytes = pin.use((digits) => Uint8Array.from(digits));
      const answer = await agent.ask({ type: "open", token: token.id, pin: bytes });
      bytes.fill(0);
      if (answer.type === "opened") return { type: "token-open", session: sessionOf(agent) };
      agent.close();
      return answer.type === "pin-wrong" || answer.type === "pin-locked" ? answer : faultIn(answer);
    },
  };
}

function watchTokens(program: AgentProgram, changed: (tokens: readonly SecurityToken[]) => void): () => void {
  let stopped = false;
  let agent: ChildProcess | null = null;
  let timer: NodeJS.Timeout | null = null;
  let vain = 0;
  const start = (): void => {
    agent = forkAgent(program);
    agent.on("message", (message: FromAgent) => {
      vain = 0;
      if ("tokens" in message && !stopped) changed(message.tokens);
    });
    agent.once("exit", () => {
      if (stopped) return;
      changed([]);
      timer = setTimeout(start, restAfter(vain++));
      timer.unref();
    });
  };
  start();
  return () => {
    stopped = true;
    if (timer) clearTimeout(timer);
    agent?.kill("SIGKILL");
  };
}

function forkAgent({ file, words, execArgv }: AgentProgram): ChildProcess {
  const agent = fork(file, [...words], {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    ...(execArgv ? { execArgv: [...execArgv] } : {}),
  });
  // It cannot be started: its exit says so too.
  agent.on("error", () => {});
  // What is forked must not keep the desk from ending.
  agent.unref();
  return agent;
}

/** One process with one logged-in session; requests go one after the other. */
class Agent {
  readonly #process: ChildProcess;
  readonly #patience: number;
  readonly #waiting = new Map<number, (answer: TokenAnswer) => void>();
  #number = 0;
  #ended = false;

  constructor(program: AgentProgram) {
    this.#patience = program.patience ?? patience;
    this.#process = forkAgent(program);
    this.#process.on("message", (message: FromAgent) => {
      if (!("number" in message)) return;
      this.#waiting.get(message.number)?.(message.answer);
      this.#waiting.delete(message.number);
    });
    this.#process.once("exit", () => this.#end({ type: "token-failed", code: "module-crashed" }));
    this.#process.once("error", () => this.#end({ type: "token-failed", code: "module-not-started" }));
  }

  async ask(request: TokenRequest): Promise<TokenAnswer> {
    if (this.#ended) return { type: "token-failed", code: "module-crashed" };
    const number = ++this.#number;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#end({ type: "token-silent" });
        this.close();
      }, this.#patience);
      this.#waiting.set(number, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      const message: ToAgent = { number, request };
      this.#process.send(message, (error) => {
        if (error) this.#end({ type: "token-failed", code: "module-crashed" });
      });
    });
  }

  close(): void {
    this.#process.kill("SIGKILL");
  }

  #end(answer: TokenFault): void {
    this.#ended = true;
    for (const resolve of this.#waiting.values()) resolve(answer);
    this.#waiting.clear();
  }
}

function sessionOf(agent: Agent): TokenSession {
  return {
    async makeKeyPair(label) {
      const answer = await agent.ask({ type: "make-key-pair", label });
      if (answer.type !== "key-made") return faultIn(answer);
      return { type: "key-made", publicKey: Buffer.from(answer.publicKey) };
    },
    async store(certificate, r) {
      const bytes = r?.use((all) => Uint8Array.from(all)) ?? null;
      const answer = await agent.ask({ type: "store", certificate: Uint8Array.from(certificate), r: bytes });
      bytes?.fill(0);
      return answer.type === "stored" ? { type: "stored" } : faultIn(answer);
    },
    async sign(bytes) {
      const answer = await agent.ask({ type: "sign", bytes: Uint8Array.from(bytes) });
      if (answer.type !== "signed") return faultIn(answer);
      return { type: "signed", signature: Buffer.from(answer.signature) };
    },
    async signWith(certificate, bytes) {
      const answer = await agent.ask({
        type: "sign-with",
        certificate: Uint8Array.from(certificate),
        bytes: Uint8Array.from(bytes),
      });
      if (answer.type === "key-missing") return answer;
      if (answer.type !== "signed") return faultIn(answer);
      return { type: "signed", signature: Buffer.from(answer.signature) };
    },
    async findKey(certificate) {
      const answer = await agent.ask({ type: "find-key", certificate: Uint8Array.from(certificate) });
      return answer.type === "key-found" ? answer : faultIn(answer);
    },
    async pairs(prefix) {
      const answer = await agent.ask({ type: "find-pairs", prefix });
      return answer.type === "pairs" ? answer : faultIn(answer);
    },
    async remove(label) {
      const answer = await agent.ask({ type: "remove", label });
      return answer.type === "discarded" ? { type: "discarded" } : faultIn(answer);
    },
    async stored() {
      const answer = await agent.ask({ type: "find-stored" });
      if (answer.type !== "found") return faultIn(answer);
      return { type: "found", certificate: answer.certificate && Buffer.from(answer.certificate) };
    },
    async discard() {
      const answer = await agent.ask({ type: "discard" });
      return answer.type === "discarded" ? { type: "discarded" } : faultIn(answer);
    },
    close: () => agent.close(),
  };
}

/** What an answer is when it is not the one that was asked for. */
function faultIn(answer: TokenAnswer): TokenFault {
  switch (answer.type) {
    case "token-removed":
    case "token-full":
    case "token-silent":
    case "token-failed":
      return answer;
    case "opened":
    case "key-made":
    case "stored":
    case "signed":
    case "key-missing":
    case "key-found":
    case "pairs":
    case "found":
    case "discarded":
    case "pin-wrong":
    case "pin-locked":
      return { type: "token-failed", code: `unexpected-${answer.type}` };
  }
}
