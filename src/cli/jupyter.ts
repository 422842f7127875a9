// A Jupyter that is there already: which applications it has.

import { statSync } from "node:fs";
import { basename, join } from "node:path";
import { findAllOnPath, programName, programsOf, pythonOf, venv } from "./environment";
import { Failure } from "./failure";
import { run } from "./run";

export type Application = "lab" | "notebook";

/** A Jupyter application that can be started. */
export interface Jupyter {
  /** The words that start it, without options. */
  command: readonly string[];
  application: Application;
  version: string;
}

/** What a person calls it: `JupyterLab 4.6.6`, `Jupyter Notebook 6.4.12`. */
export function fullName({ application, version }: Jupyter): string {
  return `${application === "lab" ? "JupyterLab" : "Jupyter Notebook"} ${version}`;
}

/** The JupyterLab of the project's own environment. */
export function ownJupyter(environment: string = venv): Jupyter {
  return { command: [pythonOf(environment), "-m", "jupyterlab"], application: "lab", version: "4" };
}

/** The JupyterLab or Jupyter Notebook 7 that is installed beside a Python. */
export async function jupyterOf(python: string): Promise<Jupyter | undefined> {
  for (const application of ["lab", "notebook"] as const) {
    const command = [python, "-m", application === "lab" ? "jupyterlab" : "notebook"];
    const version = await versionOf(command);
    if (version !== undefined) return { command, application, version };
  }
  return undefined;
}

async function versionOf(command: readonly string[]): Promise<string | undefined> {
  const { status, stdout } = await run([...command, "--version"]);
  return status === 0 ? /^\d+\.\d+\S*/m.exec(stdout)?.[0] : undefined;
}

/** The Jupyter that a person names: an executable, or a folder that holds one. */
export async function jupyterAt(path: string): Promise<Jupyter> {
  const executable = executableAt(path);
  const found = await applicationOf(executable);
  if (found !== undefined) return found;
  throw new Failure(
    `${executable} starts neither JupyterLab nor Jupyter Notebook. Give --jupyter the path of a jupyter program ` +
      "that does, or leave it out.",
  );
}

/** The first Jupyter on the PATH that has JupyterLab or Jupyter Notebook. */
export async function jupyterOnPath(
  variables: NodeJS.ProcessEnv = process.env,
): Promise<Jupyter | undefined> {
  for (const executable of findAllOnPath(["jupyter", "jupyter-lab", "jupyter-notebook"], variables)) {
    const found = await applicationOf(executable);
    if (found !== undefined) return found;
  }
  return undefined;
}

function executableAt(path: string): string {
  const kind = statSync(path, { throwIfNoEntry: false });
  if (kind === undefined) {
    throw new Failure(
      `There is no ${path}. Give --jupyter the path of a jupyter program, or of the folder that has it.`,
    );
  }
  if (!kind.isDirectory()) return path;
  const places = [path, programsOf(path)].map((folder) => join(folder, programName("jupyter")));
  const found = places.find((file) => statSync(file, { throwIfNoEntry: false }) !== undefined);
  if (found !== undefined) return found;
  throw new Failure(`The folder ${path} has no jupyter program. Give --jupyter the path of one.`);
}

async function applicationOf(executable: string): Promise<Jupyter | undefined> {
  for (const [application, command] of callsOf(executable)) {
    const version = await versionOf(command);
    if (version !== undefined) return { command, application, version };
  }
  return undefined;
}

/**
 * `jupyter` takes the application as its first word; `jupyter-lab` and `jupyter-notebook` are applications
 * themselves.
 */
function callsOf(executable: string): [Application, string[]][] {
  const name = basename(executable).replace(/\.exe$/i, "");
  if (name === "jupyter-lab") return [["lab", [executable]]];
  if (name === "jupyter-notebook") return [["notebook", [executable]]];
  return [
    ["lab", [executable, "lab"]],
    ["notebook", [executable, "notebook"]],
  ];
}
