// The processes that cells have started: which they are, how they are ended, and who ends them when the
// kernel is killed.

import { execFileSync, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

interface Process {
  pid: number;
  parent: number;
}

/** Between asking processes to end and ending them, in milliseconds. */
const grace = 300;

/** The processes that `root` has started itself. */
export function childrenOf(root: number, all: readonly Process[] = allProcesses()): number[] {
  return all.filter(({ parent }) => parent === root).map(({ pid }) => pid);
}

/** The children of `root`, their children and so on. */
export function descendantsOf(root: number, all: readonly Process[] = allProcesses()): number[] {
  return childrenOf(root, all).flatMap((pid) => [pid, ...descendantsOf(pid, all)]);
}

/** Ends processes with all that they have started: what does not end when asked is killed. */
export function endTrees(roots: readonly number[]): void {
  const all = allProcesses();
  const pids = roots.flatMap((root) => [root, ...descendantsOf(root, all)]);
  for (const pid of pids) signal(pid, "SIGTERM");
  setTimeout(() => pids.forEach((pid) => signal(pid, "SIGKILL")), grace).unref();
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended.
  }
}

/** By Linux's own files, elsewhere by `ps`; none on Windows. */
function allProcesses(): Process[] {
  if (process.platform === "linux") return readdirSync("/proc").flatMap(readProcess);
  if (process.platform === "win32") return [];
  const lines = execFileSync("ps", ["-axo", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  return lines.map((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    return { pid, parent };
  });
}

function readProcess(name: string): Process[] {
  if (!/^\d+$/.test(name)) return [];
  try {
    const stat = readFileSync(`/proc/${name}/stat`, "utf8");
    // The name of the program stands in brackets, and may hold any character.
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    return [{ pid: Number(name), parent }];
  } catch {
    return [];
  }
}

/** Waits for the end of its input, which comes with the kernel's end, and then ends the kernel's group. */
const watcher = `read -r _; kill -TERM -"$1" 2>/dev/null || exit 0
i=0; while [ $i -lt 10 ] && kill -0 -"$1" 2>/dev/null; do sleep 0.1; i=$((i+1)); done; kill -KILL -"$1" 2>/dev/null`;

/**
 * Starts a small process that ends what the cells have started when this kernel has ended, also when it was
 * killed. It knows them by their process group, which is the kernel's where a Jupyter has started it; a child
 * that asked for a group of its own (`detached`) has asked to live on. Gives its number.
 */
export function watchGroup(): number | undefined {
  if (process.platform === "win32" || !leadsGroup()) return undefined;
  const child = spawn("/bin/sh", ["-c", watcher, "sh", String(process.pid)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    cwd: "/",
  });
  child.on("error", () => undefined);
  child.unref();
  return child.pid;
}

function leadsGroup(): boolean {
  try {
    return process.kill(-process.pid, 0);
  } catch {
    return false;
  }
}
