// The extensions for JupyterLab and Notebook 7 in a Jupyter's data folder: what draws figures there, and what
// `jupyter lite build` puts into its sites.

import { readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { builtFolder } from "../labextension/build";
import { liteFolder, liteName } from "../lite/built";
import { filesBelow } from "./environment";
import { readIfThere, removeFolder, writeWhole } from "./stamp";

/** An extension that the build has made. */
export interface Labextension {
  /** Its name, and its folder's. */
  name: string;
  /** Where it is built. */
  built: string;
  /** What it is for, as `nablab install` says it. */
  says: string;
}

export const labextensions: readonly Labextension[] = [
  { name: "nablab", built: builtFolder, says: "What draws its figures in JupyterLab and Notebook 7" },
  { name: liteName, built: liteFolder, says: "What runs it in the pages that jupyter lite build makes" },
];

/** An extension's folder below one of Jupyter's data folders. */
export function labextensionFolder(dataFolder: string, name: string = labextensions[0].name): string {
  return join(dataFolder, "labextensions", name);
}

/**
 * Whether what is installed there is what this copy of nablab has built; undefined where nothing draws
 * figures.
 */
export function isCurrent(dataFolder: string): boolean | undefined {
  if (readIfThere(join(labextensionFolder(dataFolder), "package.json")) === undefined) return undefined;
  return labextensions.every((one) => isWritten(dataFolder, one));
}

function isWritten(dataFolder: string, { name, built }: Labextension): boolean {
  const installed = readIfThere(join(labextensionFolder(dataFolder, name), "package.json"));
  return installed !== undefined && installed === readIfThere(join(built, "package.json"));
}

/** Installs all; whether anything had to be written. */
export function writeLabextensions(dataFolder: string): boolean {
  return labextensions.map((one) => writeLabextension(dataFolder, one)).some(Boolean);
}

/** Installs one; whether anything had to be written. */
export function writeLabextension(dataFolder: string, extension: Labextension): boolean {
  if (isWritten(dataFolder, extension)) return false;
  const { name, built } = extension;
  const folder = labextensionFolder(dataFolder, name);
  removeFolder(folder);
  const files = filesBelow(built).map((file) => relative(built, file));
  // Last is what Jupyter looks for: it names the others. What pip says of an installation of its own stays there.
  const others = files.filter((file) => !["package.json", "install.json"].includes(basename(file)));
  for (const file of [...others, "package.json"])
    writeWhole(join(folder, file), readFileSync(join(built, file)));
  return true;
}

/** Takes an extension away; whether it was there. */
export function removeLabextension(dataFolder: string, { name }: Labextension): boolean {
  return removeFolder(labextensionFolder(dataFolder, name));
}
