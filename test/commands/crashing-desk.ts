// A real branch's kiosk in a process of its own, in which a bug shows while a customer is served: `crashing-desk.ts HOME BUG`.

import { runDesk } from "../../src/commands/desk.ts";
import { homeAt } from "../../src/home.ts";
import { openRealBranch } from "../../src/main/branch.ts";
import { settingsAt } from "../../src/main/settings-file.ts";

const [, , root = "", bug = ""] = process.argv;
const home = homeAt(root);

function fail(): never {
  throw new Error("a bug");
}

const bugs: Readonly<Record<string, () => void>> = {
  timer: () => void setTimeout(fail, 0),
  promise: () => void Promise.resolve().then(fail),
};

let leave = (): void => {};
const end = await runDesk({
  desk: "kiosk",
  plain: true,
  leavable: false,
  commandOptions: "",
  recovers: null,
  stdout: process.stdout,
  keys: {
    isTTY: false,
    listen(_, ended) {
      leave = ended;
      return () => {};
    },
  },
  show: (session) => ({
    repaint() {},
    apologize(incident) {
      console.log(incident);
      // Whoever goes on pressing keys reaches nobody.
      session.bus.pressed("enter", "customer");
      leave();
    },
    flushed: async () => {},
    unmount() {},
  }),
  async open() {
    const settings = settingsAt(home);
    if (settings.type === "wrong-setting") throw new Error(settings.type);
    const opened = await openRealBranch({ home, settings: settings.settings, desk: "kiosk" });
    if (opened.type === "refused") throw new Error(opened.why);
    const { building } = opened;
    const settle = bug === "effect" ? async () => fail() : building.settle;
    return {
      ...opened,
      building: { ...building, settle },
      async attend(session) {
        while (bug !== "effect" && session.state().facts === null) {
          if (session.resting()) session.bus.pressed("1", "customer");
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
        bugs[bug]?.();
      },
    };
  },
  guard: async () => ({ release() {} }),
});
process.exitCode = end.code;
