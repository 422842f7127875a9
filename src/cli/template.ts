// nbconvert's template in a Jupyter's data folder: by it `jupyter nbconvert` makes pages whose figures are
// alive.

import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { templateFolder as built } from "../labextension/build";
import { filesBelow } from "./environment";
import { removeFolder, writeIfChanged } from "./stamp";

/** The template's folder below one of Jupyter's data folders. */
export function templateFolder(dataFolder: string): string {
  return join(dataFolder, "nbconvert", "templates", "nablab");
}

/**
 * Installs the template; whether anything had to be written. Its pages take plotly from the extension, which
 * is installed with it.
 */
export function writeTemplate(dataFolder: string): boolean {
  const folder = templateFolder(dataFolder);
  const own = filesBelow(built).map((file) => ({ file, name: relative(built, file) }));
  return own.map(({ file, name }) => writeIfChanged(join(folder, name), readFileSync(file))).some(Boolean);
}

/** Takes the template away; whether it was there. */
export function removeTemplate(dataFolder: string): boolean {
  return removeFolder(templateFolder(dataFolder));
}
