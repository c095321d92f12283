// `changgu phone-gateway`, `core-bank` and `vault-server`: the other side of the three contracts, simulated, and its options.

import type { KeyObject } from "node:crypto";
import { type Command, InvalidArgumentError, Option } from "commander";
import { type ServerFault, serverFaults } from "../../hardware/http/server-fault.ts";
import { type GatewayBehaviour, gatewayBehaviours } from "../../hardware/phone/gateway-behaviour.ts";
import type { GatewayDesk, GatewayOutput } from "../commands/gateway-desk.ts";
import type { Run } from "./command-line.ts";
import { output, refused } from "./output.ts";

type Asked = { readonly port: number; readonly keyFile: string; readonly json?: boolean };

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError("a port is a number up to 65535");
  return port;
}

/** A line for people, or an object a line for programs. */
function printing(json: boolean): GatewayOutput["print"] {
  return (line, fields) => output.print(json ? JSON.stringify(fields) : line);
}

async function serve<B extends string>(
  asked: Asked,
  open: (key: KeyObject, log: GatewayOutput["print"]) => Promise<GatewayDesk<B>>,
): Promise<number> {
  const [{ readSharedKey }, { runGatewayDesk }] = await Promise.all([
    import("../../hardware/http/shared-key.ts"),
    import("../commands/gateway-desk.ts"),
  ]);
  const read = readSharedKey(asked.keyFile);
  if (read.type === "refused") return refused(read.why);
  const print = printing(asked.json ?? false);
  try {
    return await runGatewayDesk(await open(read.key, print), process.stdin, { print });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "EADDRINUSE" && code !== "EACCES") throw error;
    return refused(`port ${asked.port} cannot be had (${code}); choose another with --port`);
  }
}

function options(command: Command): Command {
  return command
    .requiredOption("--key-file <file>", "the key that both sides have: 32 characters or more, mode 0600")
    .option("--port <number>", "0: any free one", portNumber, 0)
    .option("--json", "an object a line");
}

export function addGatewayCommands(program: Command, run: Run): void {
  const behaviours = new Option("--behaviour <word>", "how it begins; a word typed while it runs changes it");
  options(program.command("phone-gateway"))
    .description("a simulated phone gateway on loopback (contract: hardware/phone/contract.ts)")
    .addOption(behaviours.choices(gatewayBehaviours).default("answers"))
    .action(
      run(async (asked: Asked & { readonly behaviour: GatewayBehaviour }) => {
        const { simulateGateway } = await import("../../hardware/phone/simulated-gateway.ts");
        const { port, behaviour } = asked;
        return serve(asked, async (key, log) => {
          const gateway = await simulateGateway({ key, port, behaviour, answerMilliseconds: 3_000, log });
          return { name: "the phone gateway", words: gatewayBehaviours, ...gateway };
        });
      }),
    );
  const faults = new Option("--fault <word>", "how it begins; a word typed while it runs changes it")
    .choices(serverFaults)
    .default("none");
  options(program.command("core-bank"))
    .description("a simulated core bank on loopback with the training people (contract: hardware/bank/contract.ts)")
    .addOption(faults)
    .action(
      run(async (asked: Asked & { readonly fault: ServerFault }) => {
        const [{ simulateBank }, { trainingCustomers: customers }] = await Promise.all([
          import("../../hardware/bank/simulated-bank.ts"),
          import("../../hardware/rehearsal-fixture.ts"),
        ]);
        const { port, fault } = asked;
        return serve(asked, async (key, log) => {
          const bank = await simulateBank({ key, port, customers, fault, log });
          return { name: "the core bank", words: serverFaults, ...bank, behave: bank.fail };
        });
      }),
    );
  options(program.command("vault-server"))
    .description("a simulated vault on loopback for financial certificates (contract: hardware/vault/contract.ts)")
    .addOption(faults)
    .action(
      run(async (asked: Asked & { readonly fault: ServerFault }) => {
        const { simulateVault } = await import("../../hardware/vault/simulated-vault.ts");
        const { port, fault } = asked;
        return serve(asked, async (key, log) => {
          const vault = await simulateVault({ key, port, fault, log });
          return { name: "the vault", words: serverFaults, ...vault, behave: vault.fail };
        });
      }),
    );
}
