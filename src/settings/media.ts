// Which sticks are taken for customers', at which ports, and who mounts them.

import { type Json, known, oneOf, texts, Wrong } from "./values.ts";

export type MediaSettings = {
  readonly allowDevices: readonly string[];
  /** The USB ports whose sticks are this terminal's; null: every one of the machine. */
  readonly ports: readonly string[] | null;
  /** Whether sticks that nobody else mounts are mounted through udisks. */
  readonly mount: "udisks" | "none";
};

export const defaultMedia: MediaSettings = { allowDevices: [], ports: null, mount: "udisks" };

/** Throws `Wrong`. */
export function readMedia(media: Json): MediaSettings {
  known("media", media, ["allowDevices", "ports", "mount"]);
  return {
    allowDevices: texts("media.allowDevices", media.allowDevices ?? []),
    ports: media.ports == null ? null : portsOf(media.ports),
    mount: oneOf("media.mount", media.mount ?? defaultMedia.mount, ["udisks", "none"] as const),
  };
}

function portsOf(value: unknown): readonly string[] {
  const ports = texts("media.ports", value);
  if (ports.length === 0)
    throw new Wrong("media.ports", "must name a port, or be left out: then every port is this terminal's");
  for (const [index, port] of ports.entries())
    if (!/^\S+-usb\d-\d+(\.\d+)*$/.test(port))
      throw new Wrong(`media.ports.${index}`, "must be a port as changgu doctor names it: 0000:00:14.0-usb2-4.2");
  return ports;
}
