// `nablab doctor`: what is installed and what is missing.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { jupyterDataOf, privateFolder, root, venv } from "./environment";
import { Failure } from "./failure";
import { userDataFolder } from "./install";
import { fullName, jupyterOnPath } from "./jupyter";
import { kernelFolder, kernelspec } from "./kernelspec";
import type { CommandLine } from "./options";
import { findPython } from "./python";
import { isReady } from "./venv";

export const commandLine: CommandLine = {
  name: "doctor",
  summary: "Says what is installed, which Jupyter, which kernels, and what is missing.",
  options: {},
};

/** One thing that was looked at. */
interface Finding {
  what: string;
  well: boolean;
  says: string;
}

/** Prints the findings; the exit status is 1 where something keeps the notebooks from running. */
export async function doctor(): Promise<number> {
  const environment = await ownEnvironment();
  const onPath = await otherJupyter();
  const findings = [nodeVersion(), await python(), environment, onPath, ...kernels()];
  for (const { what, well, says } of findings) console.log(`${well ? "✓" : "✗"} ${what.padEnd(14)}${says}`);
  const runs = environment.well || onPath.well;
  console.log(
    runs ? "\nThe notebooks can be opened: npm start" : "\nNothing to open notebooks with yet: npm start",
  );
  return runs ? 0 : 1;
}

function nodeVersion(): Finding {
  return { what: "Node.js", well: true, says: `${process.versions.node}, ${process.execPath}` };
}

async function python(): Promise<Finding> {
  try {
    const { version, executable } = await findPython();
    return { what: "Python", well: true, says: `${version}, ${executable}` };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { what: "Python", well: false, says: error.message };
  }
}

async function ownEnvironment(): Promise<Finding> {
  const requirements = readFileSync(join(root, "requirements.txt"), "utf8");
  const well = await isReady(venv, requirements);
  return {
    what: "environment",
    well,
    says: well ? venv : `${venv} is missing or not whole: npm start makes it`,
  };
}

async function otherJupyter(): Promise<Finding> {
  const jupyter = await jupyterOnPath();
  if (jupyter === undefined)
    return { what: "other Jupyter", well: false, says: "none on the PATH (none is needed)" };
  return { what: "other Jupyter", well: true, says: `${fullName(jupyter)}, ${jupyter.command[0]}` };
}

function kernels(): Finding[] {
  const folders = [jupyterDataOf(venv), join(privateFolder, "jupyter"), userDataFolder()].map((data) =>
    kernelFolder(data),
  );
  return folders
    .filter((folder) => existsSync(join(folder, "kernel.json")))
    .map((folder) => ({
      what: "kernel",
      well: isOurs(folder),
      says: isOurs(folder) ? folder : `${folder}: not ours`,
    }));
}

function isOurs(folder: string): boolean {
  return readFileSync(join(folder, "kernel.json"), "utf8").includes(JSON.stringify(kernelspec().argv[1]));
}
