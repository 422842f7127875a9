// The user's own files: translated here, each run once, after everything that it imports, as ECMAScript
// modules are.

import { readFileSync } from "../../host/files";
import { createRequire, Module } from "../../host/modules";
import { dirname, extname, relative } from "../../host/paths";
import { Script } from "../../host/scripts";
import { after, ignoreEnd, isPromise, nothing } from "../../intrinsics";
import { DYNAMIC, IMPORT, META, TURN } from "../language/moduleCode";
import type { Import, Translated } from "../language/types";
import { makeNamespace } from "./interop";
import { fileVersion } from "./resolver";
import type { Turn } from "./turn";

/** What a file asks of the loader around it. */
export interface Surroundings {
  folder: string;
  translate(path: string, text: string): Pick<Translated, "code" | "async" | "isModule" | "imports">;
  /** Text of files that exist only in the engine. */
  virtualFile(path: string): string | undefined;
  /** What code that awaits in a circle calls on its way. */
  turn?: Turn;
  /** Loads what an import of `user` leads to; a promise only when that has to be waited for. */
  load(wanted: Import, user: LocalModule): Promise<void> | undefined;
  /** A module that was loaded, `star` as a namespace. */
  imported(wanted: Import, user: LocalModule, star: boolean): unknown;
  /** `import()` */
  dynamic(specifier: unknown, user: LocalModule): Promise<unknown>;
  require(user: LocalModule): NodeJS.Require;
  meta(path: string, query: string): object;
}

/** A file that was loaded or is being loaded. */
export class LocalModule {
  /** Local files that it loaded: when one of them changes, this one is loaded again, too. */
  readonly uses: Set<string> = new Set();
  /** Modules that it cannot run before. */
  readonly waitsFor: Set<LocalModule> = new Set();
  /** Until everything that it needs is there and its code has come to its end. */
  pending: Promise<void> | undefined;
  readonly module: NodeJS.Module;
  /** Node's table of modules has it, from which a cell may take it away to load it again. */
  isListed = false;

  constructor(
    readonly path: string,
    readonly query: string,
    readonly version: string,
  ) {
    this.module = new Module(path);
    this.module.filename = path;
    this.module.paths = createRequire(path).resolve.paths("x") ?? [];
  }

  get key(): string {
    return this.path + this.query;
  }
}

export class LocalModules {
  private readonly known = new Map<string, LocalModule>();
  private readonly cache = createRequire(__filename).cache;

  constructor(private readonly around: Surroundings) {}

  /** Loads a file for `user`, or for a cell; a promise only when something has to be waited for. */
  load(path: string, query: string, user?: LocalModule): Promise<void> | undefined {
    user?.uses.add(path + query);
    const known = this.current(path + query);
    const module = known ?? new LocalModule(path, query, this.version(path));
    // Known before it has run, so that modules that need each other see what is there so far, as in Node.
    this.known.set(module.key, module);
    user?.waitsFor.add(module);
    const end = (): void => void user?.waitsFor.delete(module);
    try {
      if (known === undefined) this.start(module);
    } catch (error) {
      end();
      throw error;
    }
    if (module.pending !== undefined && !leadsTo(module, user)) {
      return after(module.pending, end, (error) => {
        end();
        throw error;
      });
    }
    end();
    return undefined;
  }

  exports(path: string, query: string): unknown {
    return this.known.get(path + query)?.module.exports;
  }

  /** Drops what changed on disk and whatever loaded it, however far away. */
  forgetChanged(): void {
    const all = [...this.known.values()];
    const stale = all.filter((m) => this.version(m.path) !== m.version).map((m) => m.key);
    while (stale.length) {
      const key = stale.pop()!;
      if (!this.forget(key)) continue;
      for (const module of this.known.values()) if (module.uses.has(key)) stale.push(module.key);
    }
  }

  /** Drops what an interrupt left behind; with `waiting` also what still waits for something. */
  forgetHalves(waiting: boolean): void {
    for (const { key, module, pending } of this.known.values())
      if (!module.loaded && (waiting || pending === undefined)) this.forget(key);
  }

  /** A module that is known, unless a cell took it out of `require.cache`. */
  private current(key: string): LocalModule | undefined {
    const module = this.known.get(key);
    if (!module?.isListed || this.cache[module.path] === module.module) return module;
    this.forget(key);
    return undefined;
  }

  private forget(key: string): boolean {
    const module = this.known.get(key);
    if (module?.isListed && this.cache[module.path] === module.module) delete this.cache[module.path];
    return this.known.delete(key);
  }

  private start(module: LocalModule): void {
    const failed = (error: unknown): never => {
      if (this.known.get(module.key) === module) this.forget(module.key);
      throw error;
    };
    try {
      const waiting = this.run(module);
      if (waiting === undefined) this.done(module);
      else module.pending = after(waiting, () => this.done(module), failed);
    } catch (error) {
      failed(error);
    }
    // Where nobody waits for it, whoever loads it again is told.
    if (module.pending !== undefined) ignoreEnd(module.pending);
  }

  private done(module: LocalModule): void {
    module.module.loaded = true;
    module.pending = undefined;
    if (this.known.get(module.key) !== module) return;
    if (module.query === "" && this.around.virtualFile(module.path) === undefined) this.list(module);
  }

  private list(module: LocalModule): void {
    this.cache[module.path] = module.module;
    module.isListed = true;
  }

  private run(module: LocalModule): Promise<void> | undefined {
    const { path } = module;
    const text = (this.around.virtualFile(path) ?? readFileSync(path, "utf8")).replace(/^\ufeff/, "");
    if (extname(path) === ".json") {
      module.module.exports = this.json(path, text);
      return undefined;
    }
    const translated = this.around.translate(path, text);
    if (translated.isModule) return this.runModule(module, translated);
    this.list(module);
    this.functionOf(module, translated.code, "function").call(module.module.exports);
    return undefined;
  }

  private json(path: string, text: string): unknown {
    try {
      return JSON.parse(text);
    } catch (error) {
      const name = relative(this.around.folder, path);
      throw new SyntaxError(`${name} is no valid JSON: ${(error as Error).message}`);
    }
  }

  /** The code stops once, when its functions are exported and before its imports are looked at. */
  private runModule(
    module: LocalModule,
    { code, async, imports }: Pick<Translated, "code" | "async" | "imports">,
  ): Promise<void> | undefined {
    module.module.exports = makeNamespace();
    const start = this.functionOf(module, code, async ? "async function*" : "function*");
    const steps = start.call(undefined) as { next(): Promise<unknown> | object };
    const begun = steps.next();
    const link = (): Promise<void> | undefined =>
      inOrder(imports, (wanted) => this.around.load(wanted, module));
    const finish = (): Promise<unknown> | object => steps.next();
    if (isPromise(begun)) return after(after(after(begun, link), finish), nothing);
    const linked = link();
    return linked === undefined ? void finish() : after(linked, () => void finish());
  }

  private functionOf(
    { path, query, module }: LocalModule,
    code: string,
    keyword: string,
  ): (this: unknown) => unknown {
    const user = this.known.get(path + query)!;
    const { around } = this;
    const names = `exports, require, module, __filename, __dirname, ${META}, ${TURN}, ${IMPORT}, ${DYNAMIC}`;
    const head = `(${keyword} (${names}) { `;
    const script = new Script(`${head}${code}\n})`, { filename: path, columnOffset: -head.length });
    const made = script.runInThisContext() as (...args: unknown[]) => unknown;
    const require = around.require(user);
    module.require = require;
    const imported = (specifier: string, star = false): unknown =>
      around.imported({ specifier, way: "import" }, user, star);
    const dynamic = (specifier: unknown): Promise<unknown> => around.dynamic(specifier, user);
    const meta = around.meta(path, query);
    return function (this: unknown) {
      const rest = [require, module, path, dirname(path), meta, around.turn, imported, dynamic];
      return made.call(this, module.exports, ...rest);
    };
  }

  private version(path: string): string {
    return this.around.virtualFile(path) ?? fileVersion(path);
  }
}

/** Whether a module cannot come to its end before another one does. */
function leadsTo(
  from: LocalModule,
  to: LocalModule | undefined,
  seen: Set<LocalModule> = new Set(),
): boolean {
  if (to === undefined || seen.has(from)) return false;
  seen.add(from);
  return from === to || [...from.waitsFor].some((next) => leadsTo(next, to, seen));
}

/** Does one step after another; a promise only from the first on that has to be waited for. */
export function inOrder<T>(
  items: readonly T[],
  step: (item: T) => Promise<void> | undefined,
): Promise<void> | undefined {
  for (const [i, item] of items.entries()) {
    const waiting = step(item);
    if (waiting) return after(waiting, () => inOrder(items.slice(i + 1), step));
  }
  return undefined;
}
