// Settings of the JupyterLab in the project's own environment: it asks no other machine for anything.

import { join } from "node:path";
import { writeIfChanged } from "./stamp";

const overrides = {
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
};

const page = { disabledExtensions: { "@jupyterlab/apputils-extension:announcements": true } };

/** Writes the settings into an environment; whether anything had to be written. */
export function writeLabSettings(environment: string): boolean {
  const files = [
    [join(environment, "share", "jupyter", "lab", "settings", "overrides.json"), overrides],
    [join(environment, "etc", "jupyter", "labconfig", "page_config.json"), page],
  ] as const;
  return files
    .map(([file, content]) => writeIfChanged(file, `${JSON.stringify(content, null, 2)}\n`))
    .some(Boolean);
}

/** What JupyterLab is told when it starts: extensions are listed, not looked for on an index. */
export const labArguments: readonly string[] = ["--LabApp.extension_manager=readonly"];
