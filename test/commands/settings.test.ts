// What `changgu settings` prints: what is in force at the terminal that is asked about.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { showSettings } from "../../src/commands/settings.ts";

const file = {
  terminal: "T-1",
  media: { ports: ["0000:00:14.0-usb2-4"] },
  terminals: { "T-2": { media: { ports: ["0000:00:14.0-usb2-5"] } } },
};

type Asked = { readonly terminal?: string; readonly environment?: Readonly<Record<string, string>> };

function shown({ terminal, environment = {} }: Asked, json = false) {
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(line);
  const means = { path: "/home/settings.json", text: JSON.stringify(file), terminal, environment, json };
  assert.equal(showSettings({ ...means, print, complain: assert.fail }), 0);
  return lines;
}

describe("changgu settings", () => {
  it("prints the ports of the terminal that is asked about, by option before environment before file", () => {
    const environment = { CHANGGU_TERMINAL: "T-1" };
    const asked: readonly (readonly [Asked, string, string])[] = [
      [{}, "T-1", "usb2-4"],
      [{ terminal: "T-2" }, "T-2", "usb2-5"],
      [{ terminal: "T-2", environment }, "T-2", "usb2-5"],
      [{ environment: { CHANGGU_TERMINAL: "T-2" } }, "T-2", "usb2-5"],
      // It has what the branch has.
      [{ terminal: "T-3" }, "T-3", "usb2-4"],
    ];
    for (const [how, terminal, port] of asked) {
      const lines = shown(how);
      assert.match(lines[1] ?? "", new RegExp(`^terminal ${terminal}`));
      const ports = lines.filter((line) => line.startsWith("* media.ports"));
      assert.deepEqual(
        ports.map((line) => /usb2-\d/.exec(line)?.[0]),
        [port],
        terminal,
      );
    }
    assert.match(shown({ environment }).join("\n"), /\(now CHANGGU_TERMINAL\)/);
    assert.doesNotMatch(shown({ terminal: "T-2" }).join("\n"), /now CHANGGU_TERMINAL/);
  });

  it("prints the same as JSON", () => {
    const [line = ""] = shown({ terminal: "T-2" }, true);
    const { terminal, settings } = JSON.parse(line);
    const ports = settings.find(({ key }: { readonly key: string }) => key === "media.ports");
    assert.deepEqual([terminal, ports.set], ["T-2", '["0000:00:14.0-usb2-5"]']);
  });
});
