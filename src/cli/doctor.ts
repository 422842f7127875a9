// `nablab doctor`: what is installed and what is missing.

import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { whyNoAddon } from "../kernel/wire/addon";
import { installation, ownVersion, privateFolder, root, venv, wheelPython } from "./environment";
import { Failure } from "./failure";
import { fullName, jupyterOf, jupyterOnPath } from "./jupyter";
import { dataFolders, type InstalledKernel, isNablab, isOurs, kernelsIn } from "./kernels";
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
  /** False where all works without it. */
  needed?: false;
  says: string;
}

function markOf({ well, needed }: Finding): string {
  return well ? "✓" : needed === false ? "–" : "✗";
}

/** Prints the findings; the exit status is 1 where something keeps the notebooks from running. */
export async function doctor(): Promise<number> {
  const sockets = await zeromq();
  const environment = await ownEnvironment();
  const onPath = await otherJupyter();
  const installed = kernels();
  const findings = [
    nodeVersion(),
    ownPackage(),
    sockets,
    await python(),
    ...(installation === "clone" ? [environment] : []),
    onPath,
    ...installed,
    ...renderers(),
  ];
  for (const finding of findings) console.log(`${markOf(finding)} ${finding.what.padEnd(14)}${finding.says}`);
  const opens = sockets.well && (environment.well || onPath.well);
  const runs = sockets.well && installation !== "clone" && installed.every((one) => markOf(one) !== "✗");
  console.log(`\n${verdict(opens, runs)}`);
  return opens || runs ? 0 : 1;
}

const wayToJupyter = "pip install jupyterlab jupyterlab_widgets";

/** What can be done by now, and what a person types for it. */
function verdict(opens: boolean, runs: boolean): string {
  const clone = installation === "clone";
  if (opens)
    return `The notebooks can be opened: ${clone ? "npm start" : "nablab lessons --to FOLDER copies the course, nablab start opens a folder"}`;
  if (runs)
    return `The notebooks can be run: nablab lessons --to FOLDER copies the course, nablab run FILE runs one. To open them: ${wayToJupyter}`;
  return `Nothing to open notebooks with yet: ${clone ? "npm start" : `nablab install --user, and ${wayToJupyter}`}`;
}

function nodeVersion(): Finding {
  return { what: "Node.js", well: true, says: `${process.versions.node}, ${process.execPath}` };
}

function ownPackage(): Finding {
  const from = { clone: "a clone", npm: "installed by npm", pip: "installed by pip" }[installation];
  return { what: "nablab", well: true, says: `${ownVersion()}, ${from}: ${root}` };
}

async function zeromq(): Promise<Finding> {
  try {
    const { version } = await import("zeromq");
    return { what: "ZeroMQ", well: true, says: version };
  } catch (error) {
    return { what: "ZeroMQ", well: false, says: whyNoAddon(error) };
  }
}

async function python(): Promise<Finding> {
  if (wheelPython !== undefined) return { what: "Python", well: true, says: wheelPython };
  try {
    const { version, executable } = await findPython();
    return { what: "Python", well: true, says: `${version}, ${executable}` };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const well = installation !== "clone";
    return {
      what: "Python",
      well,
      says: well ? "none that makes environments (none is needed)" : error.message,
    };
  }
}

async function ownEnvironment(): Promise<Finding> {
  if (installation !== "clone") return { what: "environment", well: false, says: "" };
  const requirements = readFileSync(join(root, "requirements.txt"), "utf8");
  const well = await isReady(venv, requirements);
  return {
    what: "environment",
    well,
    says: well ? venv : `${venv} is missing or not whole: npm start makes it`,
  };
}

async function otherJupyter(): Promise<Finding> {
  const jupyter = wheelPython === undefined ? await jupyterOnPath() : await jupyterOf(wheelPython);
  const what = installation === "clone" ? "other Jupyter" : "Jupyter";
  if (jupyter !== undefined) return { what, well: true, says: `${fullName(jupyter)}, ${jupyter.command[0]}` };
  const where = wheelPython === undefined ? "on the PATH" : `in ${wheelPython}`;
  const needed =
    installation === "clone" ? "none is needed" : `nablab run needs none; to open notebooks: ${wayToJupyter}`;
  return { what, well: false, needed: false, says: `none ${where} (${needed})` };
}

function kernels(): Finding[] {
  const all = kernelsIn([join(privateFolder, "jupyter"), ...dataFolders()]);
  const ours = all.filter(isOurs);
  const findings = all.map((kernel) => ({ what: "kernel", ...aboutKernel(kernel) }));
  if (ours.length > 0) return findings;
  const start = installation === "clone" ? "npm start, or for a Jupyter of your own: " : "";
  const says = `ours is nowhere: ${start}nablab install --user`;
  return [...findings, { what: "kernel", well: false, says }];
}

/** What draws figures in JupyterLab and Notebook 7, wherever a kernel of ours is. */
function renderers(): Finding[] {
  const places = [join(privateFolder, "jupyter"), ...dataFolders()];
  return places.flatMap((data) => {
    const isBesideOurs = kernelsIn([data]).some(isOurs);
    const current = isCurrent(data);
    return isBesideOurs || current !== undefined ? [aboutRenderer(data, current, isBesideOurs)] : [];
  });
}

/** That of another copy, beside that copy's kernel, is not wrong. */
function aboutRenderer(data: string, current: boolean | undefined, isBesideOurs: boolean): Finding {
  const says = { true: "ours", false: "of another copy or version", undefined: "missing" }[String(current)];
  const finding = { what: "figures", well: current === true, says: `${labextensionFolder(data)}: ${says}` };
  if (current) return finding;
  if (!isBesideOurs) return { ...finding, needed: false };
  const wayOut = `${installation === "clone" ? "npm start or " : ""}nablab install mends it`;
  return { ...finding, says: `${finding.says}; ${wayOut}` };
}

/** What is to be said of one kernel; only those with names of ours can be wrong. */
export function aboutKernel(kernel: InstalledKernel): Omit<Finding, "what"> {
  const { name, folder, spec } = kernel;
  const head = `${name} (${spec.display_name}), ${folder}`;
  const gone = spec.argv.find((word) => isAbsolute(word) && !existsSync(word));
  if (gone !== undefined)
    return { well: false, says: `${head}: starts ${gone}, which is gone; install it again` };
  if (isOurs(kernel)) return { well: true, says: `${head}: ours` };
  if (isNablab(kernel)) {
    const says = `${head}: of another copy of nablab, ${spec.argv.slice(0, -1).join(" ")}`;
    return { well: false, needed: false, says };
  }
  if (name === kernelName)
    return {
      well: false,
      says: `${head}: of another program; jupyter kernelspec remove ${name}, then nablab install --user`,
    };
  return { well: true, says: name === notebookName ? `${head}: another than ours` : head };
}
