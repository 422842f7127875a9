// Runs compiled cells: a function in a script that SIGINT can stop.

import { type RunningScriptOptions, Script } from "../../host/scripts";
import type { Watch } from "../../engine";
import { after, bare, Reflect } from "../../intrinsics";
import { withBuiltins, withIntrinsics } from "../../restored";
import type { Compiled, Way } from "../language/types";
import { type Box, Boxes } from "./sessionBoxes";
import { installFunctionText } from "./functionText";
import { exported, isLive } from "./interop";
import type { Meta, Modules } from "./modules";
import { type Turn, turnOf } from "./turn";

/** What a cell's function gets under the name that the compiler chose. */
interface Handle {
  turn: Turn;
  box(name: string): Box;
  bind(name: string, specifier: string, exported: string): void;
  /** A module that the cell needs without naming it. */
  module(specifier: string): unknown;
  import(specifier: unknown): Promise<unknown>;
  meta: Meta;
}

const { runInThisContext } = Script.prototype as unknown as {
  runInThisContext: (this: Script, options: RunningScriptOptions) => unknown;
};

/** The value of the last expression, in a box; undefined when the cell ends in something else. */
export type Value = { readonly 0: unknown } | undefined;

/**
 * How a script gets hold of its arguments: the only way in from `runInThisContext` is a property of the
 * global object, which a script reaches as `this`, whatever cells have made of globalThis and Symbol.
 */
const DOOR = "nablab.kernel.cell";

const ARGUMENTS = `(${[0, 1, 2, 3].map((i) => `this["${DOOR}"][${i}]`).join(", ")})`;

/** Runs a function where SIGINT ends it. */
const watcher = new Script(`this["${DOOR}"]()`, { filename: "node:nablab" });

const SCRIPTS = 500;

/** A call of `eval` by its name, whose text sees the names around it. */
const EVAL = /\beval\s*(?:\?\.\s*)?\(/;

const nothing = (): void => undefined;
const unwatched: Watch = { turn: nothing, clean: nothing, enter: nothing, leave: nothing, left: nothing };

export class Runner {
  readonly boxes: Boxes = new Boxes();
  private readonly scripts = new Map<number, Script>();
  private readonly handle: Handle;

  constructor(
    private readonly modules: Modules,
    private readonly watch: Watch = unwatched,
  ) {
    const { boxes } = this;
    installFunctionText((name) => boxes.has(name));
    this.handle = {
      turn: turnOf(watch),
      box: (name) => boxes.box(name),
      bind(name, specifier, wanted) {
        const way: Way = wanted === "=" ? "require" : "import";
        const module = modules.loaded({ specifier, way });
        if (isLive(module)) boxes.follow(name, () => exported(module, wanted, specifier));
        else boxes.set(name, exported(module, wanted, specifier));
      },
      module: (specifier) => modules.loaded({ specifier, way: "import" }),
      import: (specifier) => modules.importNow(specifier),
      meta: modules.meta,
    };
  }

  /**
   * Runs a cell. Throws what the cell throws; a promise only where the cell or a module that it imports
   * awaits.
   */
  run(cell: Compiled): Value | Promise<Value> {
    const waiting = watched(
      this.watch,
      () => this.modules.prepare(cell.imports) ?? { value: this.start(cell) },
    );
    return "value" in waiting
      ? waiting.value
      : after(waiting, () => watched(this.watch, () => this.start(cell)));
  }

  /** The value of a name of the session. */
  valueOf(name: string): unknown {
    return this.boxes.has(name) ? this.boxes.box(name).v : undefined;
  }

  private start(cell: Compiled): Value | Promise<Value> {
    const { require, meta } = this.modules;
    open([this.handle, require, meta.filename, meta.dirname, this.boxes.scope]);
    const script = withBuiltins(() => this.scriptOf(cell));
    return Reflect.apply(runInThisContext, script, [bare({ displayErrors: false })]) as
      Value | Promise<Value>;
  }

  private scriptOf({ id, code, fileName, source }: Compiled): Script {
    let script = this.scripts.get(id);
    if (script === undefined) {
      const call = `(${code})${ARGUMENTS}`;
      // The text that `eval` gets knows the user's names, not where they live.
      const whole = EVAL.test(source) ? `with (this["${DOOR}"][4]) ${call}` : call;
      script = new Script(whole, bare({ filename: fileName }));
    }
    // The latest last, so that the oldest goes.
    this.scripts.delete(id);
    this.scripts.set(id, script);
    if (this.scripts.size > SCRIPTS) this.scripts.delete(this.scripts.keys().next().value!);
    return script;
  }
}

/**
 * Runs the engine's own work on a cell, such as checking its types, where SIGINT ends it, and in which it may
 * take so many milliseconds. What it had begun is then to be thrown away.
 */
export function interruptibly<T>(given: Watch | undefined, timeout: number, run: () => T): T {
  return watched(given ?? unwatched, () => withIntrinsics(run), timeout);
}

/** Runs a function where SIGINT ends it, and where it may take so many milliseconds, if there is a limit. */
function watched<T>(watch: Watch, run: () => T, timeout?: number): T {
  open(() => {
    try {
      watch.enter();
      return run();
    } finally {
      watch.leave();
    }
  });
  try {
    const options = bare({ breakOnSigint: true, displayErrors: false, timeout });
    return Reflect.apply(runInThisContext, watcher, [options]) as T;
  } finally {
    watch.left();
  }
}

/** The global object, which a cell may replace under its name. */
const world = globalThis;

let opened: unknown;
const door = bare({ get: () => opened, configurable: true });

/** A getter, which is there also when a cell has frozen the global object. */
function open(value: unknown): void {
  opened = value;
  if (Reflect.getOwnPropertyDescriptor(world, DOOR)?.get !== door.get)
    Reflect.defineProperty(world, DOOR, door);
}
