#!/usr/bin/env node
// The command `nablab`. A kernel is started by it every time a notebook is opened: nothing else is loaded for
// one.

import type * as Kernel from "../kernel/main";

/** The oldest Node that the package is made for. npm only warns of an older one. */
const oldestNode = 20;

/**
 * Carries out a command line; the process ends with its exit status, or when the kernel that it has started
 * ends.
 */
export async function main(words: readonly string[]): Promise<void> {
  refuseOldNode(process.versions.node);
  const [name, connectionFile, ...more] = words;
  if (name === "kernel" && connectionFile && !connectionFile.startsWith("-") && more.every(isForPython)) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() takes 10 ms when it is first called
    const kernel = require("../kernel/main") as typeof Kernel;
    return kernel.main(connectionFile);
  }
  const { carryOut } = await import("./commands.js");
  process.exit(await carryOut(words));
}

/** Jupyter's programs hand some kernels settings of ipykernel: `--HistoryManager.hist_file=:memory:`. */
function isForPython(word: string): boolean {
  return /^--[A-Z]\w*\.\w+=/.test(word);
}

function refuseOldNode(version: string): void {
  if (Number(version.split(".")[0]) >= oldestNode) return;
  console.error(
    `nablab: Node.js ${oldestNode} or newer is needed, and this is ${version} (${process.execPath}). ` +
      "Install a current one from https://nodejs.org and install nablab with it.",
  );
  process.exit(1);
}

if (require.main === module) void main(process.argv.slice(2));
