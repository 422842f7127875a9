// The kernels that a Jupyter on this machine would find, looked up without Python.

import { readdirSync } from "node:fs";
import { basename, delimiter, dirname, join, relative } from "node:path";
import { userDataFolder } from "../kernel/dataFolder";
import { findAllOnPath, jupyterDataOf, venv, wheelPython } from "./environment";
import { kernelFolder, kernelspec, type Kernelspec } from "./kernelspec";
import { readIfThere } from "./stamp";

/** A kernel.json and where it is. */
export interface InstalledKernel {
  name: string;
  folder: string;
  spec: Kernelspec;
}

/**
 * Jupyter's data folders in its order: named ones, a person's, those of the environments in use, the
 * system's.
 */
export function dataFolders(
  variables: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string[] {
  const named = (variables.JUPYTER_PATH ?? "").split(delimiter).filter(Boolean);
  const programs = findAllOnPath(["jupyter", "python3", "python"], variables).map((file) =>
    environmentOf(file, platform),
  );
  const environments = [variables.VIRTUAL_ENV, variables.CONDA_PREFIX, venv, ...programs].filter(
    (folder): folder is string => Boolean(folder),
  );
  const windows = variables.PROGRAMDATA ? [join(variables.PROGRAMDATA, "jupyter")] : [];
  const system = platform === "win32" ? windows : ["/usr/local/share/jupyter", "/usr/share/jupyter"];
  const wheel = variables.NABLAB_SHARE ? [variables.NABLAB_SHARE] : [];
  const own = userDataFolder(variables, platform);
  return [...new Set([...named, own, ...wheel, ...environments.map(jupyterDataOf), ...system])];
}

/** The environment of a program: on Windows python.exe lies at its top, and others in Scripts. */
export function environmentOf(file: string, platform: NodeJS.Platform = process.platform): string {
  const folder = dirname(file);
  const atTop = platform === "win32" && !/^(scripts|bin)$/i.test(basename(folder));
  return atTop ? folder : dirname(folder);
}

/**
 * Every kernel in these folders, the first of each name first. A kernel.json that cannot be read is passed
 * over.
 */
export function kernelsIn(folders: readonly string[]): InstalledKernel[] {
  return folders.flatMap((data) =>
    namesBelow(join(data, "kernels")).flatMap((name) => {
      const folder = kernelFolder(data, name);
      const spec = readSpec(join(folder, "kernel.json"));
      return spec === undefined ? [] : [{ name, folder, spec }];
    }),
  );
}

function namesBelow(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function readSpec(file: string): Kernelspec | undefined {
  try {
    const spec = JSON.parse(readIfThere(file) ?? "null") as Partial<Kernelspec> | null;
    return Array.isArray(spec?.argv) ? (spec as Kernelspec) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a kernel is the one of this copy of nablab. */
export function isOurs({ spec, folder }: InstalledKernel): boolean {
  if (wheelPython === undefined) return spec.argv.includes(kernelspec().argv[1]);
  const fromPip = !relative(process.env.NABLAB_SHARE ?? "", folder).startsWith("..");
  return isWheels(spec) && (fromPip || spec.argv[0] === wheelPython);
}

/** Whether a kernel is one of any copy of nablab. */
export function isNablab({ spec }: InstalledKernel): boolean {
  const [, program = "", command] = spec.argv;
  return isWheels(spec) || (/[\\/]dist[\\/]cli[\\/]main\.js$/.test(program) && command === "kernel");
}

/**
 * Whether pip has put it there: `nablab install` names a Python by its path, what pip puts into an environment
 * names none.
 */
export function isPips({ spec }: InstalledKernel): boolean {
  return isWheels(spec) && spec.argv[0] === "python";
}

/** Whether a wheel's launcher starts it. */
function isWheels({ argv }: Kernelspec): boolean {
  return argv[1] === "-m" && argv[2] === "nablab.kernel";
}
