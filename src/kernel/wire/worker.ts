// The worker thread: the protocol's server, which answers also while the main thread computes.

import { join } from "node:path";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { controlTable } from "./control";
import { Interrupter } from "./interrupter";
import type { ToMain, WorkerData } from "./link";
import { logOnce } from "./log";
import { RingReader } from "./ring";
import { Server } from "./server";
import type { SignalsData } from "./signals";
import { Stdin } from "./stdin";

/** How long the main thread has to end by itself, in milliseconds. */
const grace = 1000;

const { connection, kernelInfo, ports, memory, text, answers } = workerData as WorkerData;
const main = parentPort!;
const post = (message: ToMain): void => main.postMessage(message);

const stdin = new Stdin(memory, answers);
const interrupter = new Interrupter(memory, () => post({ kind: "interrupt" }));

const controls = controlTable({
  kernelInfo,
  ports,
  interrupt: () => {
    // A signal as well would reach the next cell.
    if (!stdin.interrupted()) interrupter.interrupt();
  },
  // The reply and the idle are sent first.
  shutdown: () => setImmediate(() => void end(0)),
});

const server = new Server(connection, main, stdin, controls, new RingReader(text));

/** Another thread hears signals: neither this one nor the main thread could while it computes. */
function hearSignals(): void {
  const resourceLimits = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16, codeRangeSizeMb: 1 };
  const workerData: SignalsData = { memory };
  const signals = new Worker(join(__dirname, "signals.js"), { workerData, resourceLimits });
  signals.on("message", () => {
    if (!stdin.interrupted()) interrupter.heard();
  });
  signals.on("error", (error) => logOnce(`SIGINT cannot be heard: ${error.stack}`));
}

async function end(status: number): Promise<void> {
  setTimeout(() => process.kill(process.pid, "SIGKILL"), grace);
  stdin.interrupted();
  await server.close();
  post({ kind: "exit", status });
}

/** A server that dies without a word would leave its kernels behind. */
function endWithParent(): void {
  if (process.platform === "win32" || process.env.JPY_PARENT_PID === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void end(0);
  }, 1000).unref();
}

// A thread that ended with open sockets would take the process with it, and the notebook's variables.
process.on("uncaughtException", (error) => logOnce(`a fault of the kernel's: ${error.stack}`));
process.on("unhandledRejection", (error) => logOnce(`a fault of the kernel's: ${String(error)}`));

function begin(): void {
  hearSignals();
  endWithParent();
}

server.start().then(begin, (error: Error) => {
  logOnce(`cannot listen: ${error.message}`);
  void end(1);
});
