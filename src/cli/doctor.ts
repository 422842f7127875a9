// `nablab doctor`: what is installed and what is missing.

import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { privateFolder, root, venv } from "./environment";
import { Failure } from "./failure";
import { fullName, jupyterOnPath } from "./jupyter";
import { dataFolders, type InstalledKernel, isOurs, kernelsIn } from "./kernels";
import { isCurrent, labextensionFolder } from "./labextension";
import { kernelName, notebookName } from "./kernelspec";
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
  const sockets = await zeromq();
  const environment = await ownEnvironment();
  const onPath = await otherJupyter();
  const findings = [
    nodeVersion(),
    ownPackage(),
    sockets,
    await python(),
    environment,
    onPath,
    ...kernels(),
    ...renderers(),
  ];
  for (const { what, well, says } of findings) console.log(`${well ? "✓" : "✗"} ${what.padEnd(14)}${says}`);
  const runs = sockets.well && (environment.well || onPath.well);
  console.log(
    runs ? "\nThe notebooks can be opened: npm start" : "\nNothing to open notebooks with yet: npm start",
  );
  return runs ? 0 : 1;
}

function nodeVersion(): Finding {
  return { what: "Node.js", well: true, says: `${process.versions.node}, ${process.execPath}` };
}

function ownPackage(): Finding {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return { what: "nablab", well: true, says: `${version}, ${root}` };
}

/** The one part that is not JavaScript: it is made for a system, a processor and a range of Node versions. */
async function zeromq(): Promise<Finding> {
  try {
    const { version } = await import("zeromq");
    return { what: "ZeroMQ", well: true, says: version };
  } catch (error) {
    const [reason] = (error as Error).message.split("\n");
    return { what: "ZeroMQ", well: false, says: `cannot be loaded: ${reason} (npm rebuild zeromq)` };
  }
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
  const all = kernelsIn([join(privateFolder, "jupyter"), ...dataFolders()]);
  const ours = all.filter(isOurs);
  const findings = all.map((kernel) => ({ what: "kernel", ...aboutKernel(kernel) }));
  if (ours.length > 0) return findings;
  const says = `ours is nowhere: npm start, or for a Jupyter of your own: nablab install --user`;
  return [...findings, { what: "kernel", well: false, says }];
}

/** What draws figures in JupyterLab and Notebook 7, wherever a kernel of ours is. */
function renderers(): Finding[] {
  const places = [join(privateFolder, "jupyter"), ...dataFolders()];
  const wanted = places.filter((data) => kernelsIn([data]).some(isOurs) || isCurrent(data) !== undefined);
  return wanted.map((data) => {
    const [folder, current] = [labextensionFolder(data), isCurrent(data)];
    const says = { true: "ours", false: "of another copy or version", undefined: "missing" }[String(current)];
    const wayOut = current ? "" : "; npm start or nablab install mends it";
    return { what: "figures", well: current === true, says: `${folder}: ${says}${wayOut}` };
  });
}

/** What is to be said of one kernel; only those with names of ours can be wrong. */
export function aboutKernel(kernel: InstalledKernel): Omit<Finding, "what"> {
  const { name, folder, spec } = kernel;
  const head = `${name} (${spec.display_name}), ${folder}`;
  const gone = spec.argv.find((word) => isAbsolute(word) && !existsSync(word));
  if (gone !== undefined)
    return { well: false, says: `${head}: starts ${gone}, which is gone; install it again` };
  if (isOurs(kernel)) return { well: true, says: `${head}: ours` };
  if (name === kernelName)
    return { well: false, says: `${head}: of another copy of nablab; nablab install mends it` };
  return { well: true, says: name === notebookName ? `${head}: another than ours` : head };
}
