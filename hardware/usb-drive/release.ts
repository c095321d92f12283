// Flushing and unmounting a drive, so that it may be taken out. Never lazily: a lazy unmount says yes and goes on writing.

import { type Run, run } from "./run.ts";

export type Release = { readonly type: "released" } | { readonly type: "still-mounted"; readonly why: string };

/**
 * `source` is the block device of the mount. udisks unmounts for an unprivileged kiosk; root can do without.
 * `isMounted` has the last word: a tool's exit status is only a claim.
 */
export async function releaseMount(
  mountPoint: string,
  source: string,
  isMounted: () => Promise<boolean>,
): Promise<Release> {
  const flushed = await run("sync", ["--file-system", mountPoint]);
  if (flushed.type !== "ran") return { type: "still-mounted", why: `not flushed: ${reason(flushed)}` };
  const byUdisks = source.startsWith("/dev/")
    ? await run("udisksctl", ["unmount", "--no-user-interaction", "--block-device", source])
    : ({ type: "absent" } as const);
  if (byUdisks.type === "ran" && !(await isMounted())) return { type: "released" };
  const byUmount = await run("umount", ["--", mountPoint]);
  if (!(await isMounted())) return { type: "released" };
  const why = byUmount.type === "absent" ? reason(byUdisks) : reason(byUmount);
  return { type: "still-mounted", why: `flushed, but not unmounted: ${why}` };
}

function reason(run: Run): string {
  switch (run.type) {
    case "ran":
      return "it is still in use";
    case "absent":
      return "no tool for it is installed";
    case "refused":
      return run.why;
  }
}
