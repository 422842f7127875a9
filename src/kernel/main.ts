// The kernel: node main.js CONNECTION_FILE

import { startKernel } from "./start";

void startKernel(process.argv[2], async (options) => {
  // Loaded when the protocol's thread has been started.
  const { loadEngine } = await import("./engine/notebookEngine.js");
  return loadEngine(options);
});
