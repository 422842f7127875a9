// The kernel: node main.js CONNECTION_FILE

import { join } from "node:path";
import type { LoadEngine } from "./engine";
import type * as Engine from "./engine/notebookEngine";
import type * as Start from "./start";
import { userCacheFolder } from "./host/cacheFolder";
import { OwnModules, packPath } from "./loading/ownModules";

/** Starts the kernel of a connection file; the process lives as long as it does. */
export function main(connectionFile: string | undefined): void {
  const modules = new OwnModules(packPath(userCacheFolder(), "kernel"));
  const load = (path: string): unknown => modules.require(join(__dirname, path));
  const { startKernel } = load("start.js") as typeof Start;
  const loadEngine: LoadEngine = (options) => {
    // Loaded when the protocol's thread has been started.
    const engine = load("engine/notebookEngine.js") as typeof Engine;
    return engine.loadEngine(options);
  };
  startKernel(connectionFile, loadEngine, () => modules.save());
}

if (require.main === module) main(process.argv[2]);
