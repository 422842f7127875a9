// Patched worker_threads: output of threads that cells start.

import * as childProcess from "node:child_process";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as threads from "node:worker_threads";
import { JSON } from "../intrinsics";

/** What a thread runs first. */
const prelude = join(__dirname, "threadStreams.js");

/** What runs a file that is TypeScript. */
const fileMain = join(__dirname, "..", "engine", "fileMain.js");

const isTypeScript = (path: string): boolean => /\.[mc]?tsx?$/.test(path);

/**
 * Takes the place of the class of threads: each one first runs what leads its output to the cell, and its
 * file may be TypeScript.
 */
export function installThreads(): void {
  const module = ((threads as { default?: object }).default ?? threads) as { Worker: typeof threads.Worker };
  const Real = module.Worker;
  module.Worker = class Worker extends Real {
    constructor(file: string | URL, options: threads.WorkerOptions = {}) {
      const execArgv = [...(options.execArgv ?? process.execArgv), "--require", prelude];
      const source = options.eval === true ? undefined : typescriptFile(file);
      if (source === undefined) super(file, { ...options, execArgv });
      else super(starting(source), { ...options, execArgv, eval: true });
    }
  };
  installFork();
  syncBuiltinESMExports();
}

function typescriptFile(file: string | URL): string | undefined {
  const isFile = file instanceof URL && file.protocol === "file:";
  const path = isFile ? fileURLToPath(file) : String(file);
  return isTypeScript(path) ? path : undefined;
}

function starting(file: string): string {
  return `require(${JSON.stringify(fileMain)}).runFile(${JSON.stringify(file)})`;
}

type Fork = (file: string | URL, ...rest: unknown[]) => childProcess.ChildProcess;

/** A child process whose file is TypeScript, `cluster` included. */
function installFork(): void {
  const module = ((childProcess as { default?: object }).default ?? childProcess) as { fork: Fork };
  const { fork } = module;
  module.fork = (file, ...rest) => {
    const source = typescriptFile(file);
    if (source === undefined) return fork(file, ...rest);
    const isList = rest[0] === undefined || rest[0] === null || globalThis.Array.isArray(rest[0]);
    const [args, options] = isList ? rest : [undefined, ...rest];
    return fork(fileMain, [source, ...((args ?? []) as string[])], options);
  };
}
