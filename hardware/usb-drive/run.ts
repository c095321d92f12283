// One of the system's own tools, run to its end.

import { execFile } from "node:child_process";

/** A slow stick takes its time to flush; longer than this it is broken. */
const longestMilliseconds = 30_000;

export type Run =
  | { readonly type: "ran" }
  | { readonly type: "absent" }
  | { readonly type: "refused"; readonly why: string };

/** From the system's own folders only, so that the environment cannot put another program in its place. */
export function run(program: string, options: readonly string[]): Promise<Run> {
  const env = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C.UTF-8" };
  return new Promise((done) => {
    execFile(program, [...options], { env, timeout: longestMilliseconds }, (error, _, complaint) => {
      if (error === null) done({ type: "ran" });
      else if (error.code === "ENOENT") done({ type: "absent" });
      else done({ type: "refused", why: complaint.trim().split("\n")[0] || error.message });
    });
  });
}
