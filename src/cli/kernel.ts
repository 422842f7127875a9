// `nablab kernel CONNECTION_FILE`: what a Jupyter calls to start a kernel.

import { type CommandLine, misuse } from "./options";

export const kernelLine: CommandLine = {
  name: "kernel",
  summary: "Starts a kernel; this is what a Jupyter calls.",
  takes: "CONNECTION_FILE",
  options: {},
};

/** What comes here has no single connection file: a command line with one goes straight to the kernel. */
export function refuseKernelLine(): Promise<never> {
  throw misuse(kernelLine, "Say one connection file.");
}
