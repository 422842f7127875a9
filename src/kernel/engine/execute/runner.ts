// Runs compiled cells: a function in a script that SIGINT can stop.

import { Script } from "../../host/scripts";
import type { Watch } from "../../engine";
import { after, bare } from "../../intrinsics";
import type { Compiled, Way } from "../language/types";
import { type Box, Boxes } from "./sessionBoxes";
import { installFunctionText } from "./functionText";
import { exported, isLive } from "./interop";
import type { Meta, Modules } from "./modules";
import { type Turn, turnOf } from "./turn";
import { DOOR, open, runScript, unwatched, watched } from "./watched";

/** What a cell's function gets under the name that the compiler chose. */
interface Handle {
  turn: Turn;
  box(name: string): Box;
  /** The value of the cell, in a box that inherits no `then` which a cell may have given to all objects. */
  value(value: unknown): Value;
  bind(name: string, specifier: string, exported: string): void;
  /** A module that the cell needs without naming it. */
  module(specifier: string): unknown;
  import(specifier: unknown): Promise<unknown>;
  meta: Meta;
}

/** The value of the last expression, in a box; undefined when the cell ends in something else. */
export type Value = { readonly 0: unknown } | undefined;

const ARGUMENTS = `(${[0, 1, 2, 3].map((i) => `this["${DOOR}"][${i}]`).join(", ")})`;

const SCRIPTS = 500;

/** A call of `eval` by its name, whose text sees the names around it. */
const EVAL = /\beval\s*(?:\?\.\s*)?\(/;

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
      value: (value) => bare({ 0: value }),
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
   * Runs a cell by its script. Throws what the cell throws; a promise only where the cell or a module that it
   * imports awaits.
   */
  run({ imports }: Compiled, script: Script): Value | Promise<Value> {
    const waiting = watched(this.watch, () => this.modules.prepare(imports) ?? { value: this.start(script) });
    return "value" in waiting
      ? waiting.value
      : after(waiting, () => watched(this.watch, () => this.start(script)));
  }

  /** The value of a name of the session. */
  valueOf(name: string): unknown {
    return this.boxes.has(name) ? this.boxes.box(name).v : undefined;
  }

  private start(script: Script): Value | Promise<Value> {
    const { require, meta } = this.modules;
    open([this.handle, require, meta.filename, meta.dirname, this.boxes.scope]);
    return runScript(script, bare({ displayErrors: false })) as Value | Promise<Value>;
  }

  /** The script of a cell, the same each time. To be called as the kernel's own code: `withIntrinsics`. */
  scriptOf({ id, code, fileName, source }: Compiled): Script {
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
