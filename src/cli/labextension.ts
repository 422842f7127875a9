// The extension for JupyterLab and Notebook 7 in a Jupyter's data folder: what draws figures there.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { builtFolder } from "../labextension/build";
import { readIfThere, removeFolder, writeWhole } from "./stamp";

/** The extension's folder below one of Jupyter's data folders. */
export function labextensionFolder(dataFolder: string): string {
  return join(dataFolder, "labextensions", "nablab");
}

/** Whether what is installed there is what this copy of nablab has built; undefined where nothing is. */
export function isCurrent(dataFolder: string): boolean | undefined {
  const installed = readIfThere(join(labextensionFolder(dataFolder), "package.json"));
  return installed === undefined ? undefined : installed === readIfThere(join(builtFolder, "package.json"));
}

/** Installs the extension; whether anything had to be written. */
export function writeLabextension(dataFolder: string): boolean {
  if (isCurrent(dataFolder)) return false;
  removeLabextension(dataFolder);
  const folders = ["static", join("schemas", "nablab")];
  const names = folders.flatMap((folder) =>
    readdirSync(join(builtFolder, folder)).map((name) => join(folder, name)),
  );
  // Last is what Jupyter looks for: it names the others.
  for (const name of [...names, "package.json"]) {
    writeWhole(join(labextensionFolder(dataFolder), name), readFileSync(join(builtFolder, name)));
  }
  return true;
}

/** Takes the extension away; whether it was there. */
export function removeLabextension(dataFolder: string): boolean {
  return removeFolder(labextensionFolder(dataFolder));
}
