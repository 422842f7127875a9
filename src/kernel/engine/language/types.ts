// The whole contract between the cell engine and the rest of the kernel: no type of the compiler, no socket.
// All offsets are UTF-16 offsets into the source as given; lines and columns count from 1.

/** One complaint of the compiler. `file` is absent when it concerns the cell itself. */
export interface Diagnostic {
  code: number;
  message: string;
  line: number;
  column: number;
  start: number;
  length: number;
  /** Absolute path of the local file at fault, when it is not the cell. */
  file?: string;
  /** The source line at fault, for quoting it under the message. */
  lineText: string;
}

/** A module that a cell imports with a value: loaded before the cell runs. */
export interface CellImport {
  specifier: string;
}

/** A cell turned into JavaScript: everything needed to run it, any number of times. */
export interface Compiled {
  ok: true;
  /** Number of the compilation; a cell that is run again unchanged keeps it. */
  id: number;
  source: string;
  /** The script file name that stands for this cell in raw stack frames. */
  fileName: string;
  code: string;
  /** Source map (version 3, JSON) from `code`, whose first line is the engine's own, to the user's lines. */
  map: string;
  async: boolean;
  imports: readonly CellImport[];
  /** Names that the cell declares and that have a value at run time. */
  declares: readonly string[];
  /** True when nothing had to be compiled. */
  cached: boolean;
}

/** A cell that may not run: every complaint, in the order of the source. */
export interface Refused {
  ok: false;
  diagnostics: readonly Diagnostic[];
}

export interface CompletionItem {
  text: string;
  /** One of the words that JupyterLab draws an icon for: function, class, variable, keyword … */
  type: string;
}

export interface Completion {
  start: number;
  end: number;
  items: readonly CompletionItem[];
}

export interface Inspection {
  /** The declaration, as TypeScript writes it. */
  signature: string;
  /** The docstring without markup. */
  documentation: string;
  tags: readonly { name: string; text: string }[];
  plain: string;
  markdown: string;
}

export type Completeness =
  | { status: "complete" }
  | { status: "incomplete"; indent: string }
  | { status: "invalid" }
  | { status: "unknown" };

/** Turns the source of cells into JavaScript and answers what an editor asks. Holds no values of the user. */
export interface Engine {
  /** Checks and translates a cell; its names are known to later cells from now on, also if it throws when it runs. */
  compile(source: string): Compiled | Refused;
  complete(source: string, offset: number): Completion;
  /** With `detail` 1, JSDoc tags such as `@param` and `@example` are included. */
  inspect(source: string, offset: number, detail: 0 | 1): Inspection | undefined;
  isComplete(source: string): Completeness;
  /** A tslab `@module` cell: a file `./name` that exists only here. Returns the complaints about it. */
  defineModule(name: string, source: string): readonly Diagnostic[];
  /** A local source as CommonJS, unchecked (the cell that imports it checks it), with its source map. */
  translate(path: string, text: string): { code: string; map: string };
  /** Text of a file that exists only here, for the module loader. */
  virtualFile(path: string): string | undefined;
  /** One slice of loading what the first cells need; true while there is more to do. */
  warm(): boolean;
  /** The version of the language, for kernel_info. */
  readonly version: string;
}

export interface EngineOptions {
  /** The notebook's folder. */
  folder: string;
  /** Folders whose node_modules are searched after the notebook's own: the kernel's packages and its @types/node. */
  fallbacks?: readonly string[];
  /** Where the compiler's code cache may be kept; absent means no cache. */
  cacheFolder?: string;
}
