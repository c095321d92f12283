// What `changgu doctor` finds out about keypads: where they are, and what one of them sends.

import { findSerialDevices } from "../../hardware/keypad/find.ts";
import { locate, placeInWords } from "../../hardware/keypad/place.ts";
import { openReadings } from "../../hardware/keypad/readings.ts";
import { openLine } from "../../hardware/keypad/serial-line.ts";
import { amiss, type Finding, note, well } from "../commands/doctor.ts";
import { examineKeypad } from "../commands/doctor-keypad.ts";
import { bareFraming, defaultLine, framingWords, type KeypadSettings, type LineSpeed } from "../input/framing.ts";
import type { Settings } from "../settings/settings.ts";

export function keypadFindings({ keypad, tellerKeypad }: Settings): readonly Finding[] {
  const customers = keypad
    ? keypadFinding("keypad", keypad)
    : note(
        "keypad",
        `none is configured; ${connected()}`,
        'a kiosk needs "keypad": {"path": "…"} in the settings, or CHANGGU_KEYPAD',
      );
  return tellerKeypad ? [customers, keypadFinding("tellerKeypad", tellerKeypad)] : [customers];
}

function keypadFinding(name: string, settings: KeypadSettings): Finding {
  const place = placeInWords(settings.place);
  const found = locate(settings.place, { at: "absent" });
  switch (found.at) {
    case "there":
      return well(name, `${place}, ${speedInWords(settings.line)}, ${framingWords(settings.framing)}`);
    case "hidden":
      return amiss(name, `${place} may not be looked at`, "add this user to the group that owns it (often dialout)");
    case "absent":
      return amiss(name, `${place} is not there; ${connected()}`, `plug it in, or correct ${name} in the settings`);
  }
}

/** What is connected, for the one who has to write its path into the settings. */
function connected(): string {
  const devices = findSerialDevices().map(({ path, stablePath, usb }) => {
    const identity = usb && [usb.vendorId, usb.productId, usb.serialNumber].filter((part) => part !== null).join(":");
    return identity ? `${stablePath ?? path} (usb ${identity})` : (stablePath ?? path);
  });
  return devices.length > 0 ? `connected are ${devices.join(", ")}` : "no serial device is connected";
}

function speedInWords({ baudRate, dataBits, parity, stopBits }: LineSpeed): string {
  return `${baudRate} ${dataBits}${parity.charAt(0).toUpperCase()}${stopBits}`;
}

export type ListeningAsked = {
  readonly path?: string;
  readonly baud?: number;
  readonly parity?: LineSpeed["parity"];
  readonly seconds: number;
};

/** Listens to the keypad that is set, or to any device by its path. */
export async function examineKeypadOf(
  { keypad }: Settings,
  asked: ListeningAsked,
  print: (line: string) => void,
): Promise<number> {
  const place = asked.path ? ({ type: "path", path: asked.path } as const) : keypad?.place;
  const found = place && locate(place, { at: "absent" });
  if (place && found?.at === "hidden") {
    print(`${placeInWords(place)} may not be looked at: add this user to the group that owns it (often dialout).`);
    return 2;
  }
  if (found?.at !== "there") {
    print(`No keypad ${place ? `at ${placeInWords(place)}` : "is configured"}; ${connected()}.`);
    print("  do: name one: changgu doctor keypad --path PATH");
    return 2;
  }
  const { path } = found;
  const set = keypad?.line ?? defaultLine;
  const speed = { ...set, baudRate: asked.baud ?? set.baudRate, parity: asked.parity ?? set.parity };
  const { promise: enough, resolve: stop } = Promise.withResolvers<void>();
  process.once("SIGINT", () => stop());
  const readings = openReadings();
  const ear = {
    take: readings.take,
    listen(listener: Parameters<typeof openLine>[1]) {
      const line = openLine({ ...speed, path }, listener);
      return { answer: line.write, stop: line.close };
    },
  };
  const configured = framingWords(keypad?.framing ?? bareFraming);
  const where = `${path} at ${speedInWords(speed)}`;
  return examineKeypad(ear, {
    where,
    configured,
    parity: speed.parity,
    milliseconds: asked.seconds * 1000,
    print,
    enough,
  });
}
