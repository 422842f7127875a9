// The first module that the picture worker loads: from here on the main thread can read the worker's
// processor time.

import { workerData } from "node:worker_threads";
import { sharedAt, type WorkerData } from "./sharedMemory";
import { ownThreadId } from "./threadTime";

const { shared } = workerData as WorkerData;

Atomics.store(shared, sharedAt.threadId, ownThreadId());

process.on("exit", () => {
  Atomics.store(shared, sharedAt.ended, 1);
  Atomics.notify(shared, sharedAt.replies);
});
