// Other programs, run to their end.

import { spawn } from "node:child_process";

/** How a program ended; `status` is null when it could not be started or was killed. */
export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Hears each line of output as it comes. */
  onLine?: (line: string) => void;
}

/** Runs `command` without a shell and collects what it prints. A program that is not there ends with status null. */
export function run(command: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(command[0], command.slice(1), {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    const ended: Ended = { status: null, stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      ended.stdout += text;
      if (options.onLine) text.split("\n").filter(Boolean).forEach(options.onLine);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (ended.stderr += text));
    child.on("error", (error) => resolve({ ...ended, stderr: error.message }));
    child.on("close", (status) => resolve({ ...ended, status }));
  });
}

/** Runs `command` with our own terminal as its input and output; its exit status. */
export function runVisibly(command: readonly string[], options: RunOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command[0], command.slice(1), {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: "inherit",
    });
    child.on("error", reject);
    child.on("close", (status) => resolve(status ?? 1));
  });
}
