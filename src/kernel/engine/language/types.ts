// What the part that knows the compiler gives to the rest of the engine: no type of the compiler, no value of
// the user. All offsets are UTF-16 offsets into the source as given; lines and columns count from 1.

import type { Locale } from "../../../display/host";
import type { Editing } from "../../editing";
import type { Completeness, Completion, Debuggee, Inspection, Stop, Translation, Typed } from "../../engine";

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
  /** What a beginner is told first. */
  advice?: Advice;
}

/** A complaint in plain words, with the way out. */
export interface Advice {
  /** The name of its row in the table. */
  row: string;
  sentence: Readonly<Record<Locale, string>>;
  /** The edits of the cell's text that follow the advice, where they are certain: all of them together. */
  fix?: readonly Edit[];
}

/** One replacement in the cell's text; offsets are those of the text as it is. */
export interface Edit {
  start: number;
  length: number;
  text: string;
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
  /** Modules that the cell imports with a value: loaded before it runs. */
  imports: readonly Import[];
  /** What is said beside the output: the cell is right to the compiler, but hardly what was meant. */
  notes: readonly Diagnostic[];
  /** True when nothing had to be compiled. */
  cached: boolean;
}

/** A cell that may not run: every complaint, in the order of the source. */
export interface Refused {
  ok: false;
  diagnostics: readonly Diagnostic[];
}

/** How a module is asked for: it decides which of a package's builds is meant. */
export type Way = "import" | "require";

export interface Import {
  specifier: string;
  way: Way;
}

/** A local source as JavaScript that the module loader can run. */
export interface Translated {
  code: string;
  /** Absent where the text was left as it is. */
  map?: string;
  /**
   * An ECMAScript module, whose code is the body of a generator that stops before its imports; else CommonJS.
   */
  isModule: boolean;
  /** What it imports, in the order of its text. */
  imports: readonly Import[];
  /** It awaits at its top. */
  async: boolean;
}

/** Turns the source of cells into JavaScript and answers what an editor asks. Holds no values of the user. */
export interface Language {
  /**
   * Checks and translates a cell; its names are known to later cells from now on, also if it throws when it
   * runs.
   */
  compile(source: string): Compiled | Refused;
  /** Whether a text is nothing but an expression, so that compiling it declares nothing. */
  isExpression(source: string): boolean;
  complete(source: string, offset: number): Completion;
  /** With `detail` 1, all JSDoc tags such as `@example` are included. */
  inspect(source: string, offset: number, detail: 0 | 1): Inspection | undefined;
  isComplete(source: string): Completeness;
  /** What is asked about cells that are being written; nothing of it is made before somebody asks. */
  editing(): Editing;
  /** What a debugger asks about texts. */
  debugText(): DebugText;
  /** tslab's `@module` cells: what the comments before the first word ask for. */
  directives(source: string): Directives;
  /** A file `./name` that exists only here, with elements if it is JSX. Gives the complaints about it. */
  defineModule(name: string, source: string, jsx: boolean): readonly Diagnostic[];
  /** A local source as CommonJS, unchecked (the cell that imports it checks it), with its source map. */
  translate(path: string, text: string): Translated;
  /** Text of a file that exists only here, for the module loader. */
  virtualFile(path: string): string | undefined;
  /** Paths that tsconfig.json gives for the name of a module, best first. */
  mapped(specifier: string): readonly string[];
  /** What of a tsconfig.json could not be read, in words; each time once. */
  problems(): readonly string[];
  /** One slice of loading what the first cells need; true while there is more to do. */
  warm(): boolean;
  /** Forgets what was parsed and checked so far: it may be half done. Names and texts of cells stay. */
  renew(): void;
}

/** What a debugger asks about texts; see `Debuggee`. */
export interface DebugText extends Pick<Debuggee, "stops"> {
  /** `isBoxed` tells which names live in boxes. */
  expression(
    text: string,
    locals: readonly string[],
    boxes: string,
    isBoxed: (name: string) => boolean,
  ): Typed;
  expressionAt(
    text: string,
    place: { source: string; at: Stop },
    boxes: string,
    isBoxed: (name: string) => boolean,
  ): Translation;
  /** Makes a name known to later cells. */
  declare(name: string): void;
}

/** What tslab reads from the comments at the head of a cell. */
export interface Directives {
  /** `@module name`: the cell is a file of that name for other cells to import. */
  module?: string;
  /** `@jsx`: that file may have elements in it. */
  jsx: boolean;
  /** `@browser`: the cell is not for this kernel to run. */
  browser: boolean;
}

export interface LanguageOptions {
  /** The notebook's folder. */
  folder: string;
  /**
   * Folders whose node_modules are searched after the notebook's own: the kernel's packages and its
   * @types/node.
   */
  fallbacks?: readonly string[];
  /** Declarations of modules that the kernel provides itself, by name. */
  provided?: ReadonlyMap<string, string>;
  /** Declarations of global names that the kernel gives to cells. */
  globals?: string;
  /**
   * Packages whose declarations name nothing of Node's and nothing of the newest libraries: a cell that
   * imports only them is checked with the smaller library.
   */
  selfContained?: readonly string[];
  /** Where the compiler's code cache may be kept; absent means no cache. */
  cacheFolder?: string;
}
