// `nablab install` and `nablab uninstall`: the kernel in a Jupyter of a person's own.

import { resolve } from "node:path";
import { userDataFolder } from "../kernel/dataFolder";
import { jupyterDataOf } from "./environment";
import { Failure } from "./failure";
import { isOurs, kernelsIn } from "./kernels";
import { kernelFolder, kernelName, removeKernelspec, writeKernelspec } from "./kernelspec";
import { labextensionFolder, removeLabextension, writeLabextension } from "./labextension";
import { type CommandLine, misuse, type Values } from "./options";
import { candidates } from "./python";
import { run } from "./run";
import { removeTemplate, templateFolder, writeTemplate } from "./template";

const places = {
  user: { help: "for yourself, in Jupyter's data folder (the default)" },
  "sys-prefix": { help: "for the Python on the PATH, or the environment that is active" },
  prefix: { takes: "FOLDER", help: "below this folder, in share/jupyter" },
  name: { takes: "NAME", help: `the kernel's name (${kernelName})` },
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

/** Installs the kernelspec and says where. */
export async function install(values: Values): Promise<number> {
  const data = await dataFolder(installLine, values);
  const name = nameOf(installLine, values);
  mayWrite(kernelFolder(data, name), () => writeKernelspec(data, name));
  console.log(`The kernel is installed: ${kernelFolder(data, name)}`);
  mayWrite(labextensionFolder(data), () => writeLabextension(data));
  console.log(`What draws its figures in JupyterLab and Notebook 7: ${labextensionFolder(data)}`);
  mayWrite(templateFolder(data), () => writeTemplate(data));
  console.log(`What nbconvert makes pages with living figures by: ${templateFolder(data)}`);
  return 0;
}

/** Removes the kernelspec; an error where there is none. */
export async function uninstall(values: Values): Promise<number> {
  const data = await dataFolder(uninstallLine, values);
  const name = nameOf(uninstallLine, values);
  const folder = kernelFolder(data, name);
  if (!mayWrite(folder, () => removeKernelspec(data, name)))
    throw new Failure(`There is no kernel in ${folder}. Nothing was changed.`);
  console.log(`The kernel is gone from ${folder}`);
  // Under another name the kernel may still be there, and draw.
  if (kernelsIn([data]).some(isOurs)) return 0;
  if (mayWrite(labextensionFolder(data), () => removeLabextension(data)))
    console.log(`What drew its figures is gone from ${labextensionFolder(data)}`);
  mayWrite(templateFolder(data), () => removeTemplate(data));
  return 0;
}

function mayWrite<Value>(folder: string, deed: () => Value): Value {
  try {
    return deed();
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (!["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"].includes(code)) throw error;
    throw new Failure(
      `${folder} cannot be written (${code}).`,
      "Install for yourself with --user, or name a folder of your own with --prefix FOLDER.",
    );
  }
}

function nameOf(line: CommandLine, { name = kernelName }: Values): string {
  if (name !== true && /^[\w.-]+$/.test(name)) return name;
  throw misuse(line, `--name takes letters, digits, ".", "_" and "-", but got "${name}".`);
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
