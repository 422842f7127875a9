// The engine of a notebook: the compiler, the module loader, the runner and the traces put together.

import { join } from "node:path";
import type { Cell, Completeness, Completion, Engine, EngineOptions, Inspection, Outcome } from "../engine";
import type { ErrorContent } from "../protocol/message";
import { userCacheFolder } from "./cacheFolder";
import { describeRefused } from "./errors/refused";
import { describeThrown } from "./errors/thrown";
import { createLanguage } from "./language/language";
import type { Compiled, Diagnostic, Language } from "./language/types";
import { globalTypes, providedTypes } from "./provided";
import { Modules } from "./run/modules";
import { Runner } from "./run/runner";
import { Traces } from "./run/traces";

/** The folder of this package: cells find its packages where the notebook's folder has none of that name, and itself. */
const packageFolder = join(__dirname, "..", "..", "..");

/** The engine that the kernel runs. */
export function loadEngine(options: EngineOptions): Promise<Engine> {
  return Promise.resolve(new NotebookEngine(options, userCacheFolder()));
}

export class NotebookEngine implements Engine {
  private readonly language: Language;
  private readonly traces: Traces;
  private readonly runner: Runner;

  constructor(
    private readonly options: EngineOptions,
    cacheFolder?: string,
  ) {
    const { folder, provided, watch } = options;
    const fallbacks = [packageFolder];
    const types = new Map([...providedTypes].filter(([name]) => provided.has(name)));
    this.language = createLanguage({ folder, fallbacks, provided: types, globals: globalTypes, cacheFolder });
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
        turn: watch && (() => watch.turn()),
      }),
      watch,
    );
  }

  async execute(source: string, cell: Cell): Promise<Outcome> {
    try {
      const { module, jsx, browser } = this.language.directives(source);
      if (module !== undefined)
        return this.refusal(this.language.defineModule(module, source, jsx), cell.name);
      return browser ? nothing : await this.run(source, cell);
    } catch (thrown) {
      return { status: "error", error: describeThrown(thrown, this.traces, cell.name) };
    }
  }

  async evaluate(expression: string): Promise<Outcome> {
    const name = "expression";
    const source = `(${expression}\n)`;
    try {
      if (!this.language.isExpression(source)) throw new SyntaxError(`"${expression}" is not an expression.`);
      return await this.run(source, { name, count: 0 }, 1);
    } catch (thrown) {
      return { status: "error", error: describeThrown(thrown, this.traces) };
    }
  }

  describe(thrown: unknown): ErrorContent {
    return describeThrown(thrown, this.traces);
  }

  complete(source: string, offset: number): Completion {
    return this.language.complete(source, offset);
  }

  inspect(source: string, offset: number, detailLevel: 0 | 1): Inspection | undefined {
    return this.language.inspect(source, offset, detailLevel);
  }

  isComplete(source: string): Completeness {
    return this.language.isComplete(source);
  }

  warm(): boolean {
    return this.language.warm();
  }

  /** `shift` is how many characters stand before what the user wrote. */
  private async run(source: string, cell: Cell, shift = 0): Promise<Outcome> {
    const compiled = this.language.compile(source);
    if (!compiled.ok)
      return this.refusal(
        compiled.diagnostics.map((d) => shifted(d, shift)),
        cell.name,
      );
    this.traces.name(compiled, cell.name);
    const value = await this.valueOf(compiled);
    return { status: "ok", value: value?.[0] };
  }

  /** In an array: a promise that is the value itself is not to be awaited. */
  private async valueOf(compiled: Compiled): Promise<readonly [unknown] | undefined> {
    return this.runner.run(compiled);
  }

  private refusal(diagnostics: readonly Diagnostic[], name: string): Outcome {
    if (diagnostics.length === 0) return nothing;
    return { status: "error", error: describeRefused(diagnostics, name, this.options.folder) };
  }

  private translate(path: string, text: string): ReturnType<Language["translate"]> {
    const translated = this.language.translate(path, text);
    this.traces.local(path, translated.map, text);
    return translated;
  }
}

const nothing: Outcome = { status: "ok", value: undefined };

function shifted(diagnostic: Diagnostic, by: number): Diagnostic {
  if (diagnostic.file !== undefined || diagnostic.line > 1) return diagnostic;
  const { column, lineText } = diagnostic;
  return { ...diagnostic, column: Math.max(1, column - by), lineText: lineText.slice(by) };
}
