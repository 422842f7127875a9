// The kernel: node main.js CONNECTION_FILE

import { startKernel } from "./start";

/** Starts the kernel of a connection file; the process lives as long as it does. */
export function main(connectionFile: string | undefined): Promise<void> {
  return startKernel(connectionFile, async (options) => {
    // Loaded when the protocol's thread has been started.
    const { loadEngine } = await import("./engine/notebookEngine.js");
    return loadEngine(options);
  });
}

if (require.main === module) void main(process.argv[2]);
