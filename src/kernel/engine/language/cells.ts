// One cell from source to JavaScript: parse, see what it uses of earlier cells, check, translate.

import type TypeScript from "typescript";
import { createBoxes } from "./boxes";
import { describe } from "./diagnostics";
import { isLocal } from "./files";
import { homesOf, ownMeanings } from "./homes";
import { awaitsAtTop, type Declared, declarations, identifiers } from "./names";
import type { Extent } from "./options";
import { Programs, type World } from "./programs";
import { cellSpecifier } from "./resolve";
import { cellTransformers } from "./rewrite";
import { type Home, NAMES, type Own, type Scope } from "./scope";
import type { Compiled, Diagnostic, Refused } from "./types";

/** What the text of a cell tells by itself. */
interface Reading {
  errors: Diagnostic[];
  names: string[];
  own: Map<string, Own>;
  exported: Set<string>;
  async: boolean;
  augments: boolean;
  needsNode: boolean;
}

interface Kept {
  compiled: Compiled;
  homes: Map<string, Home>;
  augments: boolean;
  /** Local files that the check looked at, and how they were then. */
  local: Map<string, string>;
}

const KEEP = 2000;

/** Every cell is checked under the same file name: where only the text of one file is new, a program is made in no time. */
const NOW = "now";

export class Cells {
  private readonly kept = new Map<string, Kept>();
  private readonly readings = new Map<string, Reading>();
  /** Local files found free of errors, and how they were then. */
  private readonly sound = new Map<string, string>();
  private readonly programs: Programs;
  private next = 1;
  extent: Extent = "light";

  constructor(
    private readonly world: World,
    private readonly scope: Scope,
  ) {
    this.programs = new Programs(world);
  }

  compile(source: string): Compiled | Refused {
    this.world.files.look();
    const reading = this.read(source);
    if (reading.errors.length) return { ok: false, diagnostics: reading.errors };
    const suffix = this.scope.suffix(reading.names, reading.own);
    const key = `${source}\0${suffix}`;
    const known = this.kept.get(key);
    const kept = known && this.isCurrent(known) ? known : this.fresh(source, reading, suffix);
    if ("diagnostics" in kept) return kept;
    this.scope.declare(kept.homes, cellSpecifier(kept.compiled.id), kept.augments);
    if (kept === known) return { ...kept.compiled, cached: true };
    remember(this.kept, key, kept);
    return kept.compiled;
  }

  /** Builds a program without a cell, so that the first one finds everything parsed. */
  warm(extent: Extent): void {
    const path = this.path(NOW);
    this.world.files.put(
      path,
      extent === "full" ? "console.log(process.pid); export {}" : "console.log(1 + 1); export {}",
    );
    this.extent = extent;
    const program = this.programs.build(path, extent);
    program.getSemanticDiagnostics(program.getSourceFile(path));
  }

  private read(source: string): Reading {
    const known = this.readings.get(source);
    if (known) return known;
    const { ts, files } = this.world;
    const file = files.parse(this.path("read"), source);
    const errors = (file as unknown as { parseDiagnostics: TypeScript.Diagnostic[] }).parseDiagnostics;
    const declared = declarations(ts, file);
    const names = [...identifiers(file)];
    const reading: Reading = {
      errors: describe(ts, errors, source.length),
      names,
      own: ownMeanings(declared),
      exported: exportedNames(ts, file, declared),
      async: awaitsAtTop(ts, file),
      augments: file.statements.some(
        (s) => ts.isModuleDeclaration(s) && (ts.isStringLiteral(s.name) || s.name.text === "global"),
      ),
      needsNode: /\bimport\b|\bexport\b.*\bfrom\b|\brequire\b|\bglobalThis\b/.test(source),
    };
    remember(this.readings, source, reading);
    return reading;
  }

  private fresh(source: string, reading: Reading, suffix: string): Kept | Refused {
    const id = this.next++;
    const text = moduleText(source, suffix, reading);
    this.world.files.put(this.path(NOW), text);
    this.world.files.put(`${this.world.folder}/${NAMES}.ts`, this.scope.module());
    if (reading.needsNode) this.extent = "full";
    let checked = this.check(source.length);
    if (checked.errors.length && this.extent === "light") {
      this.extent = "full";
      checked = this.check(source.length);
    }
    const { program, errors } = checked;
    if (errors.length) return { ok: false, diagnostics: errors };
    this.world.files.put(this.path(id), text);
    return this.translate(id, source, reading, program);
  }

  private check(end: number): { program: TypeScript.Program; errors: Diagnostic[] } {
    const { ts } = this.world;
    const path = this.path(NOW);
    const program = this.programs.build(path, this.extent);
    const file = program.getSourceFile(path)!;
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    for (const local of this.localSources(program)) {
      const version = this.world.files.version(local.fileName);
      if (this.sound.get(local.fileName) === version) continue;
      const complaints = [
        ...program.getSyntacticDiagnostics(local),
        ...program.getSemanticDiagnostics(local),
      ];
      if (complaints.length) found.push(...complaints);
      else this.sound.set(local.fileName, version);
    }
    return { program, errors: describe(ts, found, end) };
  }

  private localSources(program: TypeScript.Program): TypeScript.SourceFile[] {
    return program.getSourceFiles().filter((file) => !file.isDeclarationFile && isLocal(file.fileName));
  }

  private translate(id: number, source: string, reading: Reading, program: TypeScript.Program): Kept {
    const { ts, files } = this.world;
    const file = program.getSourceFile(this.path(NOW))!;
    const checker = program.getTypeChecker();
    const declared = declarations(ts, file);
    const own = declared.filter((d) => d.node.pos < source.length);
    const homes = homesOf(ts, checker, own, cellSpecifier(id));
    const boxes = createBoxes(ts, checker, file, declared);
    const specifiers = new Set<string>();
    const transformers = cellTransformers(ts, { end: source.length, boxes, checker, specifiers });
    const out = emit(program, file, transformers);
    const { header, footer } = wrapper(boxes.handle, boxes.used, reading.async);
    const compiled: Compiled = {
      ok: true,
      id,
      source,
      fileName: scriptName(id),
      code: `${header}\n${out.js}\n${footer}`,
      map: out.map,
      async: reading.async,
      imports: [...specifiers].map((specifier) => ({ specifier })),
      declares: [...homes].filter(([, home]) => home.value).map(([name]) => name),
      cached: false,
    };
    const local = new Map(this.localSources(program).map((f) => [f.fileName, files.version(f.fileName)]));
    return { compiled, homes, augments: reading.augments, local };
  }

  private isCurrent({ local }: Kept): boolean {
    return [...local].every(([path, version]) => this.world.files.version(path) === version);
  }

  private path(id: number | string): string {
    return `${this.world.folder}/${cellSpecifier(id)}.ts`;
  }
}

/** The script name in raw stack frames; the traces put the cell's own name in its place. */
export function scriptName(id: number): string {
  return `cell:${id}`;
}

/** The user's text first, so that positions stay; the semicolon ends a statement that leaves it open. */
function moduleText(source: string, suffix: string, { own, exported }: Reading): string {
  const names = [...own.keys()].filter((name) => !exported.has(name));
  return `${source}\n;${suffix}\nexport { ${names.join(", ")} };`;
}

function exportedNames(
  ts: World["ts"],
  file: TypeScript.SourceFile,
  declared: readonly Declared[],
): Set<string> {
  const names = declared.filter((d) => d.exported).map((d) => d.name);
  for (const statement of file.statements)
    if (
      ts.isExportDeclaration(statement) &&
      statement.exportClause &&
      ts.isNamedExports(statement.exportClause)
    )
      names.push(...statement.exportClause.elements.map((element) => element.name.text));
  return new Set(names);
}

function emit(
  program: TypeScript.Program,
  file: TypeScript.SourceFile,
  transformers: TypeScript.CustomTransformers,
): { js: string; map: string } {
  const out = { js: "", map: "" };
  program.emit(
    file,
    (name, text) => {
      out[name.endsWith(".map") ? "map" : "js"] = text;
    },
    undefined,
    false,
    transformers,
  );
  out.js = out.js.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "");
  return out;
}

/** One line before the cell, one after: a function of what the runner hands over. */
function wrapper(
  handle: string,
  boxes: ReadonlySet<string>,
  async: boolean,
): { header: string; footer: string } {
  const lines = [...boxes].map((name) => `${handle}${name} = ${handle}.box(${JSON.stringify(name)})`);
  const declared = lines.length ? ` const ${lines.join(", ")};` : "";
  return {
    header: `(${async ? "async " : ""}function (${handle}, require, __filename, __dirname) {${declared}`,
    footer: "})",
  };
}

/** A map that forgets its oldest entries. */
function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > KEEP) map.delete(map.keys().next().value!);
}
