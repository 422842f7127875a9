// Starts a kernel: first the worker, which answers at once, then everything that cells need.

import { MessageChannel, Worker } from "node:worker_threads";
import { join } from "node:path";
import type { LoadEngine } from "./engine";
import { kernelInfo, readVersions } from "./info";
import { BadConnection, type Connection, readConnection } from "./wire/connection";
import { shared, type WorkerData } from "./wire/link";
import { ringMemory } from "./wire/ring";
import { logOnce } from "./wire/log";

/** Starts the kernel of a connection file. The process ends when the kernel is shut down. */
export async function startKernel(connectionFile: string | undefined, load: LoadEngine): Promise<void> {
  const connection = connectionOrExit(connectionFile);
  const versions = readVersions();
  const memory = new Int32Array(new SharedArrayBuffer(4 * shared.size));
  const text = ringMemory();
  const { port1: answers, port2 } = new MessageChannel();
  const info = kernelInfo(versions);
  const workerData: WorkerData = {
    connection,
    kernelInfo: info,
    ports: connection.ports,
    memory,
    text,
    answers: port2,
  };
  const worker = new Worker(join(__dirname, "wire", "worker.js"), { workerData, transferList: [port2] });
  // Loaded now, while the worker loads ZeroMQ.
  const { Session } = await import("./session.js");
  new Session({ worker, memory, text, answers, versions, load }).start();
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
