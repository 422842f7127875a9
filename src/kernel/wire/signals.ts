// The SIGINT thread: hears the signal also while the main thread never comes back to its event loop.

import { Script } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import { shared, watching } from "./link";

/** What the thread is given at its start. */
export interface SignalsData {
  memory: Int32Array;
}

/**
 * Between Node's watch over a script and the script's saying so no more than this goes by, in milliseconds.
 */
const settled = 10;

/** The name of the registered symbol under which a script finds what it is to run. */
const DOOR = "nablab.kernel.signals";

const door = new Script(`globalThis[Symbol.for("${DOOR}")]()`, { filename: "node:nablab" });
const { memory } = workerData as SignalsData;
const asleep = new Int32Array(new SharedArrayBuffer(4));

/**
 * Node lets SIGINT end the script that it began to watch last (`breakOnSigint`): a cell's while one runs,
 * else this thread's sleep. Without any such script the signal would be the end of the process: so there are
 * two, one inside the other, and the outer one bridges the time that the inner one takes to begin anew.
 */
function hear(): void {
  for (;;) {
    while (!isFree()) Atomics.wait(asleep, 0, 0, settled);
    if (isEnded(sleep)) parentPort!.postMessage("SIGINT");
  }
}

/** Watched later than a cell's script, it would take the signals of that one: then it gives way. */
function sleep(): void {
  Atomics.wait(asleep, 0, 0, settled);
  if (isFree()) Atomics.wait(asleep, 0, 0);
}

function isFree(): boolean {
  return Atomics.load(memory, shared.watch) === watching.not;
}

/** Whether a signal has ended the function. */
function isEnded(run: () => void): boolean {
  Object.defineProperty(globalThis, Symbol.for(DOOR), { value: run, configurable: true });
  try {
    door.runInThisContext({ breakOnSigint: true, displayErrors: false });
    return false;
  } catch {
    return true;
  }
}

for (;;) if (isEnded(hear)) parentPort!.postMessage("SIGINT");
