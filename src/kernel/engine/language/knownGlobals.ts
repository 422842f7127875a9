// Globals that are there although no declaration tells of them: declared when a cell that names one was
// refused for it.

import type { Files } from "./files";
import type { Diagnostic } from "./types";

/** "Cannot find name", in all its forms. */
const UNKNOWN: ReadonlySet<number> = new Set([
  ...[2304, 2503, 2552, 2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593, 2867, 2868],
]);
/** "only refers to a type, but is being used as a value" */
const ONLY_TYPE: ReadonlySet<number> = new Set([2585, 2693]);

/** What is known of some that Node has and @types/node declares only within modules. */
const TYPES: Readonly<Record<string, string>> = {
  Crypto: `import("node:crypto").webcrypto.Crypto`,
  CryptoKey: `import("node:crypto").webcrypto.CryptoKey`,
  SubtleCrypto: `import("node:crypto").webcrypto.SubtleCrypto`,
  Performance: `import("node:perf_hooks").Performance`,
};

/** TypeScript has it only in the library of browsers. */
const WEB_ASSEMBLY = `
declare namespace WebAssembly {
  type ValueType = "anyfunc" | "externref" | "f32" | "f64" | "i32" | "i64" | "v128";
  type Exports = Record<string, any>;
  type Imports = Record<string, Record<string, any>>;
  type Bytes = ArrayBufferLike | ArrayBufferView;
  class Module {
    constructor(bytes: Bytes);
    static customSections(module: Module, name: string): ArrayBuffer[];
    static exports(module: Module): { name: string; kind: string }[];
    static imports(module: Module): { module: string; name: string; kind: string }[];
  }
  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Exports;
  }
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number; shared?: boolean });
    readonly buffer: ArrayBuffer;
    grow(delta: number): number;
  }
  class Table {
    constructor(descriptor: { element: string; initial: number; maximum?: number }, value?: any);
    readonly length: number;
    get(index: number): any;
    set(index: number, value?: any): void;
    grow(delta: number, value?: any): number;
  }
  class Global<T extends ValueType = ValueType> {
    constructor(descriptor: { value: T; mutable?: boolean }, value?: any);
    value: any;
    valueOf(): any;
  }
  class Tag {
    constructor(type: { parameters: ValueType[] });
  }
  class Exception extends Error {
    constructor(tag: Tag, payload: any[]);
  }
  class CompileError extends Error {}
  class LinkError extends Error {}
  class RuntimeError extends Error {}
  interface WebAssemblyInstantiatedSource {
    instance: Instance;
    module: Module;
  }
  function validate(bytes: Bytes): boolean;
  function compile(bytes: Bytes): Promise<Module>;
  function compileStreaming(source: any): Promise<Module>;
  function instantiate(bytes: Bytes, imports?: Imports): Promise<WebAssemblyInstantiatedSource>;
  function instantiate(module: Module, imports?: Imports): Promise<Instance>;
  function instantiateStreaming(source: any, imports?: Imports): Promise<WebAssemblyInstantiatedSource>;
}`;

export class KnownGlobals {
  private readonly declared = new Map<string, string>();

  constructor(
    private readonly files: Pick<Files, "addGlobals">,
    /** A name that a cell asks for by `typeof` is declared from then on. */
    private readonly declaresAsked: boolean = true,
  ) {}

  /**
   * Declares what the diagnostics miss and what is there, or is asked for by `typeof`; whether there was
   * anything.
   */
  declare(source: string, diagnostics: readonly Diagnostic[]): boolean {
    const before = this.declared.size;
    for (const diagnostic of diagnostics) this.look(source, diagnostic);
    if (this.declared.size === before) return false;
    this.files.addGlobals([...this.declared.values()].join("\n"));
    return true;
  }

  private look(source: string, { code, file, start, length }: Diagnostic): void {
    if (file !== undefined || !(UNKNOWN.has(code) || ONLY_TYPE.has(code))) return;
    const name = source.slice(start, start + length);
    if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) || this.declared.has(name)) return;
    if (!Object.hasOwn(globalThis, name) && !(this.declaresAsked && isAskedFor(source, name))) return;
    this.declared.set(name, declaration(name, ONLY_TYPE.has(code)));
  }
}

/** Whether a complaint is about a name that the cell asks for by `typeof`. */
export function asksFor(source: string, { code, file, start, length }: Diagnostic): boolean {
  return file === undefined && UNKNOWN.has(code) && isAskedFor(source, source.slice(start, start + length));
}

/** `typeof name` is no mistake whatever the name. */
function isAskedFor(source: string, name: string): boolean {
  return [...source.matchAll(/\btypeof\s+([\p{ID_Continue}$]+)/gu)].some(([, asked]) => asked === name);
}

function declaration(name: string, isType: boolean): string {
  if (name === "WebAssembly") return WEB_ASSEMBLY;
  const type = TYPES[name];
  if (isType) return `declare var ${name}: any;`;
  if (type === undefined) return `declare var ${name}: any; declare type ${name} = any;`;
  return `declare var ${name}: { prototype: ${type}; new (): ${type} }; declare type ${name} = ${type};`;
}
