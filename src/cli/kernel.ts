// `nablab kernel CONNECTION_FILE`: what a Jupyter calls to start a kernel.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "./failure";
import { type CommandLine, misuse } from "./options";

export const kernelLine: CommandLine = {
  name: "kernel",
  summary: "Starts a kernel; this is what a Jupyter calls.",
  takes: "CONNECTION_FILE",
  options: {},
};

/** The kernel's own entry: `main(connectionFile)`. */
const entry = join(__dirname, "..", "kernel", "main.js");

/** Whether this package has a kernel of its own to start. */
export function hasOwnKernel(): boolean {
  return existsSync(entry);
}

interface KernelEntry {
  main(connectionFile: string): Promise<void>;
}

/** Starts the kernel; the process lives as long as it does. */
export async function startOurKernel(connectionFile: string): Promise<void> {
  if (!hasOwnKernel()) throw new Failure("This build has no kernel of its own yet.");
  const { main } = (await import(entry)) as KernelEntry;
  await main(connectionFile);
}

/** The word was missing, or there were too many: a single one goes straight to the kernel. */
export function refuseKernelLine(): Promise<never> {
  throw misuse(kernelLine, "Say one connection file.");
}
