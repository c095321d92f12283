// Which mounts of a recorded kiosk are a customer's stick.

import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { describe, it } from "node:test";
import fc from "fast-check";
import { diskOf, disksUnder, isConnected } from "../../../hardware/usb-drive/block-device.ts";
import { deviceNumber, parseMountinfo } from "../../../hardware/usb-drive/mountinfo.ts";
import { stickName } from "../../../hardware/usb-drive/stick-name.ts";
import { isOwnPlace, judge } from "../../../hardware/usb-drive/usable.ts";
import { kioskMountinfo, layOutSysfs } from "./recording.ts";

const mounts = parseMountinfo(kioskMountinfo);

describe("parseMountinfo", () => {
  it("reads every line but the one that is cut off", () => {
    assert.equal(mounts.length, 18);
    assert.deepEqual(mounts[5], {
      major: 8,
      minor: 17,
      root: "/",
      mountPoint: "/media/kiosk/KIM STICK",
      readOnly: false,
      fileSystem: "vfat",
      source: "/dev/sdb1",
    });
    assert.deepEqual([mounts[6]?.mountPoint, mounts[6]?.readOnly], ["/media/kiosk/한글\\\t", true]);
  });

  it("numbers devices as stat does", () => {
    const numbers = ["8:17", "0:256", "259:1048575"].map((n) => `1 0 ${n} / /x rw - vfat /dev/x rw`);
    assert.deepEqual(parseMountinfo(numbers.join("\n")).map(deviceNumber), [0x811n, 0x100000n, 0xfff103ffn]);
    const own = parseMountinfo(readFileSync("/proc/self/mountinfo", "utf8")).find((m) => m.mountPoint === "/proc");
    assert.ok(own !== undefined);
    assert.equal(deviceNumber(own), statSync("/proc", { bigint: true }).dev);
  });

  it("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.constantFrom(" ", "-", "8:1", "/", "\\04", "\n", "rw")), (text, words) => {
        parseMountinfo(text + words.join(" "));
      }),
    );
  });
});

describe("a recorded kiosk", () => {
  const expected: Readonly<Record<string, string>> = {
    "/": "own-disk",
    "/boot": "own-disk",
    "/media/kiosk/KIM STICK": "usable",
    "/media/kiosk/한글\\\t": "usable",
    "/mnt/backup": "usable",
    "/media/kiosk/CARD": "usable",
    "/media/kiosk/DVD": "optical",
    "/home/kiosk/remote": "network",
    "/mnt/office": "network",
    "/media/kiosk/NTFS": "usable",
    "/mnt/loop": "not-removable",
    "/home/kiosk/npki": "bound",
    "/mnt/disk2": "not-removable",
    "/mnt/own-usb": "own-disk",
    "/mnt/memory": "no-disk",
  };

  it("offers its sticks, and neither its own disks nor what is far away", (context) => {
    const sys = layOutSysfs(context);
    const own = mounts.filter(({ mountPoint }) => isOwnPlace(mountPoint));
    const ownDisks = new Set(own.flatMap((mount) => disksUnder(sys, mount)));
    assert.deepEqual([...ownDisks].sort(), ["sda", "sdh"]);
    for (const mount of mounts) {
      const verdict = expected[mount.mountPoint];
      if (verdict === undefined) continue;
      const disk = diskOf(sys, mount);
      assert.equal(judge(mount, disk, ownDisks, { allowed: false, ports: null }), verdict, mount.mountPoint);
      const ifAllowed = verdict === "not-removable" || verdict === "no-disk" ? "usable" : verdict;
      assert.equal(
        judge(mount, disk, ownDisks, { allowed: true, ports: [] }),
        ifAllowed,
        `${mount.mountPoint}, named in the setting`,
      );
    }
  });

  it("names a stick by its maker and by its owner", () => {
    const disk = { vendor: "SanDisk ", model: "Ultra  Fit" };
    assert.equal(stickName("/media/kiosk/KIM STICK", disk), "SanDisk Ultra Fit (KIM STICK)");
    assert.equal(stickName("/run/media/kiosk/4A21-00FC", disk), "SanDisk Ultra Fit");
    assert.equal(stickName("/mnt/stick", disk), "SanDisk Ultra Fit");
    assert.equal(stickName("/mnt/stick", null), "stick");
  });

  it("tells vendor, model, size, switch and connection", (context) => {
    const sys = layOutSysfs(context);
    const of = (point: string) => {
      const mount = mounts.find(({ mountPoint }) => mountPoint === point);
      return mount === undefined ? null : diskOf(sys, mount);
    };
    assert.deepEqual(of("/media/kiosk/KIM STICK"), {
      name: "sdb",
      overUsb: true,
      port: "0000:00:14.0-usb2-4",
      removable: true,
      readOnly: false,
      vendor: "SanDisk",
      model: "Ultra Fit",
      sizeBytes: 15_631_360 * 512,
    });
    assert.equal(of("/media/kiosk/한글\\\t")?.readOnly, true);
    assert.equal(of("/media/kiosk/NTFS")?.name, "sdf");
    assert.equal(of("/mnt/memory"), null);
    const connected = ["sdb", "sde", "sdz"].map((disk) => isConnected(sys, disk));
    assert.deepEqual(connected, [true, false, false], "in; a reader without its card; out");
  });
});
