// `nablab start`: Jupyter, opened on the notebooks.

import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  fromPerson,
  installation,
  jupyterDataOf,
  jupyterVariables,
  privateFolder,
  root,
  venv,
  venvVariables,
  wheelPython,
} from "./environment";
import { Failure } from "./failure";
import { fullName, type Jupyter, jupyterAt, jupyterOf, jupyterOnPath, ownJupyter } from "./jupyter";
import { displayName, writeOwnKernelspecs } from "./kernelspec";
import { writeLabextensions } from "./labextension";
import { labArguments, writeLabSettings } from "./labSettings";
import { type CommandLine, parsePort, type Values } from "./options";
import { refuseTakenPort } from "./port";
import { endLine, step } from "./progress";
import { logFile, refuseSecondServer, type Server, startServer } from "./server";
import { duringSetup } from "./setupLock";
import { writeTemplate } from "./template";
import { ensureEnvironment } from "./venv";

export const commandLine: CommandLine = {
  name: "start",
  calledAs: process.env.npm_lifecycle_event === "start" ? "npm start --" : undefined,
  summary: "Opens the notebooks in JupyterLab; what is missing is installed first.",
  options: {
    "no-browser": { help: "open no browser, only print the address" },
    port: { takes: "PORT", help: "the port to listen on (8888)" },
    jupyter: {
      takes: "PATH",
      help: "use this jupyter program, or the one in this folder, instead of our own",
    },
  },
};

/** A Jupyter with all that it needs to find our kernel. */
interface Ready {
  jupyter: Jupyter;
  variables: NodeJS.ProcessEnv;
  args: readonly string[];
}

/** Starts Jupyter and stays until it has ended; its exit status. */
export async function start(values: Values): Promise<number> {
  const port = parsePort(commandLine, text(values.port) ?? "8888");
  refuseSecondServer(port);
  await refuseTakenPort(port);
  const { jupyter, variables, args } = await prepare(text(values.jupyter));
  const line = step("Jupyter");
  line.doing(`starting ${fullName(jupyter)}`);
  const openBrowser = values["no-browser"] === undefined;
  const server = await startServer(jupyter, { port, folder: notebooks(), openBrowser, variables, args });
  line.done("ready");
  console.log(`\n  ${server.address}\n\nCtrl-C ends it. Its log: ${logFile}`);
  return untilEnded(server);
}

function text(value: string | true | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The course in a clone; what is installed has it in no place where a person would write. */
function notebooks(): string {
  if (installation !== "clone") return fromPerson(".");
  const folder = join(root, "notebooks");
  return existsSync(folder) ? folder : root;
}

async function prepare(path: string | undefined): Promise<Ready> {
  if (path !== undefined) return foreign(await jupyterAt(fromPerson(path)));
  if (installation !== "clone") return foreign(await installedJupyter());
  try {
    return await own();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return foreign(await inItsPlace(error));
  }
}

/** All that a Jupyter is to know of us, into one of its data folders; whether anything had to be written. */
function writeInto(data: string): boolean {
  return [writeOwnKernelspecs(data), writeLabextensions(data), writeTemplate(data)].some(Boolean);
}

/** Our own JupyterLab, and the kernel in its environment. */
export async function own(): Promise<Ready> {
  if (installation !== "clone")
    throw new Failure(
      "An environment of its own is made in a clone of the repository only.",
      "Here pages are made by Jupyter: jupyter nbconvert --to html --template nablab NOTEBOOK",
    );
  await duringSetup(async () => {
    await ensureEnvironment();
    const line = step("kernel");
    const data = jupyterDataOf(venv);
    const written = [writeInto(data), writeLabSettings(venv)].some(Boolean);
    line.done(written ? `${displayName} installed` : "up to date");
  });
  return { jupyter: ownJupyter(), variables: venvVariables(), args: labArguments };
}

/** Somebody's Jupyter: nothing is written into it, it is told of the kernel by its environment variables. */
function foreign(jupyter: Jupyter): Ready {
  const data = join(privateFolder, "jupyter");
  step("kernel").done(writeInto(data) ? `${displayName} installed` : "up to date");
  return { jupyter, variables: jupyterVariables(data), args: [] };
}

/** The Jupyter beside the wheel, or the one on the PATH. */
async function installedJupyter(): Promise<Jupyter> {
  const found = wheelPython === undefined ? await jupyterOnPath() : await jupyterOf(wheelPython);
  if (found !== undefined) return found;
  throw new Failure(
    wheelPython === undefined ? "There is no Jupyter on the PATH." : `${wheelPython} has no Jupyter.`,
    "Install one: pip install jupyterlab jupyterlab_widgets. Or name one: nablab start --jupyter PATH",
  );
}

/** The Jupyter on the PATH, where an environment of our own cannot be made. */
async function inItsPlace(why: Failure): Promise<Jupyter> {
  endLine();
  const found = await jupyterOnPath();
  if (found === undefined) {
    throw new Failure(
      why.what,
      `${why.wayOut} There is no jupyter on the PATH to use in its place either; one that you install ` +
        "(pip install jupyterlab, or on Debian and Ubuntu: apt install jupyter-notebook) would be used.",
    );
  }
  step("Jupyter").done(`${why.what} In its place: ${fullName(found)}, ${found.command[0]}`);
  return found;
}

function untilEnded(server: Server): Promise<number> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => server.stop());
  if (process.env.npm_lifecycle_event === "start") onParentsEnd(() => server.stop());
  return server.ended;
}

/** Read at once: the installation before the server takes a while. */
const parent = process.ppid;

/** npm runs us in a shell; a signal that ends npm ends that shell and never comes to us. */
function onParentsEnd(stop: () => void): void {
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 500);
}
