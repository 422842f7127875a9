// A kernel's process: started with a connection file of its own, ended with everything that it started.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { channels, type Connection, parseConnection } from "../kernel/wire/connection";
import { Problem } from "./problem";

/** How a kernel is started: what its kernel.json says. */
export interface KernelCommand {
  /** Its name in sentences. */
  name: string;
  /** With `{connection_file}` where the file's path goes. */
  argv: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** The folder of its kernel.json, for `{resource_dir}`. */
  folder?: string;
}

/**
 * Nobody has typed the cells, and nobody waits before a screen: no history, and time for every picture, also
 * on a busy machine.
 */
const unattended = { NABLAB_HISTORY: "none", NABLAB_PICTURE_SECONDS: "300" };

/** How many characters of what a kernel writes itself are kept for the sentence about its death. */
const lastWordsLength = 2000;

export class KernelProcess {
  /** Rejects when the process has ended, with the sentence that says how. */
  readonly death: Promise<never>;
  private readonly exited: Promise<void>;
  private lastWords = "";

  private constructor(
    readonly connection: Connection,
    private readonly child: ChildProcess,
    private readonly folder: string,
    name: string,
  ) {
    this.listen();
    this.exited = new Promise((resolve) => child.once("close", resolve).once("error", () => resolve()));
    this.death = new Promise((_, reject) => {
      child.once("error", (error) =>
        reject(new Problem(`The kernel "${name}" cannot be started: ${error.message}.`)),
      );
      child.once("close", (status, signal) => reject(this.wordsOn(name, status, signal)));
    });
    // Whoever waits for something else hears of it there; a kernel that is told to end dies unheard.
    this.death.catch(() => undefined);
  }

  /** Starts the kernel in `cwd`. */
  static async start(
    { name, argv, env, folder: resources = "" }: KernelCommand,
    cwd: string,
  ): Promise<KernelProcess> {
    const folder = mkdtempSync(join(tmpdir(), "nablab-run-"));
    const file = join(folder, "kernel.json");
    const text = JSON.stringify(await connectionFields());
    writeFileSync(file, text, { mode: 0o600 });
    const [program, ...words] = argv.map((word) =>
      word.replace("{connection_file}", file).replace("{resource_dir}", resources),
    );
    const child = spawn(program, words, {
      cwd,
      // A kernel of ours ends when this process is gone.
      env: { ...unattended, ...process.env, ...env, JPY_PARENT_PID: String(process.pid) },
      stdio: ["ignore", "pipe", "pipe"],
      // Ctrl-C on the terminal is for us alone: we end the kernel.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    return new KernelProcess(parseConnection(text), child, folder, name);
  }

  /** Waits until the process has ended by itself, and no longer than so many milliseconds; then ends it. */
  async end(patience: number): Promise<void> {
    const timer = setTimeout(() => this.kill(), patience);
    await this.exited;
    clearTimeout(timer);
    this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Ends the process and its children at once. */
  kill(): void {
    const { pid } = this.child;
    if (pid !== undefined) killTree(pid);
  }

  private listen(): void {
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.lastWords = (this.lastWords + text).slice(-lastWordsLength);
      });
    }
  }

  private wordsOn(name: string, status: number | null, signal: string | null): Problem {
    const how = signal === null ? `exit status ${status}` : signal;
    const words = this.lastWords.trim();
    return new Problem(`The kernel "${name}" died (${how}).${words && ` Its last words:\n${words}`}`);
  }
}

/**
 * Ends a process that leads a group, with all that it has started; Windows has a program for it, for there
 * are no groups.
 */
export function killTree(
  pid: number,
  platform: NodeJS.Platform = process.platform,
  run: (program: string, words: string[]) => unknown = (program, words) =>
    spawnSync(program, words, { stdio: "ignore", windowsHide: true }),
): void {
  if (platform === "win32") return void run("taskkill", ["/pid", String(pid), "/T", "/F"]);
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The whole group is gone.
  }
}

async function connectionFields(): Promise<Record<string, unknown>> {
  const ports = await freePorts(channels.length);
  return {
    transport: "tcp",
    ip: "127.0.0.1",
    key: randomUUID(),
    signature_scheme: "hmac-sha256",
    ...Object.fromEntries(channels.map((channel, i) => [`${channel}_port`, ports[i]])),
  };
}

/** Ports that were free a moment ago: all are held until the last is found, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listening));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}

function listening(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject).listen(0, "127.0.0.1", () => resolve(server));
  });
}
