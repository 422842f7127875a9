// Starts a kernel: first the worker, which answers at once, then everything that cells need.

import { MessageChannel, Worker } from "node:worker_threads";
import { join } from "node:path";
import type { LoadEngine } from "./engine";
import type * as Own from "./session";
import { readVersions } from "./host/machine";
import { kernelInfo } from "./info";
import { BadConnection, type Connection, readConnection } from "./wire/connection";
import { shared, type WorkerData } from "./wire/link";
import { readParent } from "./wire/parent";
import { ringMemory } from "./wire/ring";
import { whyWorkerFailed } from "./wire/addon";
import { logOnce } from "./wire/log";

/**
 * Starts the kernel of a connection file. The process ends when the kernel is shut down. `rested` is called
 * once, when nothing is left to do for the first time.
 */
export function startKernel(
  connectionFile: string | undefined,
  load: LoadEngine,
  rested: () => void = () => undefined,
): void {
  const parent = readParent();
  const connection = connectionOrExit(connectionFile);
  const versions = readVersions();
  const memory = new Int32Array(new SharedArrayBuffer(4 * shared.size));
  const text = ringMemory();
  const { port1: answers, port2 } = new MessageChannel();
  // Node's own channel to a worker reads `process.env` for each message since Node 24, which a cell may replace.
  const { port1: port, port2: main } = new MessageChannel();
  const info = kernelInfo(versions);
  const workerData: WorkerData = {
    connection,
    kernelInfo: info,
    ports: connection.ports,
    memory,
    text,
    answers: port2,
    main,
    parent,
  };
  const worker = new Worker(join(__dirname, "wire", "thread.js"), {
    workerData,
    transferList: [port2, main],
  });
  // It may fail before the session is there to hear of it.
  worker.once("error", failed);
  // Loaded now, while the worker loads ZeroMQ.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() takes 10 ms when it is first called
  const { Session } = require("./session") as typeof Own;
  worker.off("error", failed);
  new Session({ worker, port, memory, text, answers, versions, load, rested }).start();
}

function failed(error: unknown): never {
  logOnce(whyWorkerFailed(error));
  process.exit(1);
}

function connectionOrExit(file: string | undefined): Connection {
  try {
    if (file === undefined) throw new BadConnection("Say the connection file: main.js CONNECTION_FILE");
    return readConnection(file);
  } catch (error) {
    logOnce(error instanceof BadConnection ? error.message : String(error));
    process.exit(1);
  }
}
