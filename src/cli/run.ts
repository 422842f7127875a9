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
  /** Whether the command is one of the shell's, as npm is on Windows. */
  shell?: boolean;
  /** Hears each line of output as it comes. */
  onLine?: (line: string) => void;
}

/**
 * How a command is started. What Windows calls `.cmd` or `.bat` (pyenv-win's python, npm's programs) only its
 * shell can run, which takes words in quotes; Node refuses to start it otherwise.
 */
export function spawnable(
  [program, ...words]: readonly string[],
  platform: NodeJS.Platform = process.platform,
): { program: string; words: string[]; shell: boolean } {
  if (platform !== "win32" || !/\.(cmd|bat)$/i.test(program)) return { program, words, shell: false };
  const quoted = (word: string): string => `"${word.replaceAll('"', '""')}"`;
  return { program: quoted(program), words: words.map(quoted), shell: true };
}

/**
 * Runs `command` without a shell and collects what it prints. A program that is not there ends with status
 * null.
 */
export function run(command: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const { program, words, shell } = spawnable(command);
    const child = spawn(program, words, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      shell: shell || (options.shell ?? false),
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
