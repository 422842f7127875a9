// Runs compiled cells: a function in a script that SIGINT can stop.

import { Script } from "node:vm";
import type { Watch } from "../../engine";
import type { Compiled } from "../language/types";
import { type Box, Boxes } from "./boxes";
import { exported, isLive } from "./interop";
import type { Meta, Modules } from "./modules";

/** What a cell's function gets under the name that the compiler chose. */
interface Handle {
  turn(): void;
  box(name: string): Box;
  bind(name: string, specifier: string, exported: string): void;
  import(specifier: unknown): Promise<unknown>;
  meta: Meta;
}

/** The value of the last expression, in an array; undefined when the cell ends in something else. */
export type Value = readonly [unknown] | undefined;

/** How a script gets hold of its arguments: the only way in from `runInThisContext` is a global. */
const DOOR = "nablab.kernel.cell";

/** Runs a function where SIGINT ends it. */
const watcher = new Script(`globalThis[Symbol.for("${DOOR}")]()`, { filename: "node:nablab" });

const SCRIPTS = 500;

const nothing = (): void => undefined;
const unwatched: Watch = { turn: nothing, enter: nothing, leave: nothing, left: nothing };

export class Runner {
  private readonly boxes = new Boxes();
  private readonly scripts = new Map<number, Script>();
  private readonly handle: Handle;

  constructor(
    private readonly modules: Modules,
    private readonly watch: Watch = unwatched,
  ) {
    const { boxes } = this;
    this.handle = {
      turn: () => watch.turn(),
      box: (name) => boxes.box(name),
      bind(name, specifier, wanted) {
        const module = modules.loaded(specifier);
        if (isLive(module)) boxes.follow(name, () => exported(module, wanted));
        else boxes.set(name, exported(module, wanted));
      },
      import: (specifier) => modules.importNow(specifier),
      meta: modules.meta,
    };
  }

  /** Runs a cell. Throws what the cell throws; a promise only where the cell or a module that it imports awaits. */
  run(cell: Compiled): Value | Promise<Value> {
    const waiting = this.watched(() => this.modules.prepare(cell.imports) ?? { value: this.start(cell) });
    return "value" in waiting ? waiting.value : waiting.then(() => this.watched(() => this.start(cell)));
  }

  private watched<T>(run: () => T): T {
    const { watch } = this;
    open(() => {
      try {
        watch.enter();
        return run();
      } finally {
        watch.leave();
      }
    });
    try {
      return watcher.runInThisContext({ breakOnSigint: true, displayErrors: false }) as T;
    } finally {
      watch.left();
    }
  }

  private start(cell: Compiled): Value | Promise<Value> {
    const { require, meta } = this.modules;
    open([this.handle, require, meta.filename, meta.dirname]);
    return this.scriptOf(cell).runInThisContext({ displayErrors: false }) as Value | Promise<Value>;
  }

  private scriptOf({ id, code, fileName }: Compiled): Script {
    let script = this.scripts.get(id);
    if (script === undefined) {
      const call = `(${code})(...globalThis[Symbol.for("${DOOR}")])`;
      script = new Script(call, { filename: fileName });
    }
    // The latest last, so that the oldest goes.
    this.scripts.delete(id);
    this.scripts.set(id, script);
    if (this.scripts.size > SCRIPTS) this.scripts.delete(this.scripts.keys().next().value!);
    return script;
  }
}

function open(value: unknown): void {
  Object.defineProperty(globalThis, Symbol.for(DOOR), { value, configurable: true });
}
