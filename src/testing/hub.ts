// A JupyterHub of the tests' own: anybody may log in, each user's server is a process in a home of its own.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pythonOf } from "../cli/environment";

/** A running hub. */
export interface Hub {
  /** The address of a page. */
  url(path: string): string;
  /** A user's home. */
  homeOf(user: string): string;
  /** Starts a user's server without a browser; its address, for programs that have the token. */
  serve(user: string): Promise<string>;
  stop(): Promise<void>;
}

/** Where a hub comes from. */
export interface HubPlace {
  /** The environment that has JupyterHub, the users' servers and the kernel. */
  environment: string;
  /** The script of configurable-http-proxy. */
  proxy: string;
  /**
   * A folder for the users' homes and the hub's own files; its path must be short, for sockets are files in
   * it.
   */
  folder: string;
  variables: NodeJS.ProcessEnv;
  /** After how many idle seconds a kernel ends; an hour. */
  cullAfter?: number;
}

/** What a program may use as a token for the hub and all servers. */
export const hubToken = "hub-tests";

/** What a hub for a class is told (notebooks/TEACHING.md), and what the tests need beside it. */
function settings(
  { environment, proxy, folder, cullAfter = 3600 }: HubPlace,
  [front, back, api]: readonly number[],
): string {
  return `
c.JupyterHub.bind_url = "http://127.0.0.1:${front}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:${back}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:${api}"
c.ConfigurableHTTPProxy.command = ${JSON.stringify([process.execPath, proxy])}
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = ${JSON.stringify(join(folder, "{username}"))}
c.Spawner.cmd = [${JSON.stringify(pythonOf(environment))}, "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--KernelManager.transport=ipc", "--MappingKernelManager.cull_idle_timeout=${cullAfter}",
    "--MappingKernelManager.cull_interval=${Math.min(300, cullAfter)}", "--MappingKernelManager.cull_connected=True",
    "--LabApp.expose_app_in_browser=True", "--allow-root"]
c.Spawner.mem_limit = "1G"
c.JupyterHub.services = [{"name": "tests", "api_token": "${hubToken}"}]
c.JupyterHub.load_roles = [{"name": "tests", "services": ["tests"], "scopes": ["admin:users", "admin:servers", "access:servers"]}]
c.Spawner.environment = {"JUPYTER_RUNTIME_DIR": lambda spawner: ${JSON.stringify(join(folder, "run-"))} + spawner.user.name}
`;
}

/** Starts a hub and waits until it answers. */
export async function startHub(place: HubPlace): Promise<Hub> {
  const ports = await freePorts(3);
  mkdirSync(place.folder, { recursive: true });
  const file = join(place.folder, "jupyterhub_config.py");
  writeFileSync(file, settings(place, ports));
  const words = ["-m", "jupyterhub", "--config", file];
  const env = { ...place.variables, PATH: dirname(pythonOf(place.environment)) };
  const hub = spawn(pythonOf(place.environment), words, {
    cwd: place.folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  for (const stream of [hub.stdout, hub.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (log = (log + text).slice(-6000)));
  const url = (path: string): string => `http://127.0.0.1:${ports[0]}/${path}`;
  try {
    await untilItAnswers(hub, url("hub/login"));
  } catch (error) {
    await end(hub);
    throw new Error(`${(error as Error).message}\n${log}`);
  }
  return {
    url,
    homeOf: (user) => join(place.folder, user),
    serve: (user) => serve(url, user),
    stop: () => end(hub),
  };
}

async function serve(url: Hub["url"], user: string): Promise<string> {
  const headers = { Authorization: `token ${hubToken}` };
  const account = url(`hub/api/users/${user}`);
  for (const address of [account, `${account}/server`]) {
    const { ok, status } = await fetch(address, { method: "POST", headers });
    if (!ok) throw new Error(`The hub answers ${status} to ${address}.`);
  }
  for (let tries = 0; tries < 2400; tries++) {
    const { server } = (await (await fetch(account, { headers })).json()) as { server: string | null };
    if (server !== null) return url(server.slice(1));
    await sleep(100);
  }
  throw new Error(`The server of ${user} does not start.`);
}

async function untilItAnswers(hub: ChildProcess, address: string): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (hub.exitCode !== null) throw new Error(`JupyterHub ended with ${hub.exitCode}.`);
    const { ok } = await fetch(address).catch(() => ({ ok: false }));
    if (ok) return;
    await sleep(100);
  }
  throw new Error("JupyterHub does not answer.");
}

/** The hub ends the users' servers and the proxy. */
async function end(hub: ChildProcess): Promise<void> {
  if (hub.exitCode !== null || hub.signalCode !== null) return;
  const ended = once(hub, "exit");
  hub.kill("SIGTERM");
  const timer = setTimeout(() => hub.kill("SIGKILL"), 30_000);
  await ended;
  clearTimeout(timer);
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
