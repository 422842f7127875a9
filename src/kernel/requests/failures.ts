// Uncaught errors in timers and promises: shown under the cell that started them, and the kernel lives.

import { Object, performance, Reflect } from "../intrinsics";
import { putBack, withBuiltins } from "../restored";
import { isUnwinding } from "../wire/unwind";
import { ProcessExit } from "./exit";
import { type Interrupts, KeyboardInterrupt } from "./interrupts";
import { currentScope, type Scope } from "./requestScope";

type Emit = (type: string | symbol, ...rest: unknown[]) => boolean;
type Fatal = (thrown: unknown, fromPromise: boolean) => boolean;

/**
 * Node asks the process object for this function when nothing has caught an error: undocumented, and in all
 * versions since 0.8.
 */
const place = process as unknown as { _fatalException: Fatal; emit: Emit };

const setCapture = process.setUncaughtExceptionCaptureCallback.bind(process);
const { on, emit } = place as typeof place & {
  on: (type: string, listener: (reason: unknown) => void) => void;
};

/**
 * Catches what nobody else does; `show` puts the error under its cell. No cell can switch it off: uncaught
 * errors come by the function that Node itself calls, not by a listener. Listeners of cells are called
 * besides, and may fail.
 */
export function installFailures(
  show: (thrown: unknown, scope: Scope | undefined) => void,
  interrupts: Interrupts,
): void {
  const storm = new Storm();
  const caught = (thrown: unknown): void => {
    withBuiltins(() => tellOf(thrown));
    // Node itself calls some of them between any two callbacks: no cell could put them back.
    if (storm.rages() && putBack())
      withBuiltins(() =>
        show(new Error("built-ins that Node itself needs were replaced: they have been put back"), undefined),
      );
  };
  const tellOf = (thrown: unknown): void => {
    const scope = currentScope();
    // A cell that has called process.exit has been ended with that error already.
    if (isUnwinding(thrown) || ProcessExit.is(thrown)) return;
    if (KeyboardInterrupt.is(thrown) && interrupts.tells(scope)) return;
    show(thrown, scope);
  };
  on.call(process, "unhandledRejection", caught);
  const handle = place._fatalException as Fatal | undefined;
  if (handle === undefined) return void on.call(process, "uncaughtException", caught);
  const fatal: Fatal = (thrown, fromPromise) => handled(thrown, fromPromise, handle, caught);
  Object.defineProperty(process, "_fatalException", { value: fatal, configurable: true });
}

/** So many errors within so many milliseconds come from code that calls itself again and again. */
const [many, window] = [30, 3000];

/** Errors that follow one another without an end. */
class Storm {
  private count = 0;
  private since = 0;

  /** Counts one; true when there have been many in a short time. */
  rages(): boolean {
    const now = performance.now();
    if (now > this.since + window) {
      this.since = now;
      this.count = 0;
    }
    return ++this.count % many === 0;
  }
}

/**
 * Node's own handling, which also puts its books in order, with this answer to the question whether anyone
 * listens.
 */
function handled(
  thrown: unknown,
  fromPromise: boolean,
  handle: Fatal,
  caught: (thrown: unknown) => void,
): boolean {
  const theirs = Object.getOwnPropertyDescriptor(process, "emit");
  let told = thrown;
  const listen: Emit = (type, ...rest) => {
    if (type === "uncaughtException") caught(told);
    if (!isUnwinding(thrown)) tell(theirs?.value as Emit | undefined, type, rest, caught);
    return true;
  };
  try {
    Object.defineProperty(process, "emit", { value: listen, configurable: true });
    return Reflect.apply(handle, process, [thrown, fromPromise]);
  } catch (error) {
    // What a cell has set to capture uncaught errors has failed itself, and Node's books are open still.
    setCapture(null);
    told = error;
    return Reflect.apply(handle, process, [error, false]);
  } finally {
    if (theirs === undefined) delete (process as Partial<typeof place>).emit;
    else Object.defineProperty(process, "emit", theirs);
  }
}

/** Listeners of cells; what they throw is shown as well. */
function tell(
  theirs: Emit | undefined,
  type: string | symbol,
  rest: unknown[],
  caught: (thrown: unknown) => void,
): void {
  try {
    Reflect.apply(theirs ?? emit, process, [type, rest[0], rest[1]]);
  } catch (error) {
    caught(error);
  }
}
