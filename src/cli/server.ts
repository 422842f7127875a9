// A Jupyter server as a child process: started, waited for, ended with us.

import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { privateFolder } from "./environment";
import { Failure } from "./failure";
import { type Application, fullName, type Jupyter } from "./jupyter";
import { readIfThere } from "./stamp";

/** How a server is to run. */
export interface ServerOptions {
  port: number;
  /** The folder of notebooks that it shows. */
  folder: string;
  openBrowser: boolean;
  variables: NodeJS.ProcessEnv;
  /** Further words for its command line. */
  args?: readonly string[];
}

/** A server that answers. */
export interface Server {
  /** Its address, with the token. */
  address: string;
  /** Its exit status, once it has ended. */
  ended: Promise<number>;
  /** Asks it to end; a second time, or after ten seconds, it is ended. */
  stop(): void;
}

/**
 * What a server writes about itself into the runtime folder (`jpserver-PID.json`, Notebook 6:
 * `nbserver-PID.json`).
 */
interface ServerInfo {
  url: string;
  port: number;
  token: string;
  pid: number;
}

const runtimeFolder = join(privateFolder, "runtime");
export const logFile: string = join(privateFolder, "jupyter.log");
const patience = 120_000;

/** Refuses a port on which this project's own server runs, and tells its address. */
export function refuseSecondServer(port: number): void {
  const running = serverInfos().find((info) => info.port === port && isAlive(info.pid));
  if (running === undefined) return;
  throw new Failure(
    `Port ${port} is taken: the notebooks are open there already, at ${addressOf(running, "lab")} .`,
    `End that server first (Ctrl-C), or take another port: npm start -- --port ${port + 1}`,
  );
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Starts a server and waits until it answers. */
export async function startServer(jupyter: Jupyter, options: ServerOptions): Promise<Server> {
  const token = randomBytes(24).toString("hex");
  const child = launch(jupyter, options, token);
  const ended = new Promise<number>((resolve) => {
    child.on("error", () => resolve(1));
    child.on("exit", (status, signal) => resolve(status ?? (signal === null ? 1 : 128)));
  });
  const stop = stopper(child);
  const info = await Promise.race([untilItAnswers(token, child.pid), ended.then(() => undefined)]);
  if (info === undefined) {
    stop();
    throw new Failure(`${fullName(jupyter)} did not start. Its last words:\n${lastWords()}`);
  }
  return { address: addressOf(info, jupyter.application), ended, stop };
}

function launch(jupyter: Jupyter, options: ServerOptions, token: string): ChildProcess {
  mkdirSync(runtimeFolder, { recursive: true, mode: 0o700 });
  const log = openSync(logFile, "w");
  const command = [...jupyter.command, ...serverArguments(options)];
  const child = spawn(command[0], command.slice(1), {
    cwd: options.folder,
    // JUPYTER_TOKEN is understood by every Jupyter, and does not show in the list of processes.
    env: { ...options.variables, JUPYTER_TOKEN: token, JUPYTER_RUNTIME_DIR: runtimeFolder },
    stdio: ["ignore", log, log],
    // In a group of its own it is ended by us alone; Ctrl-C would reach it a second time in the midst of its
    // ending.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  closeSync(log);
  return child;
}

/** Options that JupyterLab, Notebook 7 and Notebook 6 share. */
export function serverArguments({ port, folder, openBrowser, args = [] }: ServerOptions): string[] {
  return [
    `--port=${port}`,
    "--port-retries=0",
    `--notebook-dir=${folder}`,
    ...(openBrowser ? [] : ["--no-browser"]),
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
    ...args,
  ];
}

function stopper(child: ChildProcess): () => void {
  let asked = false;
  return () => {
    child.kill(asked ? "SIGKILL" : "SIGTERM");
    if (!asked) setTimeout(() => child.kill("SIGKILL"), 10_000).unref();
    asked = true;
  };
}

async function untilItAnswers(token: string, pid: number | undefined): Promise<ServerInfo | undefined> {
  for (const begun = Date.now(); Date.now() - begun < patience; await sleep(50)) {
    const info = serverInfos().find((one) => one.token === token || one.pid === pid);
    if (info !== undefined && (await answers(info))) return info;
  }
  return undefined;
}

function serverInfos(): ServerInfo[] {
  if (!existsSync(runtimeFolder)) return [];
  const files = readdirSync(runtimeFolder).filter((name) => /^(jp|nb)server-\d+\.json$/.test(name));
  return files.flatMap((name) => parseInfo(join(runtimeFolder, name)));
}

/** A file that is just being written is no JSON yet. */
function parseInfo(file: string): ServerInfo[] {
  try {
    return [JSON.parse(readFileSync(file, "utf8")) as ServerInfo];
  } catch {
    return [];
  }
}

async function answers({ url }: ServerInfo): Promise<boolean> {
  // A server with a certificate of its own making would be refused by fetch; its file says that it listens.
  if (url.startsWith("https:")) return true;
  return fetch(new URL("api", url)).then(
    (response) => response.ok,
    () => false,
  );
}

function addressOf({ url, token }: ServerInfo, application: Application): string {
  const page = new URL(application === "lab" ? "lab" : "tree", url);
  if (token !== "") page.searchParams.set("token", token);
  return page.href;
}

function lastWords(): string {
  return (readIfThere(logFile) ?? "").trim().split("\n").slice(-15).join("\n");
}
