// The extension for JupyterLab and Notebook 7 in a Jupyter's data folder: what draws figures there.

import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { builtFolder, templates } from "../labextension/build";
import { filesBelow } from "./environment";
import { readIfThere, writeIfChanged, writeWhole } from "./stamp";

/** The extension's folder below one of Jupyter's data folders. */
export function labextensionFolder(dataFolder: string): string {
  return join(dataFolder, "labextensions", "nablab");
}

/** Whether what is installed there is what this copy of nablab has built; undefined where nothing is. */
export function isCurrent(dataFolder: string): boolean | undefined {
  const installed = readIfThere(join(labextensionFolder(dataFolder), "package.json"));
  return installed === undefined ? undefined : installed === readIfThere(join(builtFolder, "package.json"));
}

/** The folder of nbconvert's template, by which exported pages have living figures. */
function templateFolder(dataFolder: string): string {
  return join(dataFolder, "nbconvert", "templates", "nablab");
}

/** Installs the extension and the template; whether anything had to be written. */
export function writeLabextension(dataFolder: string): boolean {
  const template = join(templates, "nablab");
  const written = filesBelow(template).map((file) =>
    writeIfChanged(join(templateFolder(dataFolder), relative(template, file)), readFileSync(file)),
  );
  if (isCurrent(dataFolder)) return written.some(Boolean);
  rmSync(labextensionFolder(dataFolder), { recursive: true, force: true });
  const names = readdirSync(join(builtFolder, "static")).map((name) => join("static", name));
  // Last is what Jupyter looks for: it names the others.
  for (const name of [...names, "package.json"]) {
    writeWhole(join(labextensionFolder(dataFolder), name), readFileSync(join(builtFolder, name)));
  }
  return true;
}

/** Takes extension and template away; whether it was there. */
export function removeLabextension(dataFolder: string): boolean {
  const folder = labextensionFolder(dataFolder);
  const wasThere = existsSync(folder);
  for (const one of [folder, templateFolder(dataFolder)]) rmSync(one, { recursive: true, force: true });
  return wasThere;
}
