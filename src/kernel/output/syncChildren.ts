// The children that a cell waits for: spawnSync, execSync, execFileSync.

import * as childProcess from "node:child_process";
import type { StreamName } from "../wire/link";
import type { Output } from "./output";
import { type Captured, captureStdio } from "./stdio";

type Options = Omit<childProcess.SpawnSyncOptions, "stdio"> & { stdio?: unknown[] };
type Result = { stdout: unknown; stderr: unknown; output: unknown[] | null };

/** The module object itself, whose functions can be replaced. */
const real = childProcess as unknown as { default?: typeof childProcess } & typeof childProcess;

export function installSyncChildren(output: Output): void {
  const module = (real.default ?? real) as unknown as Record<string, (...args: unknown[]) => unknown>;
  const { spawnSync, execSync, execFileSync } = module;
  module.spawnSync = (...args) => {
    const { captured } = capture(args);
    const result = spawnSync(...args) as Result;
    writeAll(result, captured, output);
    return result;
  };
  for (const [name, run] of Object.entries({ execSync, execFileSync })) {
    module[name] = (...args) => runChecked(run, args, output);
  }
}

/**
 * Both give the child's stdout, or throw an error that carries the result. What the child writes to stderr they write to
 * process.stderr, which is the cell's, if no stdio is given: so none is given where stderr is the cell's anyway.
 */
function runChecked(run: (...args: unknown[]) => unknown, args: unknown[], output: Output): unknown {
  const { captured, options } = capture(args);
  if (captured.size === 0) return run(...args);
  const piped = options.stdio?.[1] === "pipe";
  if (captured.has(2) && (piped || options.stdio?.[1] === "ignore")) options.stdio = undefined;
  try {
    const stdout = run(...args);
    if (!captured.has(1)) return piped ? stdout : null;
    output.write(captured.get(1)!, stdout as Uint8Array);
    return null;
  } catch (error) {
    if (options.stdio === undefined) captured.delete(2);
    writeAll(error as Result, captured, output);
    throw error;
  }
}

/** Puts pipes into the options, which are the last argument that is a plain object. */
function capture(args: unknown[]): { captured: Map<number, StreamName>; options: Options } {
  const at = args.findLastIndex((arg) => typeof arg === "object" && arg !== null && !Array.isArray(arg));
  if (at === -1) return { captured: new Map(), options: {} };
  const options = args[at] as Options;
  const { stdio, captured } = captureStdio(options.stdio as childProcess.StdioOptions);
  if (captured.size === 0) return { captured, options };
  const changed = { maxBuffer: Infinity, ...options, stdio };
  // Where stdout is a value for the user's code, it keeps the encoding that was asked for.
  if (captured.has(1)) changed.encoding = undefined;
  args[at] = changed;
  return { captured, options: changed };
}

function writeAll(result: Result, captured: Captured, output: Output): void {
  for (const [fd, name] of captured) {
    const bytes = result.output?.[fd];
    if (bytes instanceof Uint8Array || typeof bytes === "string") output.write(name, bytes);
    if (result.output) result.output[fd] = null;
    if (fd === 1) result.stdout = null;
    if (fd === 2) result.stderr = null;
  }
}
