// Engine, modules, runner and traces put together: what the kernel holds for one notebook.

import { createEngine } from "./engine/engine";
import type { Diagnostic, Engine, EngineOptions } from "./engine/types";
import { createModules } from "./run/modules";
import { type CellRunner, createRunner, type Outcome } from "./run/runner";
import { createTraces, type Traces } from "./run/traces";

export interface Session {
  engine: Engine;
  runner: CellRunner;
  traces: Traces;
  /** Compiles and runs; throws `CellRefused` without having run anything when the compiler complains. */
  execute(source: string, name: string): Promise<Outcome>;
}

export class CellRefused extends Error {
  override readonly name = "TypeScriptError";
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((d) => `TS${d.code}: ${d.message}`).join("\n"));
  }
}

export function createSession(
  options: EngineOptions & { provided?: ReadonlyMap<string, () => unknown> },
): Session {
  const engine = createEngine(options);
  const traces = createTraces();
  const modules = createModules({
    folder: options.folder,
    fallbacks: options.fallbacks,
    provided: options.provided,
    virtualFile: (path) => engine.virtualFile(path),
    translate(path, text) {
      const { code, map } = engine.translate(path, text);
      traces.local(path, map);
      return code;
    },
  });
  const runner = createRunner(modules, traces);
  return {
    engine,
    runner,
    traces,
    async execute(source, name) {
      const cell = engine.compile(source);
      if (!cell.ok) throw new CellRefused(cell.diagnostics);
      return runner.run(cell, name);
    },
  };
}
