// Paths of the project and its Python environment, and the environment variables of our Jupyter processes.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { userCacheFolder } from "../kernel/host/cacheFolder";

/** The package's own folder. */
export const root: string = join(__dirname, "..", "..");

/** The version, which package.json alone says. */
export function ownVersion(): string {
  return (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version;
}

/**
 * How this copy came to its machine: a clone of the repository, `npm install`, or the wheel, whose launcher
 * names its Python.
 */
export type Installation = "clone" | "npm" | "pip";

/** The Python of the wheel that this copy lies in. */
export const wheelPython: string | undefined = process.env.NABLAB_PYTHON || undefined;

export const installation: Installation =
  wheelPython !== undefined ? "pip" : existsSync(join(root, "tsconfig.json")) ? "clone" : "npm";

/** The project's Python environment; tests may be pointed to another one by NABLAB_VENV. */
export const venv: string = process.env.NABLAB_VENV ?? join(root, ".venv");

/**
 * What this project keeps for itself: it goes with a clone's node modules. What is installed may not be
 * written to.
 */
export const privateFolder: string =
  installation === "clone" ? join(root, "node_modules", ".nablab") : join(userCacheFolder(), "jupyter");

/** A path as a person gave it: npm runs us at the top of the project, and tells where the person stood. */
export const fromPerson = (path: string): string => resolve(process.env.INIT_CWD ?? "", path);

type Platform = NodeJS.Platform;

/** The folder of an environment's programs. */
export function programsOf(environment: string, platform: Platform = process.platform): string {
  return join(environment, platform === "win32" ? "Scripts" : "bin");
}

/** A program's file name. */
export function programName(name: string, platform: Platform = process.platform): string {
  return platform === "win32" ? `${name}.exe` : name;
}

/** The Python of an environment. */
export function pythonOf(environment: string, platform: Platform = process.platform): string {
  return join(programsOf(environment, platform), programName("python", platform));
}

/** The folder of an environment in which Jupyter looks for kernels and settings. */
export function jupyterDataOf(environment: string): string {
  return join(environment, "share", "jupyter");
}

/** The environment variables of a Jupyter process that finds our kernel in `dataFolder` before all others. */
export function jupyterVariables(
  dataFolder: string,
  variables: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const earlier = variables.JUPYTER_PATH ? [variables.JUPYTER_PATH] : [];
  return { ...variables, JUPYTER_PATH: [dataFolder, ...earlier].join(delimiter) };
}

/** The same for a process of the project's own environment: its programs come first on the PATH. */
export function venvVariables(
  environment: string = venv,
  variables: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const found = Object.keys(variables).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  const path = [programsOf(environment), ...(variables[found] ? [variables[found]] : [])].join(delimiter);
  return {
    ...jupyterVariables(jupyterDataOf(environment), variables),
    [found]: path,
    VIRTUAL_ENV: environment,
    JUPYTER_PREFER_ENV_PATH: "1",
  };
}

/** Every program on the PATH that has one of `names`, in the order of the names. */
export function findAllOnPath(
  names: readonly string[],
  variables: NodeJS.ProcessEnv = process.env,
): string[] {
  const folders = (variables.PATH ?? variables.Path ?? "").split(delimiter).filter(Boolean);
  const endings = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];
  const files = names.flatMap((name) =>
    folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending))),
  );
  return files.filter((file) => existsSync(file));
}

/** All files below `folder`, sorted, without what Jupyter keeps beside notebooks. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(parentOf(entry), entry.name))
    .filter((file) => !file.includes(".ipynb_checkpoints"))
    .sort();
}

/** `parentPath` came with Node 20.12, `path` went with Node 24. */
function parentOf(entry: { parentPath?: string; path?: string; name: string }): string {
  return entry.parentPath ?? entry.path ?? dirname(entry.name);
}
