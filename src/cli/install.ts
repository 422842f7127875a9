// `nablab install` and `nablab uninstall`: the kernel in a Jupyter of a person's own.

import { homedir } from "node:os";
import { join } from "node:path";
import { jupyterDataOf } from "./environment";
import { Failure } from "./failure";
import { kernelFolder, kernelName, removeKernelspec, writeKernelspec } from "./kernelspec";
import { type CommandLine, misuse, type Values } from "./options";
import { findPython } from "./python";
import { run } from "./run";

const places = {
  user: { help: "for yourself, in Jupyter's data folder (the default)" },
  "sys-prefix": { help: "for the Python on the PATH, or the environment that is active" },
  prefix: { takes: "FOLDER", help: "below this folder, in share/jupyter" },
  name: { takes: "NAME", help: `the kernel's name (${kernelName})` },
};

export const installLine: CommandLine = {
  name: "install",
  summary: "Makes the TypeScript kernel known to a Jupyter.",
  options: places,
};

export const uninstallLine: CommandLine = {
  name: "uninstall",
  summary: "Takes the TypeScript kernel away again.",
  options: places,
};

/** Installs the kernelspec and says where. */
export async function install(values: Values): Promise<number> {
  const data = await dataFolder(installLine, values);
  const name = nameOf(installLine, values);
  writeKernelspec(data, name);
  console.log(`The kernel is installed: ${kernelFolder(data, name)}`);
  return 0;
}

/** Removes the kernelspec; an error where there is none. */
export async function uninstall(values: Values): Promise<number> {
  const data = await dataFolder(uninstallLine, values);
  const name = nameOf(uninstallLine, values);
  const folder = kernelFolder(data, name);
  if (!removeKernelspec(data, name))
    throw new Failure(`There is no kernel in ${folder}. Nothing was changed.`);
  console.log(`The kernel is gone from ${folder}`);
  return 0;
}

function nameOf(line: CommandLine, { name = kernelName }: Values): string {
  if (name !== true && /^[\w.-]+$/.test(name)) return name;
  throw misuse(line, `--name takes letters, digits, ".", "_" and "-", but got "${name}".`);
}

async function dataFolder(line: CommandLine, values: Values): Promise<string> {
  const chosen = ["user", "sys-prefix", "prefix"].filter((place) => values[place] !== undefined);
  if (chosen.length > 1) throw misuse(line, `Only one place at a time: --${chosen.join(" or --")}.`);
  if (typeof values.prefix === "string") return jupyterDataOf(values.prefix);
  return values["sys-prefix"] === true ? jupyterDataOf(await sysPrefix()) : userDataFolder();
}

async function sysPrefix(): Promise<string> {
  const { command } = await findPython();
  return (await run([...command, "-c", "import sys; print(sys.prefix)"])).stdout.trim();
}

/** Jupyter's own rule for a person's data folder. */
export function userDataFolder(
  variables: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (variables.JUPYTER_DATA_DIR) return variables.JUPYTER_DATA_DIR;
  const home = homedir();
  if (platform === "darwin") return join(home, "Library", "Jupyter");
  if (platform === "win32") return join(variables.APPDATA ?? join(home, "AppData", "Roaming"), "jupyter");
  return join(variables.XDG_DATA_HOME || join(home, ".local", "share"), "jupyter");
}
