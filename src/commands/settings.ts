// `changgu settings`: every setting with what is in force and what it is for, or the first one that is wrong.

import { settingRows, valueAt } from "../settings/reference.ts";
import { environmentNames, readSettings } from "../settings/settings.ts";

export type SettingsMeans = {
  readonly path: string;
  /** Of the file; null where none is. */
  readonly text: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Over both; undefined: as they say. */
  readonly terminal: string | undefined;
  readonly json: boolean;
  print(line: string): void;
  complain(line: string): void;
};

/** As it was read already. */
type File = { readonly terminals?: Readonly<Record<string, object>> };

/** 1 when a setting is wrong. */
export function showSettings(means: SettingsMeans): 0 | 1 {
  const { path, text, environment, json, print, complain } = means;
  const asked = means.terminal === undefined ? {} : { CHANGGU_TERMINAL: means.terminal };
  const outcome = readSettings(text, { ...environment, ...asked });
  if (outcome.type === "wrong-setting") {
    complain(`the setting ${outcome.key} ${outcome.why}; correct it in ${path} or in the environment`);
    return 1;
  }
  const { terminal } = outcome.settings;
  const file: File = text === null ? {} : JSON.parse(text);
  const own = file.terminals?.[terminal];
  const here = own ? { ...file, ...own, terminal } : file;
  const shown = settingRows.map((row) => {
    const set = valueAt(here, row.key);
    return { ...row, set: set == null ? null : JSON.stringify(set) };
  });
  const over = environmentNames.filter((name) => environment[name]);
  if (json) {
    print(JSON.stringify({ path, present: text !== null, terminal, environment: over, settings: shown }));
    return 0;
  }
  const width = Math.max(...shown.map(({ key }) => key.length));
  print(`${path}${text === null ? " is not there: everything is as it comes" : ""}`);
  print(`terminal ${terminal}${own ? ", with what stands under its name there" : ""}`);
  print(
    `* is set in the file; over it lie ${environmentNames.join(", ")}${over.length > 0 ? ` (now ${over.join(", ")})` : ""}`,
  );
  for (const { key, takes, meaning, otherwise, set } of shown) {
    const usual = otherwise === null ? "" : `; otherwise ${otherwise}`;
    print(`${set === null ? " " : "*"} ${key.padEnd(width)}  ${set ?? otherwise ?? "-"}`);
    print(`  ${" ".repeat(width)}  ${meaning} (${takes}${set === null ? "" : usual})`);
  }
  return 0;
}
