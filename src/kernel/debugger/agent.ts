// The debugger's part in the main thread: it keeps the values whose parts are asked for, and tells of names
// and scripts. The worker calls it through V8's inspector (door.ts), also in the middle of a cell.

import { metadataOf } from "../../display/pngSize";
import { toBundle } from "../../display/bundle";
import type { Debuggee } from "../engine";
import { JSON, Object, Reflect } from "../intrinsics";
import { withBuiltins, withIntrinsics } from "../restored";
import { door, doorKey, type Described, type Lifetime, type Variable } from "./door";
import { hasParts, type Part, partsOf, textOf, typeOf } from "./values";

/** Whose parts are asked for. */
interface Held {
  lifetime: Lifetime;
  parts: () => Part[];
  /** The expression for the whole. */
  path?: string;
  /** Puts a value under the name of a part. */
  put: (name: string, value: unknown) => boolean;
  /** A value that only the inspector can take apart. */
  value?: unknown;
}

/** The names of a frame: what the inspector calls its scopes, the innermost first. */
type Scopes = readonly Readonly<Record<string, unknown>>[];

export class Agent {
  private readonly held = new Map<number, Held>();
  private last = 0;
  private readonly told = new Set<string>();

  /** Comes to its end when the compiler is loaded. */
  readonly loaded: Promise<void>;
  isLoaded = false;
  private debuggee: Debuggee | undefined;
  private load!: () => void;

  constructor(
    /** Takes lines for the output of the cell that runs. */
    private readonly write: (name: "stdout" | "stderr", text: string) => void,
  ) {
    this.loaded = new Promise((load) => (this.load = load));
  }

  /** The compiler is loaded, or cannot be. */
  debugs(debuggee: Debuggee | undefined): void {
    this.debuggee = debuggee;
    this.isLoaded = true;
    this.load();
  }

  install(): void {
    Object.defineProperty(globalThis, doorKey, { value: this, configurable: true });
  }

  scripts(): string {
    return withIntrinsics(() => JSON.stringify(this.debuggee?.scripts() ?? []));
  }

  stops(source: string): string {
    return withIntrinsics(() => JSON.stringify(this.ready().stops(source)));
  }

  expression(text: string, locals: readonly string[]): string {
    return withIntrinsics(() => JSON.stringify(this.ready().expression(text, locals, `${door}.box`)));
  }

  /** The box of a name; one that no cell has yet is empty. */
  readonly box = (name: string): { v: unknown } => this.debuggee?.box(name) ?? { v: undefined };

  condition(text: string, source: string, line: number, column: number): string {
    return withIntrinsics(() =>
      JSON.stringify(this.ready().expressionAt(text, source, { line, column }, `${door}.box`)),
    );
  }

  /** Whether a condition holds that V8 asks; one that throws does not, and is told of once. */
  holds(where: string, test: () => unknown): boolean {
    try {
      return Boolean(test());
    } catch (error) {
      this.tell(where, textOfError(error));
      return false;
    }
  }

  /** What a logpoint writes. */
  log(parts: readonly unknown[]): void {
    const text = parts.map((part) => (typeof part === "string" ? part : textOf(part)));
    this.write("stdout", `${text.join("")}\n`);
  }

  /** Says once what is wrong with a breakpoint. */
  tell(where: string, what: string): void {
    const text = `The breakpoint in ${where} does not stop: ${what}\n`;
    if (this.told.has(text)) return;
    this.told.add(text);
    this.write("stderr", text);
  }

  forget(lifetime: Lifetime): string {
    for (const [reference, held] of this.held) if (held.lifetime === lifetime) this.held.delete(reference);
    return "";
  }

  /** The names of the cells that have values. */
  names(lifetime: Lifetime): string {
    return String(
      this.hold({
        lifetime,
        parts: () => this.named(),
        path: "",
        put: (name, value) => {
          const box = this.debuggee?.box(name);
          if (box) box.v = value;
          return box !== undefined;
        },
      }),
    );
  }

  /** The names of a frame of a source; `self` is its `this`. */
  locals(source: string, self: unknown, scopes: Scopes): number {
    return this.hold({
      lifetime: "stop",
      parts: () => this.namesIn(source, self, scopes),
      path: "",
      put: () => false,
    });
  }

  /** `isBrief` asks nothing of the values' own code. */
  variables(reference: number, isBrief: boolean): string {
    const held = this.heldAt(reference);
    return withBuiltins(() => JSON.stringify(held.parts().map((part) => this.variable(part, held, isBrief))));
  }

  /** The value of a proxy, which only the inspector can take apart. */
  valueAt(reference: number): unknown {
    return this.held.get(reference)?.value;
  }

  /** Keeps a value that the inspector has. */
  keep(value: unknown): number {
    return this.hold({ lifetime: "stop", parts: () => [], put: () => false, value });
  }

  describe(reference: number, path: string, isBrief: boolean): string {
    const { value, lifetime } = this.heldAt(reference);
    return withBuiltins(() => JSON.stringify(this.described(value, { lifetime, path, isBrief })));
  }

  /** Puts a value that is kept under the name of a part. */
  put(reference: number, name: string, kept: number): boolean {
    return this.heldAt(reference).put(name, this.heldAt(kept).value);
  }

  define(name: string, kept: number): void {
    withIntrinsics(() => this.ready().define(name, this.heldAt(kept).value));
  }

  /** The MIME bundle of a value; while the cell is paused, only what is there at once. */
  rich(reference: number, isPaused: boolean): string | Promise<string> {
    const { value } = this.heldAt(reference);
    const bundle = toBundle(value);
    const told = (data: object): string =>
      JSON.stringify({ data, metadata: metadataOf(data as never) ?? {} });
    if (!(bundle instanceof Promise)) return told(bundle);
    return isPaused ? told({ "text/plain": textOf(value) }) : bundle.then(told);
  }

  private ready(): Debuggee {
    if (this.debuggee) return this.debuggee;
    throw new Error("The compiler could not be loaded.");
  }

  private heldAt(reference: number): Held {
    const held = this.held.get(reference);
    if (held) return held;
    throw new Error(`There is no value ${reference} any more: the program has gone on since.`);
  }

  private hold(held: Held): number {
    this.held.set(++this.last, held);
    return this.last;
  }

  private named(): Part[] {
    const { debuggee } = this;
    const names = debuggee?.names() ?? [];
    return names.map((name) => {
      const box = debuggee!.box(name)!;
      return { name, path: name, value: box.v };
    });
  }

  /** Names that the compiler has made are none of the source's. */
  private namesIn(source: string, self: unknown, scopes: Scopes): Part[] {
    const words = new Set(source.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu));
    const found = new Map<string, Part>();
    if (self !== undefined && self !== globalThis)
      found.set("this", { name: "this", path: "this", value: self });
    for (const scope of scopes)
      for (const name of Reflect.ownKeys(scope) as string[]) {
        if (found.has(name) || !words.has(name) || loaderNames.has(name)) continue;
        const part = { name, path: name, ...localValue(scope, name) };
        if (!this.isPublished(name, part.value)) found.set(name, part);
      }
    return [...found.values()];
  }

  /** Functions and classes at the top of a cell are local names too. */
  private isPublished(name: string, value: unknown): boolean {
    return typeof value === "function" && this.debuggee?.box(name)?.v === value;
  }

  private variable({ name, path, value, get }: Part, whole: Held, isBrief: boolean): Variable {
    const evaluateName = whole.path === undefined || path === undefined ? undefined : whole.path + path;
    const { lifetime } = whole;
    if (get !== undefined) {
      const asked = (): Part[] => [{ name, path: "", value: get() }];
      const variablesReference = this.hold({ lifetime, parts: asked, path: evaluateName, put: () => false });
      const shown = { value: "(computed when it is opened)", type: "getter", variablesReference };
      return { name, evaluateName, ...shown, presentationHint: { lazy: true } };
    }
    return { name, evaluateName, ...this.described(value, { lifetime, path: evaluateName, isBrief }) };
  }

  private described(
    value: unknown,
    { lifetime, path, isBrief }: { lifetime: Lifetime; path?: string; isBrief: boolean },
  ): Described {
    const shown = { value: textOf(value, isBrief), type: typeOf(value) };
    if (!hasParts(value)) return { ...shown, variablesReference: 0 };
    const put = (name: string, to: unknown): boolean => Reflect.set(value, name, to);
    const parts = (): Part[] => partsOf(value);
    return { ...shown, variablesReference: this.hold({ lifetime, parts, path, put, value }) };
  }
}

/** What the loader of modules hands over. */
const loaderNames: ReadonlySet<string> = new Set([
  "require",
  "exports",
  "module",
  "__filename",
  "__dirname",
  "arguments",
]);

/** A name before its declaration has no value. */
function localValue(scope: object, name: string): { value: unknown } {
  const descriptor = Object.getOwnPropertyDescriptor(scope, name)!;
  return { value: "value" in descriptor ? (descriptor.value as unknown) : undefined };
}

function textOfError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : textOf(error);
}
