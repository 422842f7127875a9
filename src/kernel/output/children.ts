// Patched child_process: inherited output of children reaches the cell that started them.

import * as childProcess from "node:child_process";
import * as fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import type { Readable } from "node:stream";
import type { StreamName } from "../wire/link";
import { currentScope } from "../requests/requestScope";
import type { Output } from "./output";
import { type Captured, captureStdio } from "./stdio";
import { installSyncChildren, type Sleep } from "./syncChildren";

interface Spawning {
  spawn: (options: { stdio?: unknown }) => number;
}

const readSync = fs.readSync;
const children = new Set<childProcess.ChildProcess>();

/** Takes the place of starting children, in every form that node:child_process has. */
export function installChildren(output: Output, sleep: Sleep): void {
  const prototype = childProcess.ChildProcess.prototype as unknown as Spawning;
  const spawn = prototype.spawn;
  prototype.spawn = function (this: Spawning & childProcess.ChildProcess, options): number {
    const { stdio, captured } = captureStdio(options.stdio as childProcess.StdioOptions);
    const status = spawn.call(this, stdio === undefined ? options : { ...options, stdio });
    children.add(this);
    this.once("exit", () => children.delete(this));
    capture(this, captured, output);
    return status;
  };
  installSyncChildren(output, sleep);
  syncBuiltinESMExports();
}

/** The numbers of the children that run. */
export function runningChildren(): number[] {
  return [...children].flatMap(({ pid }) => (pid === undefined ? [] : [pid]));
}

/** Ends the children that are left when the kernel ends. */
export function endChildren(): void {
  for (const child of children) child.kill();
}

function capture(child: childProcess.ChildProcess, captured: Captured, output: Output): void {
  const scope = currentScope();
  // What inherits has no stream of its own.
  const own = child as unknown as { stdout: unknown; stderr: unknown; stdio: unknown[] };
  for (const [fd, name] of captured) {
    const pipe = own.stdio[fd] as Readable | null;
    if (fd === 1 || fd === 2) own[fd === 1 ? "stdout" : "stderr"] = null;
    own.stdio[fd] = null;
    if (pipe === null) continue;
    pipe.on("data", (chunk: Buffer) => output.write(name, chunk, scope));
    pipe.on("error", () => undefined);
    child.once("exit", () => drain(pipe, name));
  }

  /** A cell may end with its child: what the child has written by then is read first. */
  function drain(pipe: Readable, name: StreamName): void {
    const fd = (pipe as unknown as { _handle?: { fd?: number } })._handle?.fd;
    if (fd === undefined || fd < 0) return;
    const buffer = Buffer.alloc(65_536);
    try {
      for (let length; (length = readSync(fd, buffer)) > 0;)
        output.write(name, buffer.subarray(0, length), scope);
    } catch {
      // EAGAIN: nothing is left, or a grandchild still holds the pipe.
    }
  }
}
