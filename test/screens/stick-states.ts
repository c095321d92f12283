// The pages about what a customer brought on a stick, each in its states.

import { at, brought, finished, kiosk, manyBrought, pkcs12s, sticks, teller, typed } from "./samples.ts";
import { of } from "./staff-states.ts";

const manyOver = manyBrought.map((each) => ({ ...each, standing: "revoked" }) as const);
const onStick = { at: "stick-certificates", found: manyBrought, unreadable: 2, more: false } as const;

export const stickSteps = {
  "source-drive": of<"source-drive">(
    at({ at: "source-drive", waiting: false }, 0, { ...kiosk, drives: sticks }, { service: "view" }),
    at({ at: "source-drive", waiting: false }, 0, { ...kiosk, drives: [] }, { service: "copy" }),
    at({ at: "source-drive", waiting: true }, 0, teller, { service: "copy" }),
    at({ at: "source-drive", waiting: false }, 0, { ...kiosk, drives: [] }, { service: "from-pkcs12" }),
  ),
  "stick-certificates": of<"stick-certificates">(
    at({ ...onStick, withExpired: false, first: 0 }, 0, kiosk, { service: "view" }),
    at({ ...onStick, more: true, withExpired: false, first: 0 }, 0, kiosk, { service: "view" }),
    at({ ...onStick, withExpired: true, first: 5 }, 0, teller, { service: "copy" }),
    at({ ...onStick, found: manyBrought.slice(6), withExpired: true, first: 0 }, 0, kiosk, { service: "view" }),
  ),
  "pkcs12-files": of<"pkcs12-files">(
    at({ at: "pkcs12-files", files: pkcs12s, first: 0 }, 0, kiosk, { service: "from-pkcs12" }),
    at({ at: "pkcs12-files", files: pkcs12s.slice(0, 1), first: 0 }, 0, teller, { service: "from-pkcs12" }),
  ),
  "certificate-view": of<"certificate-view">(
    ...manyBrought.slice(2).map((each) => at({ at: "certificate-view" }, 1, kiosk, { service: "view", brought: each })),
  ),
  "old-folders": of<"old-folders">(
    at({ at: "old-folders", finished: null, found: [manyBrought[4] ?? brought], waiting: false }, 1, kiosk, {
      service: "view",
    }),
    at({ at: "old-folders", finished, found: manyOver, waiting: false }, 6, kiosk),
    at({ at: "old-folders", finished, found: manyOver, waiting: true }, 6, teller),
  ),
  "key-password": of<"key-password">(
    at({ at: "key-password", typed: typed(3, true), waiting: false }, 1, kiosk, { service: "copy", brought }),
    at({ at: "key-password", typed: typed(3), waiting: false }, 1, teller, { service: "from-pkcs12" }),
    at({ at: "key-password", typed: typed(10), waiting: true }, 1, teller, { service: "change-password", brought }),
  ),
};
