// A checked cell as JavaScript: a function of what the runner hands over.

import type TypeScript from "typescript";
import { type Boxes, createBoxes } from "./boxes";
import { elementFactories } from "./made";
import { type Declared, declarations } from "./names";
import type { World } from "./programs";
import { cellTransformers } from "./rewrite";
import type { Import } from "./types";

export interface Emitted {
  code: string;
  map: string;
  /** Modules that the cell needs at run time. */
  imports: Import[];
  /** What the cell's own text declares. */
  declared: Declared[];
}

/** Translates the cell in `file`, whose text ends at `end`: what follows is the engine's. */
export function emitCell(
  { ts, options }: World,
  program: TypeScript.Program,
  file: TypeScript.SourceFile,
  { end, async }: { end: number; async: boolean },
): Emitted {
  const checker = program.getTypeChecker();
  const all = declarations(ts, file);
  const boxes = createBoxes(ts, checker, file, all);
  const imports: Import[] = [];
  const factories = elementFactories(ts, file, options("full"));
  const { js, map } = emit(program, file, cellTransformers(ts, { end, boxes, checker, imports, factories }));
  const code = `${header(boxes, async)}\n${js}\n})`;
  return { code, map, imports, declared: all.filter((d) => d.node.pos < end) };
}

function emit(
  program: TypeScript.Program,
  file: TypeScript.SourceFile,
  transformers: TypeScript.CustomTransformers,
): { js: string; map: string } {
  const out = { js: "", map: "" };
  const write = (name: string, text: string): void => void (out[name.endsWith(".map") ? "map" : "js"] = text);
  program.emit(file, write, undefined, false, transformers);
  return { ...out, js: withoutMapComment(withoutShebang(out.js)) };
}

/** A first line for the shell, `#!`, is none of JavaScript inside a function. Its line stays. */
export function withoutShebang(js: string): string {
  return js.replace(/^#!.*/, "");
}

/** Node would look for the file that the comment names. */
export function withoutMapComment(js: string): string {
  return js.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "");
}

function header(boxes: Boxes, async: boolean): string {
  const { handle, used } = boxes;
  const lines = [...used].map((name) => `${handle}${name} = ${handle}.box(${JSON.stringify(name)})`);
  if (boxes.asks) lines.push(`${boxes.turn()} = ${handle}.turn`);
  const declared = lines.length ? ` const ${lines.join(", ")};` : "";
  return `(${async ? "async " : ""}function (${handle}, require, __filename, __dirname) {${declared}`;
}
