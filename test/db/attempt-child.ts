// A process that counts one failure, tells how many tries are left, and waits for its end.

import { openAttempts } from "../../db/attempts.ts";
import { branch } from "./branch.ts";
import { strongboxOf } from "./training-branch.ts";

const attempts = openAttempts(branch(process.argv[2] ?? ""), strongboxOf(1));
process.send?.(attempts.fail({ kind: "account", id: "01234502100017" }, 5).left);
setInterval(() => {}, 1000);
