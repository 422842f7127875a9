// The kernels that a Jupyter on this machine would find, looked up without Python.

import { readdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { userDataFolder } from "../kernel/dataFolder";
import { findAllOnPath, jupyterDataOf, venv } from "./environment";
import { kernelFolder, kernelspec, type Kernelspec } from "./kernelspec";
import { readIfThere } from "./stamp";

/** A kernel.json and where it is. */
export interface InstalledKernel {
  name: string;
  folder: string;
  spec: Kernelspec;
}

/** Jupyter's data folders in its order: named ones, a person's, those of the environments in use, the system's. */
export function dataFolders(
  variables: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string[] {
  const named = (variables.JUPYTER_PATH ?? "").split(delimiter).filter(Boolean);
  const programs = findAllOnPath(["jupyter", "python3", "python"], variables).map((file) =>
    dirname(dirname(file)),
  );
  const environments = [variables.VIRTUAL_ENV, variables.CONDA_PREFIX, venv, ...programs].filter(
    (folder): folder is string => Boolean(folder),
  );
  const system = platform === "win32" ? [] : ["/usr/local/share/jupyter", "/usr/share/jupyter"];
  const all = [...named, userDataFolder(variables, platform), ...environments.map(jupyterDataOf), ...system];
  return [...new Set(all)];
}

/** Every kernel in these folders, the first of each name first. A kernel.json that cannot be read is passed over. */
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
export function isOurs({ spec }: InstalledKernel): boolean {
  return spec.argv.includes(kernelspec().argv[1]);
}
