// What `changgu doctor` finds out about sticks: which are in, at which port, and whether they are this terminal's.

import type { SeenStick } from "../../hardware/usb-drive/seen-sticks.ts";
import { type Finding, note, well } from "../commands/doctor.ts";
import type { Settings } from "../settings/settings.ts";

export function sticksFinding(
  { terminal, media }: Pick<Settings, "terminal" | "media">,
  seen: readonly SeenStick[],
): Finding {
  const said = seen.map((stick) => stickInWords(stick, terminal)).join("; ");
  const bound = media.ports === null ? "" : `; ${terminal} has the ports ${media.ports.join(", ")}`;
  if (seen.length === 0)
    return note("sticks", `none is inserted${bound}`, "insert one to try: its port is named here, for media.ports");
  if (seen.some(({ here }) => !here))
    return note("sticks", said, `a port that is ${terminal}'s belongs into its media.ports, as it is written here`);
  const waiting = seen.some(({ mountPoint }) => mountPoint === null);
  if (waiting && media.mount === "none")
    return note("sticks", said, "mount it: media.mount is none, so that no desk does");
  return well("sticks", said);
}

function stickInWords({ name, mountPoint, port, here }: SeenStick, terminal: string): string {
  const where = port === null ? "at no USB port" : `at port ${port}`;
  const mounted = mountPoint === null ? "not mounted yet" : `mounted at ${mountPoint}`;
  return `${name} ${where}, ${mounted}${here ? "" : `, not one of ${terminal}'s`}`;
}
