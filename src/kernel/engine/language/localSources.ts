// The user's own files that cells import: checked together with the cell that imports them.

import type TypeScript from "typescript";
import { isLocal } from "./files";
import type { World } from "./programs";

/** A file and how it was. */
export type Versions = ReadonlyMap<string, string>;

interface Resolving {
  getResolvedModuleFromModuleSpecifier(
    specifier: TypeScript.StringLiteralLike,
    file: TypeScript.SourceFile,
  ): { resolvedModule?: TypeScript.ResolvedModuleFull } | undefined;
}

export class LocalSources {
  /** Files that were seen, and how they were then. */
  private readonly seen = new Map<string, string>();
  /** Files found free of errors since the last change of any. */
  private readonly sound = new Set<string>();

  constructor(private readonly world: World) {}

  /** What was found does not hold any more. */
  forget(): void {
    this.sound.clear();
  }

  /** Complaints about the files that `cell` imports, and those that they import in turn. */
  complaints(program: TypeScript.Program, cell: TypeScript.SourceFile): TypeScript.Diagnostic[] {
    this.noteChanges(program);
    const found: TypeScript.Diagnostic[] = [];
    for (const file of this.reachable(program, cell)) {
      if (this.sound.has(file.fileName)) continue;
      const own = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
      if (own.length === 0) this.sound.add(file.fileName);
      found.push(...own);
    }
    return found;
  }

  /** All that the check of a cell looked at, also through earlier cells. */
  versions(program: TypeScript.Program): Versions {
    return new Map(
      this.among(program.getSourceFiles()).map(({ fileName }) => [fileName, this.version(fileName)]),
    );
  }

  areCurrent(versions: Versions): boolean {
    return [...versions].every(([path, version]) => this.version(path) === version);
  }

  private version(path: string): string {
    return this.world.files.version(path);
  }

  /** A file may become wrong by a change of another. */
  private noteChanges(program: TypeScript.Program): void {
    for (const [path, version] of this.versions(program)) {
      if (this.seen.get(path) === version) continue;
      this.seen.set(path, version);
      this.sound.clear();
    }
  }

  private among(files: readonly TypeScript.SourceFile[]): TypeScript.SourceFile[] {
    return files.filter((file) => !file.isDeclarationFile && isLocal(file.fileName));
  }

  private reachable(program: TypeScript.Program, cell: TypeScript.SourceFile): TypeScript.SourceFile[] {
    const found = new Set<TypeScript.SourceFile>();
    const look = (file: TypeScript.SourceFile): void => {
      for (const imported of this.among(importedFiles(program, file))) {
        if (found.has(imported)) continue;
        found.add(imported);
        look(imported);
      }
    };
    look(cell);
    return [...found];
  }
}

function importedFiles(program: TypeScript.Program, file: TypeScript.SourceFile): TypeScript.SourceFile[] {
  const { imports = [] } = file as { imports?: readonly TypeScript.StringLiteralLike[] };
  return imports.flatMap((specifier) => {
    const found = (program as unknown as Resolving).getResolvedModuleFromModuleSpecifier(specifier, file);
    const path = found?.resolvedModule?.resolvedFileName;
    return (path && program.getSourceFile(path)) || [];
  });
}
