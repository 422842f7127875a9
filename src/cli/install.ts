// `nablab install` and `nablab uninstall`: the kernel in a Jupyter of a person's own.

import { existsSync, rmdirSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve, sep } from "node:path";
import { userDataFolder } from "../kernel/dataFolder";
import { userCacheFolder } from "../kernel/host/cacheFolder";
import { jupyterDataOf, wheelPython } from "./environment";
import { Failure, whyNotWritten } from "./failure";
import { dataFolders, isNablab, isPips, kernelsIn } from "./kernels";
import {
  kernelFolder,
  kernelName,
  notebookName,
  ownNames,
  removeKernelspec,
  writeKernelspec,
} from "./kernelspec";
import { labextensionFolder, labextensions, removeLabextension, writeLabextension } from "./labextension";
import { type CommandLine, misuse, type Values } from "./options";
import { candidates } from "./python";
import { run } from "./run";
import { removeFolder } from "./stamp";
import { removeTemplate, templateFolder, writeTemplate } from "./template";

const places = {
  user: { help: "for yourself, in Jupyter's data folder (the default)" },
  "sys-prefix": { help: "for the Python on the PATH, or the environment that is active" },
  prefix: { takes: "FOLDER", help: "below this folder, in share/jupyter" },
  name: { takes: "NAME", help: `the kernel's name (${notebookName} and ${kernelName})` },
};

export const installLine: CommandLine = {
  name: "install",
  summary: "Makes the TypeScript kernel and its figures known to a Jupyter.",
  options: places,
};

export const uninstallLine: CommandLine = {
  name: "uninstall",
  summary: "Takes the TypeScript kernel away again.",
  options: places,
};

/** Installs the kernel with what draws its figures, and says where. */
export async function install(values: Values): Promise<number> {
  if (wheelPython !== undefined && !placeIsGiven(values)) return installedByPip();
  const data = await dataFolder(installLine, values);
  const names = namesToInstall(data, values);
  for (const name of names) refuseForeign(data, name, "overwritten");
  refusePips(data, names);
  const hasPages = kernelsIn([data]).some(isPips);
  const parts = [
    ...names.map((name, k) => kernelPart(data, name, k > 0)),
    ...(hasPages ? [] : pageParts(data)),
  ];
  try {
    whole(parts);
  } catch (error) {
    removeEmpty(data, values);
    throw error;
  }
  for (const { says, folder } of parts) if (says !== undefined) console.log(`${says}: ${folder}`);
  return 0;
}

/** One folder that is installed. */
interface Part {
  folder: string;
  says?: string;
  write(): unknown;
}

function kernelPart(data: string, name: string, second: boolean): Part {
  const says = second ? undefined : "The kernel is installed";
  return { folder: kernelFolder(data, name), says, write: () => writeKernelspec(data, name, second) };
}

function pageParts(data: string): Part[] {
  return [
    ...labextensions.map((one) => ({
      folder: labextensionFolder(data, one.name),
      says: one.says,
      write: () => writeLabextension(data, one),
    })),
    {
      folder: templateFolder(data),
      says: "What nbconvert makes pages with living figures by",
      write: () => writeTemplate(data),
    },
  ];
}

/**
 * Writes all parts or none: where one cannot be written, those that were not there before are taken away
 * again.
 */
function whole(parts: readonly Part[]): void {
  const fresh = parts.filter(({ folder }) => !existsSync(folder));
  for (const part of parts) {
    try {
      part.write();
    } catch (error) {
      for (const { folder } of fresh) removeFolder(folder);
      throw whyNotWritten(part.folder, error, wayOut);
    }
  }
}

const wayOut = "Install for yourself with --user, or name a folder of your own with --prefix FOLDER.";

function placeIsGiven(values: Values): boolean {
  return ["user", "sys-prefix", "prefix"].some((place) => values[place] !== undefined);
}

function installedByPip(): number {
  console.log(
    `pip has installed the kernel: ${kernelFolder(process.env.NABLAB_SHARE ?? "", notebookName)}\n` +
      "For Jupyters of other environments too: nablab install --user",
  );
  return 0;
}

/**
 * Without --name the kernel is known by both names that notebooks carry, and has one card in the launcher.
 * Where stock tslab is installed its name stays its own.
 */
function namesToInstall(data: string, values: Values): string[] {
  if (values.name !== undefined) return [nameOf(installLine, values)];
  const all = kernelsIn([...new Set([data, ...dataFolders()])]);
  const stock = all.find((kernel) => kernel.name === notebookName && !isNablab(kernel));
  if (stock === undefined) return [notebookName, kernelName];
  console.log(
    `The kernel "${stock.spec.display_name}" of another program has the name ${notebookName} (${stock.folder}) and keeps it: ` +
      `this one is installed as ${kernelName}. To give it that name too: jupyter kernelspec remove ${notebookName}, then install again.`,
  );
  return [kernelName];
}

/** Removes what `install` has put there; an error where there is no kernel. */
export async function uninstall(values: Values): Promise<number> {
  const data = await dataFolder(uninstallLine, values);
  if (isOnlyPips(data, values)) return leaveToPip();
  const names = namesToRemove(data, values);
  for (const name of names) {
    const folder = kernelFolder(data, name);
    mayWrite(folder, () => removeKernelspec(data, name));
    console.log(`The kernel is gone from ${folder}`);
  }
  // Under another name the kernel may still be there, and draw.
  if (!kernelsIn([data]).some(isNablab)) {
    for (const one of labextensions) {
      const folder = labextensionFolder(data, one.name);
      if (mayWrite(folder, () => removeLabextension(data, one)))
        console.log(`Its pages' part is gone from ${folder}`);
    }
    mayWrite(templateFolder(data), () => removeTemplate(data));
  }
  if (!kernelsIn(dataFolders()).some(isNablab)) removeKept();
  removeEmpty(data, values);
  return 0;
}

/** Whether pip alone has installed the kernel that is to be taken away. */
function isOnlyPips(data: string, values: Values): boolean {
  return wheelPython !== undefined && !placeIsGiven(values) && !kernelsIn([data]).some(isNablab);
}

/** What pip does not know of is what its kernel has kept. */
function leaveToPip(): number {
  removeKept();
  console.log("The kernel itself pip takes away: pip uninstall nablab");
  return 0;
}

function namesToRemove(data: string, values: Values): string[] {
  const asked = values.name === undefined ? ownNames : [nameOf(uninstallLine, values)];
  if (values.name !== undefined) refuseForeign(data, asked[0], "removed");
  refusePips(data, asked);
  const found = kernelsIn([data]).filter((kernel) => asked.includes(kernel.name) && isNablab(kernel));
  if (found.length > 0) return found.map(({ name }) => name);
  const place = values.name === undefined ? join(data, "kernels") : kernelFolder(data, asked[0]);
  throw new Failure(`There is no kernel in ${place}. Nothing was changed.`);
}

/** With the last kernel goes what kernels have kept: compiled code, and the history of cells. */
function removeKept(): void {
  for (const folder of [userCacheFolder(), join(userDataFolder(), "nablab")]) {
    if (mayWrite(folder, () => removeFolder(folder))) console.log(`What it had kept is gone from ${folder}`);
    removeIfEmpty(dirname(folder));
  }
}

/** Takes away the folders that are empty by now, up to the person's own or the prefix. */
function removeEmpty(data: string, { prefix }: Values): void {
  const top = typeof prefix === "string" ? resolve(prefix) : homedir();
  const inside = ["kernels", "labextensions", join("nbconvert", "templates"), "nbconvert"];
  for (const name of inside) removeIfEmpty(join(data, name));
  for (let folder = data; folder.startsWith(join(top, sep)); folder = dirname(folder)) {
    if (!removeIfEmpty(folder)) return;
  }
}

function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

function mayWrite<Value>(folder: string, deed: () => Value): Value {
  try {
    return deed();
  } catch (error) {
    throw whyNotWritten(folder, error, "Whoever has installed it there can take it away.");
  }
}

/** A kernel of that name that another program has installed is left as it is. */
function refuseForeign(data: string, name: string, deed: string): void {
  const found = kernelsIn([data]).find((kernel) => kernel.name === name);
  if (found === undefined || isNablab(found)) return;
  throw new Failure(
    `${found.folder} is the kernel "${found.spec.display_name}" of another program, and is not ${deed}.`,
    "Choose another name: --name NAME. To take that kernel away: jupyter kernelspec remove " + name,
  );
}

/** What pip has put into an environment is pip's: it takes away what it has noted, whatever is in it by then. */
function refusePips(data: string, names: readonly string[]): void {
  const found = kernelsIn([data]).find((kernel) => names.includes(kernel.name) && isPips(kernel));
  if (found === undefined) return;
  throw new Failure(
    `${found.folder} is the kernel that pip has installed there. Nothing was changed.`,
    "It is used as it is; to take it away: pip uninstall nablab",
  );
}

function nameOf(line: CommandLine, { name = kernelName }: Values): string {
  if (name !== true && /^\w[\w.-]*$/.test(name)) return name;
  throw misuse(
    line,
    `--name takes letters, digits, ".", "_" and "-", beginning with a letter or digit, but got "${name}".`,
  );
}

async function dataFolder(line: CommandLine, values: Values): Promise<string> {
  const chosen = ["user", "sys-prefix", "prefix"].filter((place) => values[place] !== undefined);
  if (chosen.length > 1) throw misuse(line, `Only one place at a time: --${chosen.join(" or --")}.`);
  if (typeof values.prefix === "string") return jupyterDataOf(resolve(values.prefix));
  return values["sys-prefix"] === true ? jupyterDataOf(await sysPrefix()) : userDataFolder();
}

/** The prefix of the first Python on the PATH: an environment that is active comes first there. */
async function sysPrefix(): Promise<string> {
  for (const command of candidates) {
    const { status, stdout } = await run([...command, "-c", "import sys; print(sys.prefix)"]);
    if (status === 0 && stdout.trim() !== "") return stdout.trim();
  }
  throw new Failure("There is no Python on the PATH whose prefix could be used.", "Say it: --prefix FOLDER");
}
