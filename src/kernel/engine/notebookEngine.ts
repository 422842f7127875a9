// The engine of a notebook: the compiler, the module loader, the runner and the traces put together.

import { userCacheFolder } from "../host/cacheFolder";
import { packageFolder } from "../host/machine";
import { join, sep } from "../host/paths";
import type { Script } from "../host/scripts";
import type {
  Cell,
  Completeness,
  Completion,
  Debuggee,
  Engine,
  EngineOptions,
  Inspection,
  Outcome,
} from "../engine";
import type { Locale } from "../../display/host";
import type { Editing } from "../editing";
import type { ErrorContent } from "../protocol/message";
import { describeNotes, describeRefused, type Telling } from "./errors/refused";
import { describeThrown } from "./errors/thrown";
import { checking, guarded } from "./language/guarded";
import { createLanguage } from "./language/language";
import type { Compiled, Diagnostic, Language } from "./language/types";
import { globalTypes, providedTypes } from "./provided";
import { bare, isPromise, own } from "../intrinsics";
import { withIntrinsics } from "../restored";
import { memberNames, pathBefore, valueAt } from "./execute/memberNames";
import { debuggeeOf } from "./execute/debuggee";
import { Modules } from "./execute/modules";
import { Runner, type Value } from "./execute/runner";
import { interruptibly, unwatched, watched } from "./execute/watched";
import { Traces } from "./execute/traces";
import { turnOf } from "./execute/turn";

/** The engine that the kernel runs. */
export function loadEngine(options: EngineOptions): Promise<Engine> {
  return Promise.resolve(new NotebookEngine(options, userCacheFolder()));
}

/** A cell that is ready to run. */
interface Prepared {
  outcome?: undefined;
  compiled: Compiled;
  script: Script;
}

/** A cell that is not run. */
interface NotRun {
  outcome: Outcome;
  value?: undefined;
}

type Begun = NotRun | { outcome?: undefined; value: Value | Promise<Value> };

export class NotebookEngine implements Engine {
  private readonly language: Language;
  private readonly traces: Traces;
  private readonly runner: Runner;
  /** TypeScript takes a back slash in a path for the border of two folders, on every system. */
  private readonly isMisread: boolean;

  constructor(
    private readonly options: EngineOptions,
    cacheFolder?: string,
  ) {
    const { folder, provided, watch } = options;
    this.isMisread = sep === "/" && folder.includes("\\");
    const fallbacks = [packageFolder];
    const types = new Map([...providedTypes].filter(([name]) => provided.has(name)));
    const language = createLanguage({
      folder,
      fallbacks,
      provided: types,
      globals: globalTypes,
      selfContained: ["nablab"],
      cacheFolder,
    });
    this.language = guarded(language, (question) =>
      interruptibly(watch ?? unwatched, checking(this.language), question),
    );
    const ownFolder = join(packageFolder, "dist");
    this.traces = new Traces({ folder, ownFolder, kernelFolder: join(ownFolder, "kernel") });
    this.traces.install();
    this.runner = new Runner(
      new Modules({
        folder,
        fallbacks,
        provided,
        virtualFile: (path) => this.language.virtualFile(path),
        translate: (path, text) => this.translate(path, text),
        mapped: (specifier) => this.language.mapped(specifier),
        turn: watch && turnOf(watch),
      }),
      watch,
    );
  }

  async execute(source: string, cell: Cell): Promise<Outcome> {
    const { folder, locale } = this.options;
    if (this.isMisread) return bare({ status: "error", error: { ...misread(folder)[locale?.() ?? "en"] } });
    try {
      const { module, jsx, browser } = bare(this.language.directives(source));
      if (module !== undefined)
        return this.refusal(this.language.defineModule(module, source, jsx), cell.name);
      return browser ? nothing : await own(this.run(source, cell));
    } catch (thrown) {
      return bare({ status: "error", error: describeThrown(thrown, this.traces, cell.name) });
    }
  }

  async evaluate(expression: string): Promise<Outcome> {
    const name = "expression";
    const source = `(${expression}\n)`;
    try {
      if (!this.language.isExpression(source)) throw new SyntaxError(`"${expression}" is not an expression.`);
      return await own(this.run(source, { name, count: 0 }, 1));
    } catch (thrown) {
      return bare({ status: "error", error: describeThrown(thrown, this.traces) });
    }
  }

  describe(thrown: unknown): ErrorContent {
    return describeThrown(thrown, this.traces);
  }

  complete(source: string, offset: number): Completion {
    const found = this.language.complete(source, offset);
    return found.matches.length > 0 ? found : this.completeByValue(source, offset, found);
  }

  /** Where the types say nothing (any), the value may be there. */
  private completeByValue(source: string, offset: number, found: Completion): Completion {
    const [name, ...steps] = pathBefore(source.slice(0, found.start)) ?? [];
    if (name === undefined) return found;
    const typed = source.slice(found.start, offset);
    const members = withIntrinsics(() => memberNames(valueAt(this.runner.valueOf(name), steps)));
    const matches = members
      .filter((member) => member.name.startsWith(typed))
      .map((member) => ({ text: member.name, type: member.isMethod ? "method" : "property" }));
    return { ...found, matches };
  }

  inspect(source: string, offset: number, detailLevel: 0 | 1): Inspection | undefined {
    return this.language.inspect(source, offset, detailLevel);
  }

  isComplete(source: string): Completeness {
    return this.language.isComplete(source);
  }

  editing(): Editing {
    return this.language.editing();
  }

  debuggee(): Debuggee {
    return debuggeeOf(this.language.debugText(), this.traces, this.runner.boxes);
  }

  warm(): boolean {
    return this.language.warm();
  }

  /** `shift` is how many characters stand before what the user wrote. */
  private async run(source: string, cell: Cell, shift = 0): Promise<Outcome> {
    // One watch over the checking of a cell and its run.
    const begun = watched(this.options.watch ?? unwatched, (): Begun => {
      const made = withIntrinsics(() => this.prepare(source, cell, shift));
      return bare(made.outcome ? made : { value: this.runner.run(made.compiled, made.script) });
    });
    if (begun.outcome) return begun.outcome;
    // A value is in a box: a promise that is the value itself is not to be awaited.
    const value = isPromise(begun.value) ? await own(begun.value) : begun.value;
    return bare({ status: "ok", value: value?.[0] });
  }

  /** Everything that comes before a cell's code runs. */
  private prepare(source: string, cell: Cell, shift: number): Prepared | NotRun {
    const compiled = this.language.compile(source);
    const literal = compiled.ok || shift > 0 ? undefined : this.literal(source, compiled.diagnostics);
    if (literal !== undefined) return this.prepare(literal, cell, 1);
    const problems = this.language.problems();
    if (problems.length) this.options.note?.([...problems, STILL].join("\n"));
    if (!compiled.ok)
      return bare({
        outcome: this.refusal(
          compiled.diagnostics.map((d) => shifted(d, shift)),
          cell.name,
        ),
      });
    this.traces.name(compiled, cell.name);
    if (compiled.notes.length > 0)
      this.options.note?.(describeNotes(compiled.notes, this.telling(cell.name)));
    this.loads(compiled.fileName);
    return bare({ compiled, script: this.runner.scriptOf(compiled) });
  }

  /** `{ a: 1, b: 2 }`, which is no block, as the object that is meant. */
  private literal(source: string, complaints: readonly Diagnostic[]): string | undefined {
    if (!/^\s*\{[^]*\}\s*$/.test(source) || !complaints.some(isOfParser)) return undefined;
    const text = `(${source}\n)`;
    if (!this.language.isExpression(text)) return undefined;
    const compiled = this.language.compile(text);
    return compiled.ok || !compiled.diagnostics.some(isOfParser) ? text : undefined;
  }

  private refusal(diagnostics: readonly Diagnostic[], name: string): Outcome {
    if (diagnostics.length === 0) return nothing;
    return bare({ status: "error", error: describeRefused(diagnostics, this.telling(name)) });
  }

  private telling(cellName: string): Telling {
    return { cellName, folder: this.options.folder, locale: this.options.locale?.() ?? "en" };
  }

  private translate(path: string, text: string): ReturnType<Language["translate"]> {
    const translated = this.language.translate(path, text);
    this.traces.local(path, translated.map, text);
    this.loads(path);
    return translated;
  }

  private loads(fileName: string): void {
    const { loads } = this.options;
    if (loads) loads(() => this.traces.script(fileName)!);
  }
}

/** Behind a fault of a tsconfig.json. */
const STILL =
  "\nWhat could not be read there is left out: cells run with the kernel's own settings for it.\n";

const nothing: Outcome = bare({ status: "ok", value: undefined });

function misread(folder: string): Record<Locale, ErrorContent> {
  const ename = "FolderError";
  const told = (evalue: string): ErrorContent => ({ ename, evalue, traceback: [`${ename}: ${evalue}`] });
  return {
    en: told(
      `The notebook's folder has a back slash in its name, ${folder}, which TypeScript takes for the border of two folders: rename the folder and start the kernel again.`,
    ),
    zh: told(
      `笔记本所在文件夹的名字里有反斜杠（${folder}），TypeScript 会把它当作两级文件夹的分隔：请改掉文件夹的名字，再重新启动内核。`,
    ),
  };
}

/** The numbers below 2000 are about syntax. */
function isOfParser({ code }: Diagnostic): boolean {
  return code < 2000;
}

function shifted(diagnostic: Diagnostic, by: number): Diagnostic {
  if (diagnostic.file !== undefined || diagnostic.line > 1) return diagnostic;
  const { column, lineText } = diagnostic;
  return { ...diagnostic, column: Math.max(1, column - by), lineText: lineText.slice(by) };
}
