// The children that a cell waits for: spawnSync, execSync, execFileSync.

import * as childProcess from "node:child_process";
import type { LiveFile, StreamName } from "../wire/link";
import { openLiveFiles } from "./liveFiles";
import type { Output } from "./output";
import { type Captured, captureStdio } from "./stdio";

type Options = Omit<childProcess.SpawnSyncOptions, "stdio"> & { stdio?: unknown[] };
type Result = { stdout: unknown; stderr: unknown; output: unknown[] | null };

/** The module object itself, whose functions can be replaced. */
const real = childProcess as unknown as { default?: typeof childProcess } & typeof childProcess;

/**
 * Runs what sleeps until a child has ended, and shows meanwhile what it writes into `files`; throws when an
 * interrupt has ended it.
 */
export type Sleep = <T>(run: () => T, files?: readonly LiveFile[]) => T;

export function installSyncChildren(output: Output, sleep: Sleep): void {
  const module = (real.default ?? real) as unknown as Record<string, (...args: unknown[]) => unknown>;
  const { spawnSync, execSync, execFileSync } = module;
  module.spawnSync = (...args) => {
    const given = capture(args);
    const shown = shownLive(() => spawnSync(...args), given, sleep);
    if (shown !== undefined) return shown.result;
    const result = sleep(() => spawnSync(...args)) as Result;
    writeAll(result, given.captured, output);
    return result;
  };
  for (const [name, run] of Object.entries({ execSync, execFileSync })) {
    module[name] = (...args) => {
      const given = capture(args);
      const shown = shownLive(() => run(...args), given, sleep);
      if (shown !== undefined) return shown.result;
      return runChecked(() => sleep(() => run(...args)), given, output);
    };
  }
}

interface Given {
  captured: Map<number, StreamName>;
  options: Options;
}

/**
 * Runs a child whose streams for the cell are files, from which they are shown while it runs; undefined where
 * that cannot be.
 */
function shownLive(
  run: () => unknown,
  { captured, options }: Given,
  sleep: Sleep,
): { result: unknown } | undefined {
  const live = openLiveFiles(captured, options.stdio);
  if (live === undefined) return undefined;
  try {
    return { result: sleep(run, live.files) };
  } finally {
    live.close();
  }
}

/**
 * Both give the child's stdout, or throw an error that carries the result. What the child writes to stderr
 * they write to process.stderr, which is the cell's, if no stdio is given: so none is given where stderr is
 * the cell's anyway.
 */
function runChecked(run: () => unknown, { captured, options }: Given, output: Output): unknown {
  if (captured.size === 0) return run();
  const piped = options.stdio?.[1] === "pipe";
  if (captured.has(2) && (piped || options.stdio?.[1] === "ignore")) options.stdio = undefined;
  try {
    const stdout = run();
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
function capture(args: unknown[]): Given {
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
