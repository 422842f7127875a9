// The children that a cell waits for: spawnSync, execSync, execFileSync.

import * as childProcess from "node:child_process";
import type { Output } from "./output";
import { type Captured, captureStdio } from "./stdio";

type Options = childProcess.SpawnSyncOptions;
type Result = { stdout: unknown; stderr: unknown; output: unknown[] | null };

/** The module object itself, whose functions can be replaced. */
const real = childProcess as unknown as { default?: typeof childProcess } & typeof childProcess;

export function installSyncChildren(output: Output): void {
  const module = (real.default ?? real) as unknown as Record<string, (...args: unknown[]) => unknown>;
  const { spawnSync, execSync, execFileSync } = module;
  module.spawnSync = (...args) => {
    const captured = capture(args);
    const result = spawnSync(...args) as Result;
    writeAll(result, captured, output);
    return result;
  };
  for (const [name, run] of Object.entries({ execSync, execFileSync })) {
    module[name] = (...args) => runChecked(run, args, output);
  }
}

/** Both give the child's output, or throw an error that carries the result. */
function runChecked(run: (...args: unknown[]) => unknown, args: unknown[], output: Output): unknown {
  const captured = capture(args);
  if (captured.size === 0) return run(...args);
  // Their output is only the child's stdout; its stderr comes with the error, or through process.stderr when nobody named it.
  try {
    const stdout = run(...args);
    if (captured.get(1) === undefined) return stdout;
    output.write(captured.get(1)!, stdout as Uint8Array);
    return null;
  } catch (error) {
    writeAll(error as Result, captured, output);
    throw error;
  }
}

/** Puts pipes into the options, which are the last argument that is a plain object. */
function capture(args: unknown[]): Captured {
  const at = args.findLastIndex((arg) => typeof arg === "object" && arg !== null && !Array.isArray(arg));
  if (at === -1) return new Map();
  const options = args[at] as Options;
  const { stdio, captured } = captureStdio(options.stdio);
  if (captured.size > 0) args[at] = { maxBuffer: Infinity, ...options, encoding: undefined, stdio };
  return captured;
}

function writeAll(result: Result, captured: Captured, output: Output): void {
  for (const [fd, name] of captured) {
    const bytes = result.output?.[fd];
    if (bytes instanceof Uint8Array) output.write(name, bytes);
    if (result.output) result.output[fd] = null;
    if (fd === 1) result.stdout = null;
    if (fd === 2) result.stderr = null;
  }
}
