// Serial devices in a tree of files that is laid out as the kernel and udev lay theirs out.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { findSerialDevices } from "../../../hardware/keypad/find.ts";
import { pathOnUsb } from "../../../hardware/keypad/place.ts";

function treeOf(context: TestContext, files: Record<string, string>, links: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "changgu-serial-"));
  context.after(() => rmSync(root, { recursive: true }));
  const place = (path: string): string => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    return join(root, path);
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(place(path), text);
  for (const [path, target] of Object.entries(links)) symlinkSync(target, place(path));
  return root;
}

const usb = "sys/devices/pci0000:00/0000:00:14.0/usb1/1-1";
const acm = "sys/devices/pci0000:00/0000:00:14.0/usb1/1-2";
const files = {
  [`${usb}/idVendor`]: "0403\n",
  [`${usb}/idProduct`]: "6001\n",
  [`${usb}/serial`]: "A50285BI\n",
  [`${usb}/product`]: "FT232R USB UART\n",
  [`${usb}/1-1:1.0/ttyUSB10/tty/ttyUSB10/dev`]: "188:10\n",
  [`${acm}/idVendor`]: "2341\n",
  [`${acm}/idProduct`]: "0043\n",
  [`${acm}/1-2:1.0/tty/ttyACM2/dev`]: "166:2\n",
  "sys/devices/pnp0/00:01/tty/ttyS0/type": "4\n",
  "sys/devices/platform/serial8250/tty/ttyS1/type": "0\n",
  "sys/devices/virtual/tty/tty1/dev": "4:1\n",
};
const links = {
  [`${usb}/1-1:1.0/ttyUSB10/tty/ttyUSB10/device`]: "../../../ttyUSB10",
  [`${acm}/1-2:1.0/tty/ttyACM2/device`]: "../../../1-2:1.0",
  "sys/devices/pnp0/00:01/tty/ttyS0/device": "../../../00:01",
  "sys/devices/platform/serial8250/tty/ttyS1/device": "../../../serial8250",
  "sys/class/tty/ttyUSB10": `../../../${usb}/1-1:1.0/ttyUSB10/tty/ttyUSB10`,
  "sys/class/tty/ttyACM2": `../../../${acm}/1-2:1.0/tty/ttyACM2`,
  "sys/class/tty/ttyS0": "../../devices/pnp0/00:01/tty/ttyS0",
  "sys/class/tty/ttyS1": "../../devices/platform/serial8250/tty/ttyS1",
  "sys/class/tty/tty1": "../../devices/virtual/tty/tty1",
  "dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0": "../../ttyUSB10",
};

test("adapters on USB come first, with their names; ports that are not there and consoles do not come", (context) => {
  assert.deepEqual(findSerialDevices(treeOf(context, files, links)), [
    {
      path: "/dev/ttyACM2",
      stablePath: null,
      usb: { vendorId: "2341", productId: "0043", serialNumber: null, product: null },
    },
    {
      path: "/dev/ttyUSB10",
      stablePath: "/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0",
      usb: { vendorId: "0403", productId: "6001", serialNumber: "A50285BI", product: "FT232R USB UART" },
    },
    { path: "/dev/ttyS0", stablePath: null, usb: null },
  ]);
});

test("a machine without sysfs, a link to nothing and a real machine are all answered", (context) => {
  assert.deepEqual(findSerialDevices(treeOf(context, {}, {})), []);
  const dangling = { "sys/class/tty/ttyUSB0": "../../devices/gone", "dev/serial/by-id/gone": "../../ttyUSB0" };
  assert.deepEqual(findSerialDevices(treeOf(context, {}, dangling)), []);
  for (const { path } of findSerialDevices()) assert.match(path, /^\/dev\/tty/);
});

test("a keypad is found by its USB identity, whatever number it has now, and of two alike neither", (context) => {
  const wanted = { type: "usb", vendorId: "0403", productId: "6001", serialNumber: "A50285BI" } as const;
  const without = { ...wanted, serialNumber: null };
  const root = treeOf(context, files, links);
  assert.equal(pathOnUsb(wanted, root), "/dev/ttyUSB10");
  assert.equal(pathOnUsb(without, root), "/dev/ttyUSB10");
  assert.equal(pathOnUsb({ ...wanted, serialNumber: "B" }, root), null);
  assert.equal(pathOnUsb({ ...wanted, productId: "6015" }, root), null);
  const twin = "sys/devices/pci0000:00/0000:00:14.0/usb1/1-3";
  const two = treeOf(
    context,
    {
      ...files,
      [`${twin}/idVendor`]: "0403\n",
      [`${twin}/idProduct`]: "6001\n",
      [`${twin}/1-3:1.0/ttyUSB11/tty/ttyUSB11/dev`]: "188:11\n",
    },
    {
      ...links,
      [`${twin}/1-3:1.0/ttyUSB11/tty/ttyUSB11/device`]: "../../../ttyUSB11",
      "sys/class/tty/ttyUSB11": `../../../${twin}/1-3:1.0/ttyUSB11/tty/ttyUSB11`,
    },
  );
  assert.equal(pathOnUsb(without, two), null);
  assert.equal(pathOnUsb(wanted, two), "/dev/ttyUSB10");
});
