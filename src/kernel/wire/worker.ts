// The worker thread: the protocol's server, which answers also while the main thread computes.

import { join } from "node:path";
import { Worker, workerData } from "node:worker_threads";
import { JupyterDebugger } from "../debugger/debugger";
import { controlTable } from "./control";
import { Interrupter } from "./interrupter";
import { shared, type ToMain, watching, type WorkerData } from "./link";
import { logOnce } from "./log";
import { memoryLimit, MemoryWatch } from "./memoryLimit";
import { watchParent } from "./parent";
import { childrenOf, endTrees, watchGroup } from "./processes";
import { RingReader } from "./ring";
import { Server } from "./server";
import type { SignalsData } from "./signals";
import { Stdin } from "./stdin";
import { Usage } from "./usage";

/** How long the main thread has to end by itself, in milliseconds. */
const grace = 1000;
/** The same when the server is gone: nobody waits for what a cell would still say. */
const orphanGrace = 250;

/** What the cell is told when an interrupt does not end it. */
const stuck =
  "The interrupt has not ended this cell: it runs one long operation inside V8 or native code, which nothing can stop half way. " +
  "It ends as soon as that operation has ended. To end it now, restart the kernel; variables are then lost.\n";

const { connection, kernelInfo, ports, memory, text, answers, main, parent } = workerData as WorkerData;
const post = (message: ToMain): void => main.postMessage(message);

/** The process that ends what cells have started. */
let watcher: number | undefined;

const stdin = new Stdin(memory, answers);
const interrupter = new Interrupter(
  memory,
  () => post({ kind: "interrupt" }),
  () => server.tell(stuck),
  () => endAwaited(),
);

setInterval(() => interrupter.countDown(), 1000).unref();

const jupyterDebugger = new JupyterDebugger({
  send: (content) => server.publish({ type: "debug_event", content }),
  watch: (on) => Atomics.store(memory, shared.debugged, Number(on)),
  ready: () => Atomics.add(memory, shared.ready, 1),
  isInterrupting: () => Atomics.load(memory, shared.wanted) !== Atomics.load(memory, shared.seen),
  isWatched: () => process.platform !== "win32" && Atomics.load(memory, shared.watch) !== watching.not,
});

const controls = controlTable({
  kernelInfo,
  ports,
  interrupt: () => {
    // A signal as well would reach the next cell.
    if (!stdin.interrupted()) jupyterDebugger.interrupt(() => interrupter.interrupt());
    endAwaited();
  },
  debug: (content) => jupyterDebugger.request(content),
  // The reply and the idle are sent first.
  shutdown: () => setImmediate(() => void end(0)),
  usage: new Usage(),
});

const ring = new RingReader(text);
const server = new Server(connection, main, stdin, controls, ring, jupyterDebugger);

/** Ends the children that the main thread waits for in its sleep (`execSync`): nothing else can wake it. */
function endAwaited(): void {
  const { others } = server;
  if (others === undefined) return;
  endTrees(childrenOf(process.pid).filter((pid) => pid !== watcher && !others.includes(pid)));
}

/** Another thread hears signals: neither this one nor the main thread could while it computes. */
function hearSignals(): void {
  const resourceLimits = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16, codeRangeSizeMb: 1 };
  const workerData: SignalsData = { memory };
  const signals = new Worker(join(__dirname, "signals.js"), { workerData, resourceLimits });
  signals.on("message", () => {
    if (!stdin.interrupted()) jupyterDebugger.interrupt(() => interrupter.heard());
    endAwaited();
  });
  signals.on("error", (error) => logOnce(`SIGINT cannot be heard: ${error.stack}`));
}

async function end(status: number, patience: number = grace): Promise<void> {
  setTimeout(() => process.kill(process.pid, "SIGKILL"), patience);
  stdin.interrupted();
  await jupyterDebugger.close();
  await server.close();
  ring.close();
  post({ kind: "exit", status });
}

// A thread that ended with open sockets would take the process with it, and the notebook's variables.
process.on("uncaughtException", (error) => logOnce(`a fault of the kernel's: ${error.stack}`));
process.on("unhandledRejection", (error) => logOnce(`a fault of the kernel's: ${String(error)}`));
process.on("exit", () => ring.close());

function begin(): void {
  hearSignals();
  watcher = watchGroup();
  const limit = memoryLimit();
  if (limit !== undefined) new MemoryWatch(limit, (sentence) => server.tell(sentence)).start();
}

watchParent(parent, () => void end(0, orphanGrace));
server.start().then(begin, (error: Error) => {
  logOnce(`cannot listen: ${error.message}`);
  void end(1);
});
