// Runs compiled cells: a synchronous one in one go that SIGINT can stop, one that awaits as a promise.

import { Script } from "node:vm";
import type { Compiled } from "../language/types";
import { type Box, Boxes } from "./boxes";
import { exported, followed, type ModuleLoader } from "./modules";
import type { Traces } from "./traces";

/** What a cell's function gets under the name that the compiler chose. */
interface Handle {
  box(name: string): Box;
  bind(name: string, specifier: string, exported: string): void;
  import(specifier: string): Promise<unknown>;
  meta: { url: string; dirname: string; filename: string };
}

type CellFunction = (handle: Handle, require: NodeJS.Require, filename: string, dirname: string) => unknown;

/** The value of the last expression, in an array; undefined when the cell ends in something else. */
export type Outcome = readonly [unknown] | undefined;

export interface CellRunner {
  /** Runs a cell under the name that tracebacks are to show. Throws what the cell throws. */
  run(cell: Compiled, name: string): Outcome | Promise<Outcome>;
  /** Ends the wait for a cell that awaits; its promise may go on unseen. A synchronous one is stopped by SIGINT. */
  interrupt(): void;
  readonly boxes: Boxes;
}

/** What a stopped cell throws, under the name that Jupyter's users know. */
export class KeyboardInterrupt extends Error {
  override readonly name = "KeyboardInterrupt";
  constructor() {
    super("The cell was interrupted.");
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** How a script gets hold of its arguments: the only way in from `runInThisContext` is a global. */
const DOOR = Symbol.for("nablab.kernel.cell");

export function createRunner(modules: ModuleLoader, traces: Traces): CellRunner {
  const boxes = new Boxes();
  const stops = new Set<(reason: Error) => void>();
  const byId = new Map<number, Script>();

  const handle: Handle = {
    box: (name) => boxes.box(name),
    bind(name, specifier, wanted) {
      const module = modules.loaded(specifier);
      if (followed(module)) boxes.follow(name, () => exported(module, wanted));
      else boxes.set(name, exported(module, wanted));
    },
    import: (specifier) => modules.importNow(specifier),
    meta: modules.meta,
  };

  function scriptOf(cell: Compiled): Script {
    let script = byId.get(cell.id);
    if (!script) {
      const code = `(${cell.code})(...globalThis[Symbol.for("nablab.kernel.cell")])`;
      byId.set(cell.id, (script = new Script(code, { filename: cell.fileName })));
      if (byId.size > 500) byId.delete(byId.keys().next().value!);
    }
    return script;
  }

  function start(cell: Compiled): Outcome | Promise<Outcome> {
    const args: Parameters<CellFunction> = [
      handle,
      modules.require,
      modules.meta.filename,
      modules.meta.dirname,
    ];
    Object.defineProperty(globalThis, DOOR, { value: args, configurable: true, enumerable: false });
    try {
      return scriptOf(cell).runInThisContext({ breakOnSigint: true, displayErrors: false }) as
        Outcome | Promise<Outcome>;
    } catch (error) {
      const stopped =
        (error as NodeJS.ErrnoException | undefined)?.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
      throw stopped ? new KeyboardInterrupt() : error;
    }
  }

  /** Waits for a cell, or for the interrupt. */
  function stoppable(outcome: Promise<Outcome>): Promise<Outcome> {
    const stop = new Promise<never>((_, reject) => stops.add(reject));
    outcome.catch(() => {});
    return Promise.race([outcome, stop]).finally(() => stops.clear());
  }

  return {
    boxes,
    run(cell, name) {
      traces.name(cell, name);
      const waiting = modules.prepare(cell.imports.map(({ specifier }) => specifier));
      const outcome = waiting ? waiting.then(() => start(cell)) : start(cell);
      return outcome instanceof Promise ? stoppable(outcome) : outcome;
    },
    interrupt() {
      for (const reject of stops) reject(new KeyboardInterrupt());
    },
  };
}
