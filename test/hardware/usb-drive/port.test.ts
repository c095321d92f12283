// Two terminals on one machine: each has the sticks at its own USB ports, and whoever installs them is told which those are.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { diskOf } from "../../../hardware/usb-drive/block-device.ts";
import { createMounter } from "../../../hardware/usb-drive/mount-new.ts";
import { parseMountinfo } from "../../../hardware/usb-drive/mountinfo.ts";
import { isAtOneOf, portOf } from "../../../hardware/usb-drive/port.ts";
import { seenSticks } from "../../../hardware/usb-drive/seen-sticks.ts";
import { createSystemDrives } from "../../../hardware/usb-drive/system-drives.ts";
import { judge } from "../../../hardware/usb-drive/usable.ts";
import { sticksFinding } from "../../../src/main/examining-sticks.ts";
import { readSettings } from "../../../src/settings/settings.ts";
import { kioskMountinfo, layOutSysfs } from "./recording.ts";

const scsi = "host4/target4:0:0/4:0:0:0/block";
const pci = "/sys/devices/pci0000:00/0000:00:14.0";

describe("portOf", () => {
  const ports: readonly (readonly [string, string | null, string | null])[] = [
    [`${pci}/usb1/1-4/1-4:1.0/${scsi}/sdb`, " 2.00", "0000:00:14.0-usb2-4"],
    [`${pci}/usb2/2-4/2-4:1.0/${scsi}/sdb`, " 3.10", "0000:00:14.0-usb3-4"],
    [`${pci}/usb1/1-4/1-4.2/1-4.2.13/1-4.2.13:1.0/${scsi}/sdb`, "2.00", "0000:00:14.0-usb2-4.2.13"],
    ["/sys/devices/platform/scb/fd500000.pcie/usb3/3-1/3-1:1.0/x/block/sda", "2.00", "fd500000.pcie-usb2-1"],
    [`${pci}/usb1/1-4/1-4:1.0/${scsi}/sdb`, null, "0000:00:14.0-usb0-4"],
    [`/sys/devices/pci0000:00/0000:00:17.0/ata1/${scsi}/sda`, "2.00", null],
    ["/sys/devices/virtual/block/loop3", null, null],
    ["", null, null],
  ];
  for (const [path, version, port] of ports)
    it(`names ${path || "nothing"} ${port ?? "no port"}`, () => {
      const read = (asked: string) => (/\/usb\d\/version$/.test(asked) ? version : null);
      assert.equal(portOf(path, read), port);
    });

  it("takes what hangs behind a hub for the hub's, and no port whose number only begins alike", () => {
    const at = (port: string | null) => isAtOneOf(port, ["c-usb2-4", "c-usb2-7.1"]);
    assert.deepEqual(
      ["c-usb2-4", "c-usb2-4.1", "c-usb2-7.1.3", "c-usb2-41", "c-usb3-4", "c-usb2-7", "d-usb2-4", null].map(at),
      [true, true, true, false, false, false, false, false],
    );
  });
});

describe("a recorded kiosk with two terminals", () => {
  it("gives each the sticks at its ports", (context) => {
    const sys = layOutSysfs(context);
    const verdicts = (ports: readonly string[] | null) =>
      parseMountinfo(kioskMountinfo).flatMap((mount) =>
        judge(mount, diskOf(sys, mount), new Set(), { allowed: false, ports }) === "usable" ? [mount.mountPoint] : [],
      );
    const all = verdicts(null);
    const first = verdicts(["0000:00:14.0-usb2-4", "0000:00:14.0-usb2-6"]);
    assert.deepEqual(first, ["/media/kiosk/KIM STICK", "/media/kiosk/NTFS"]);
    const second = verdicts(["0000:00:14.0-usb3-1", "0000:00:14.0-usb3-2"]);
    assert.deepEqual(second, ["/media/kiosk/한글\\\t", "/mnt/backup"]);
    assert.ok([...first, ...second].every((place) => all.includes(place)));
  });

  it("has neither mount what is inserted at the other's", async (context) => {
    const { sys } = machine(context);
    const asked: string[] = [];
    const tool = async (_: string, options: readonly string[]) => {
      asked.push(options[options.indexOf("--block-device") + 1] ?? "");
      return { type: "ran" } as const;
    };
    await createMounter(sys, tool, ["c-usb2-5"]).look([], new Set());
    assert.deepEqual(asked, ["/dev/sdc"]);
  });
});

/** A mounted stick at port 4, and one at port 5 that nobody has mounted. */
function machine(context: TestContext): { readonly sys: string; readonly mountinfo: string; readonly stick: string } {
  const root = mkdtempSync(join(tmpdir(), "changgu-ports-"));
  context.after(() => rmSync(root, { recursive: true }));
  const [sys, stick, mountinfo] = [join(root, "sys"), join(root, "STICK"), join(root, "mountinfo")];
  mkdirSync(stick);
  const { dev } = statSync(stick);
  const number = `${(dev >> 8) & 0xfff}:${(dev & 0xff) | ((dev >> 12) & 0xfff00)}`;
  writeFileSync(mountinfo, `1 0 ${number} / ${stick} rw - vfat /dev/sdb rw\n`);
  const disks = { sdb: ["1-4", number], sdc: ["1-5", "8:32"] } as const;
  for (const [name, [device, numbered]] of Object.entries(disks)) {
    const disk = join(sys, `devices/c/usb1/${device}/${device}:1.0/${scsi}/${name}`);
    const attributes = { removable: "1", size: "1000", dev: numbered, "device/vendor": "Maker", "device/model": name };
    for (const [attribute, text] of Object.entries(attributes)) {
      mkdirSync(dirname(join(disk, attribute)), { recursive: true });
      writeFileSync(join(disk, attribute), `${text}\n`);
    }
    for (const link of [`block/${name}`, `class/block/${name}`, `dev/block/${numbered}`]) {
      mkdirSync(dirname(join(sys, link)), { recursive: true });
      symlinkSync(disk, join(sys, link));
    }
  }
  writeFileSync(join(sys, "devices/c/usb1/version"), " 2.00\n");
  return { sys, mountinfo, stick };
}

describe("a terminal that has ports of its own", () => {
  it("has at least one", () => {
    const outcome = readSettings(JSON.stringify({ media: { ports: [] } }), {});
    assert.deepEqual(outcome.type === "wrong-setting" && outcome.key, "media.ports");
  });

  it("lists the sticks at them, and whoever looks after it is told of all", async (context) => {
    const { sys, mountinfo, stick } = machine(context);
    const settings = { allowDevices: [], mount: "none", sys, mountinfo } as const;
    const listed = async (ports: readonly string[] | null) =>
      (await createSystemDrives({ ...settings, ports }).list()).map(({ mountPoint }) => mountPoint);
    assert.deepEqual([await listed(null), await listed(["c-usb2-4"])], [[stick], [stick]]);
    const media = { ...settings, ports: ["c-usb2-5"] };
    assert.deepEqual(await listed(media.ports), []);
    const seen = await seenSticks(media);
    assert.deepEqual(seen, [
      { name: "Maker sdb", mountPoint: stick, port: "c-usb2-4", here: false },
      { name: "sdc", mountPoint: null, port: "c-usb2-5", here: true },
    ]);
    const { state, found, todo } = sticksFinding({ terminal: "T-0002", media }, seen);
    assert.equal(state, "note");
    assert.equal(
      found,
      `Maker sdb at port c-usb2-4, mounted at ${stick}, not one of T-0002's; sdc at port c-usb2-5, not mounted yet`,
    );
    assert.match(todo, /media\.ports/);
  });
});
