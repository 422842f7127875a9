// A Jupyter server of the tests' own: real JupyterLab (and Notebook 7 where the environment has it), a free
// port, settings and run-time files in a temporary folder, so that nothing of the user's is read or written.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../../cli/environment";

/** The environment that has JupyterLab and the kernel. */
export interface Environment {
  python: string;
  variables: NodeJS.ProcessEnv;
}

/** A running server. */
export interface Jupyter {
  /** The folder that the server shows; tests may write notebooks into it. */
  readonly root: string;
  /** The address of a page, token included: `url("lab/tree/a.ipynb")`. */
  url(path: string): string;
  /** Ends the server and its kernels and removes the temporary folder; safe to call twice. */
  stop(): Promise<void>;
}

const token = "browser-tests";

/** Starts a server on a copy of the project's notebooks, and waits until it answers and knows the kernel. */
export async function startJupyter(environment: Environment, project: string): Promise<Jupyter> {
  const place = makePlace(project);
  const port = await freePort();
  const server = new ServerProcess(spawnServer(environment, place, port), place);
  const url = (path: string): string =>
    `http://127.0.0.1:${port}/${path}${path.includes("?") ? "&" : "?"}token=${token}`;
  try {
    await server.waitFor(url("api/status"));
    await requireKernel(url("api/kernelspecs"));
  } catch (error) {
    await server.stop(url("api/shutdown"));
    throw error;
  }
  return { root: join(place, "notebooks"), url, stop: () => server.stop(url("api/shutdown")) };
}

/**
 * A folder with the notebooks and, beside their folder, the project's modules: cells find "nablab" as in a
 * clone.
 */
function makePlace(project: string): string {
  const place = mkdtempSync(join(tmpdir(), "nablab-browser-"));
  cpSync(join(project, "notebooks"), join(place, "notebooks"), { recursive: true });
  symlinkSync(join(project, "node_modules"), join(place, "node_modules"), "junction");
  return place;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

function spawnServer({ python, variables }: Environment, place: string, port: number): ChildProcess {
  const options = [
    "--no-browser",
    "--allow-root",
    "--ServerApp.ip=127.0.0.1",
    `--ServerApp.port=${port}`,
    "--ServerApp.port_retries=0",
    `--ServerApp.root_dir=${join(place, "notebooks")}`,
    `--IdentityProvider.token=${token}`,
    // The tests read the notebook's model and run JupyterLab's own commands through `window.jupyterapp`.
    "--LabApp.expose_app_in_browser=True",
    "--JupyterNotebookApp.expose_app_in_browser=True",
  ];
  const modules = join(root, "src", "testing");
  return spawn(python, ["-c", labThatEndsWithUs, modules, ...options], {
    env: { ...variables, ...ownFolders(place) },
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/**
 * JupyterLab, which ends itself and its kernels when its input ends: also if the tests are killed, no process
 * is left.
 */
const labThatEndsWithUs = `
import os, signal, sys, threading

def end_with_parent():
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGTERM)

threading.Thread(target=end_with_parent, daemon=True).start()
sys.path.append(sys.argv.pop(1))
import kernelPorts
sys.argv[0] = "jupyter-lab"
from jupyterlab.labapp import main
main()
`;

function ownFolders(place: string): Record<string, string> {
  return {
    JUPYTER_CONFIG_DIR: join(place, "config"),
    JUPYTER_DATA_DIR: join(place, "data"),
    JUPYTER_RUNTIME_DIR: join(place, "runtime"),
    JUPYTERLAB_SETTINGS_DIR: join(place, "settings"),
    JUPYTERLAB_WORKSPACES_DIR: join(place, "workspaces"),
    PYTHONNOUSERSITE: "1",
  };
}

async function requireKernel(address: string): Promise<void> {
  const { kernelspecs } = (await (await fetch(address)).json()) as { kernelspecs: Record<string, unknown> };
  if ("tslab" in kernelspecs) return;
  throw new Error(
    `The browser tests need the kernel "tslab" in the Python environment, which has only ` +
      `${Object.keys(kernelspecs).join(", ") || "none"}. \`npm test\` installs it.`,
  );
}

/** The process, what it said, and its end, by request, by signal or by force. */
class ServerProcess {
  private log = "";
  private readonly ended: Promise<unknown>;

  constructor(
    private readonly child: ChildProcess,
    private readonly place: string,
  ) {
    this.ended = new Promise((resolve) => child.once("close", resolve));
    child.once("error", (error) => (this.log += error.message));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => (this.log = (this.log + chunk.toString()).slice(-4000)));
    }
  }

  private get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async waitFor(address: string): Promise<void> {
    const deadline = Date.now() + 240_000;
    while (this.running && Date.now() < deadline) {
      if (await answers(address)) return;
      await sleep(100);
    }
    throw new Error(`JupyterLab did not start${this.running ? " within four minutes" : ""}:\n${this.log}`);
  }

  async stop(shutdown: string): Promise<void> {
    // The request ends the kernels too; a kernel has a process group of its own that no signal from here
    // reaches.
    if (this.running) await fetch(shutdown, { method: "POST" }).catch(() => undefined);
    for (const signal of ["SIGTERM", "SIGKILL"] as const) {
      if (await this.endsWithin(10_000)) break;
      this.child.kill(signal);
    }
    await this.ended;
    rmSync(this.place, { recursive: true, force: true, maxRetries: 5 });
  }

  private async endsWithin(ms: number): Promise<boolean> {
    await Promise.race([this.ended, sleep(ms, undefined, { ref: false })]);
    return !this.running;
  }
}

async function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    ({ ok }) => ok,
    () => false,
  );
}
