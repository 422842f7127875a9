// A foreign client judges the kernel: programs of Jupyter's, which know nothing of it but its name.

import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { memorySettings } from "../../cli/kernelspec";

const root = join(__dirname, "..", "..", "..");

/** The name under which the kernel is installed for its judges. */
export const kernelName = "nablab-under-test";

/** Python and the environment variables of its programs. */
export interface Jupyter {
  python: string;
  variables: NodeJS.ProcessEnv;
}

export type Running = ChildProcessByStdio<Writable, Readable, Readable>;

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** A folder in which the kernel is installed, with the settings of Jupyter's programs. */
export class Foreign {
  readonly folder: string = mkdtempSync(join(tmpdir(), "nablab-conformance-"));
  private readonly env: NodeJS.ProcessEnv;
  private readonly python: string;

  constructor({ python, variables }: Jupyter) {
    this.python = python;
    this.env = {
      ...variables,
      JUPYTER_PATH: this.folder,
      NABLAB_HISTORY: "kept",
      JUPYTER_DATA_DIR: join(this.folder, "data"),
      JUPYTER_RUNTIME_DIR: join(this.folder, "runtime"),
      JUPYTER_CONFIG_DIR: join(this.folder, "config"),
      IPYTHONDIR: join(this.folder, "ipython"),
      PYTHONDONTWRITEBYTECODE: "1",
    };
    const argv = [process.execPath, join(root, "dist", "kernel", "main.js"), "{connection_file}"];
    this.install(kernelName, argv, "message", memorySettings);
  }

  /** Makes a kernel known under a name. */
  install(
    name: string,
    argv: readonly string[],
    interruptMode: "message" | "signal" = "signal",
    env: NodeJS.ProcessEnv = {},
  ): void {
    const kernel = join(this.folder, "kernels", name);
    mkdirSync(kernel, { recursive: true });
    const spec = { argv, display_name: name, language: "typescript", interrupt_mode: interruptMode, env };
    writeFileSync(join(kernel, "kernel.json"), JSON.stringify(spec));
  }

  /** Starts Python with these words. */
  start(words: readonly string[], env: NodeJS.ProcessEnv = {}, cwd: string = this.folder): Running {
    const options = { cwd, env: { ...this.env, ...env } };
    return spawn(this.python, words, { ...options, stdio: ["pipe", "pipe", "pipe"] });
  }

  /** The same, to the end. */
  async run(words: readonly string[], input = "", env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const running = this.start(words, env);
    const ended: Ended = { status: null, stdout: "", stderr: "" };
    running.stdout.on("data", (chunk: Buffer) => (ended.stdout += chunk.toString()));
    running.stderr.on("data", (chunk: Buffer) => (ended.stderr += chunk.toString()));
    running.stdin.end(input);
    ended.status = await new Promise<number | null>((done) => running.once("close", done));
    return ended;
  }

  /** A script of this folder, told the kernel's name. */
  script(name: string, ...words: string[]): string[] {
    return [join(root, "src", "testing", "conformance", name), kernelName, ...words];
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
