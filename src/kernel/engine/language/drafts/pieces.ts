// The checker's complaints about a long cell, found in pieces: one question does not wait for all of it. What
// the checker has to look at for one line can grow with the lines above it, so that ten thousand take seconds.

import type TypeScript from "typescript";

/** A cell with fewer statements is checked at once. */
const few = 100;

/** How many statements are checked between two looks at the clock. */
const piece = 20;

/** The compiler's own way of checking a part of a file; what was checked is not checked again. */
interface PartialProgram {
  getSemanticDiagnostics(
    file: TypeScript.SourceFile,
    cancellation: undefined,
    nodes: readonly TypeScript.Node[],
  ): unknown;
}

export class Pieces {
  /** How many statements of a file are checked; another program knows nothing of it. */
  private readonly done = new WeakMap<TypeScript.Program, Map<string, number>>();

  /** All complaints; undefined where `end` comes first, and then the next call goes on, by one piece at least. */
  complaints(
    program: TypeScript.Program,
    file: TypeScript.SourceFile,
    end: number,
  ): readonly TypeScript.Diagnostic[] | undefined {
    if (file.statements.length > few && !this.checkUntil(program, file, end)) return undefined;
    return program.getSemanticDiagnostics(file);
  }

  private checkUntil(program: TypeScript.Program, file: TypeScript.SourceFile, end: number): boolean {
    const { statements, fileName } = file;
    let files = this.done.get(program);
    if (files === undefined) this.done.set(program, (files = new Map<string, number>()));
    const first = files.get(fileName) ?? 0;
    for (let next = first; next < statements.length; next += piece) {
      if (next > first && performance.now() >= end) return false;
      (program as unknown as PartialProgram).getSemanticDiagnostics(
        file,
        undefined,
        statements.slice(next, next + piece),
      );
      files.set(fileName, next + piece);
    }
    return true;
  }
}
