// The process that a test forks as the desk forks its own: it loads the module whose path it is given.
import { runTokenAgent } from "../../../hardware/token/load-module.ts";

process.exitCode = await runTokenAgent(process.argv[2] ?? "");
