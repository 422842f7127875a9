// Settings of the JupyterLab in the project's own environment: it asks no other machine for anything.

import { join } from "node:path";
import { jupyterDataOf } from "./environment";
import { writeIfChanged } from "./stamp";

const overrides = {
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
};

/** Writes the settings into an environment; whether anything had to be written. */
export function writeLabSettings(environment: string): boolean {
  const file = join(jupyterDataOf(environment), "lab", "settings", "overrides.json");
  return writeIfChanged(file, `${JSON.stringify(overrides, null, 2)}\n`);
}

/** What JupyterLab is told when it starts: extensions are listed, not looked for on an index. */
export const labArguments: readonly string[] = ["--LabApp.extension_manager=readonly"];
