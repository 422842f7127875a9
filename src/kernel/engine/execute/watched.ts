// Scripts that SIGINT ends: those of cells, and the engine's own work on them, which has a limit of time besides.

import { type RunningScriptOptions, Script } from "../../host/scripts";
import type { Watch } from "../../engine";
import { bare, nothing, Reflect } from "../../intrinsics";
import { surviving, withIntrinsics } from "../../restored";
import type { Work } from "../language/guarded";

const { runInThisContext } = Script.prototype as unknown as {
  runInThisContext: (this: Script, options: RunningScriptOptions) => unknown;
};

/**
 * How a script gets hold of its arguments: the only way in from `runInThisContext` is a property of the
 * global object, which a script reaches as `this`, whatever cells have made of globalThis and Symbol.
 */
export const DOOR = "nablab.kernel.cell";

/** Runs a function where SIGINT ends it. */
const watcher = new Script(`this["${DOOR}"]()`, { filename: "node:nablab" });

/** Where nobody interrupts. */
export const unwatched: Watch = {
  turn: nothing,
  clean: nothing,
  enter: nothing,
  leave: nothing,
  left: nothing,
};

/** The work that goes on; behind a script that was ended, the work that was ended with it. */
let underWay: Work | undefined;

/** Runs a script without asking for any function that a cell may have replaced. */
export function runScript(script: Script, options: RunningScriptOptions): unknown {
  return Reflect.apply(runInThisContext, script, [options]);
}

/**
 * Runs the engine's own work on a cell where SIGINT ends it, and a limit of time. Inside of a script that is
 * watched already it needs none of its own: Node starts a thread for each, and one more for a time.
 */
export function interruptibly<T>(watch: Watch, work: Work, run: () => T): T {
  const limited = (): T => {
    underWay = work;
    watch.limit?.(work.limit);
    try {
      return run();
    } finally {
      watch.limit?.(0);
      underWay = undefined;
    }
  };
  return withIntrinsics(() => watched(watch, limited, watch.limit ? undefined : work.limit));
}

/** Runs a function where SIGINT ends it, and after so many milliseconds, if there is a limit. */
export function watched<T>(watch: Watch, run: () => T, timeout?: number): T {
  if (watch.isEntered) return run();
  open(() => {
    try {
      watch.enter();
      return run();
    } finally {
      watch.leave();
    }
  });
  const options = bare({ breakOnSigint: true, displayErrors: false, timeout });
  try {
    return surviving(() => runScript(watcher, options)) as T;
  } catch (error) {
    throw endOf(watch, error);
  } finally {
    watch.left();
  }
}

/** The error of a script, which may have been ended while work was under way. */
function endOf(watch: Watch, error: unknown): unknown {
  const work = underWay;
  if (work === undefined) return error;
  underWay = undefined;
  const isLate = (error as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_TIMEOUT" || watch.isLate?.();
  work.renew();
  return isLate ? work.late() : error;
}

/** The global object, which a cell may replace under its name. */
const world = globalThis;

let opened: unknown;
const door = bare({ get: () => opened, configurable: true });

/** A getter, which is there also when a cell has frozen the global object. */
export function open(value: unknown): void {
  opened = value;
  if (Reflect.getOwnPropertyDescriptor(world, DOOR)?.get !== door.get)
    Reflect.defineProperty(world, DOOR, door);
}
