// What PyTorch prints for a tensor, to the letter. Follows torch/_tensor_str.py step by step.

import { fixed, scientific } from "./decimal";
import type { DType } from "./dtype";
import { defaultDType, isFloating } from "./dtype";
import { printOptions } from "./printOptions";
import type { Shape } from "./shape";
import { sizeOf } from "./shape";
import { edges } from "./printEdges";

/** What printing needs to know of a tensor. */
export interface Printable {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly requiresGrad: boolean;
  readonly gradFn: { readonly name: string } | null;
  elements(): ArrayLike<number>;
}

/** The text of a tensor, as PyTorch's `print` shows it. */
export function showTensor(t: Printable): string {
  const prefix = "tensor(";
  const text = showElements(t.elements(), t.shape, formatOf(t.dtype), prefix.length);
  return addSuffixes(prefix + text, suffixes(t), prefix.length);
}

/**
 * What follows the numbers: size of an empty tensor, dtype unless it is the default, and where it came from.
 */
function suffixes({ shape, dtype, requiresGrad, gradFn }: Printable): string[] {
  const empty = sizeOf(shape) === 0;
  const parts: string[] = [];
  if (empty && shape.length !== 1) parts.push(`size=(${shape.join(", ")}${shape.length === 1 ? "," : ""})`);
  if (dtype !== defaultDType && (empty || dtype !== "bool")) parts.push(`dtype=torch.${dtype}`);
  if (gradFn !== null) parts.push(`grad_fn=<${gradFn.name}>`);
  else if (requiresGrad) parts.push("requires_grad=True");
  return parts;
}

/** Puts the suffixes behind the text, each on a new line where the last one is full. */
function addSuffixes(text: string, parts: readonly string[], indent: number): string {
  // One more than the last line is long, and two more where it is the only one: so PyTorch counts.
  let lineLength = text.length - text.lastIndexOf("\n") + 1;
  for (const part of parts) {
    const fits = lineLength + part.length + 2 <= printOptions().linewidth;
    text += fits ? `, ${part}` : `,\n${" ".repeat(indent)}${part}`;
    lineLength = fits ? lineLength + part.length + 2 : indent + part.length;
  }
  return `${text})`;
}

/** How the elements of a tensor are written: decided from all of them, or from those that a summary shows. */
type Format = (shown: readonly number[]) => { width: number; write: (value: number) => string };

function formatOf(dtype: DType): Format {
  if (isFloating(dtype)) return floatFormat;
  return dtype === "bool" ? plainFormat((value) => (value !== 0 ? "True" : "False")) : plainFormat(String);
}

const plainFormat =
  (write: (value: number) => string): Format =>
  (shown) => ({ width: widest(shown, write), write });

const floatFormat: Format = (shown) => {
  const { precision, sciMode } = printOptions();
  const telling = shown.filter((value) => Number.isFinite(value) && value !== 0);
  const whole = telling.every(Number.isInteger);
  const inPowers = (value: number): string => python(value, (v) => scientific(v, precision));
  const plain = (value: number): string =>
    python(value, (v) => (whole ? `${fixed(v, 0)}.` : fixed(v, precision)));
  const natural = needsExponents(telling, whole) ? inPowers : plain;
  const chosen = sciMode === null ? natural : sciMode ? inPowers : plain;
  // As in PyTorch, the width is that of the format which the numbers ask for, also when the options choose
  // the other one.
  return { width: widest(telling, natural), write: chosen };
};

/** Very large, very small, or both at once. */
function needsExponents(values: readonly number[], whole: boolean): boolean {
  if (values.length === 0) return false;
  const sizes = values.map(Math.abs);
  const max = sizes.reduce((p, q) => Math.max(p, q));
  const min = sizes.reduce((p, q) => Math.min(p, q));
  return max / min > 1000 || max > 1e8 || (!whole && min < 1e-4);
}

/** Python's words for what is not finite. */
function python(value: number, write: (value: number) => string): string {
  if (Number.isNaN(value)) return "nan";
  return Number.isFinite(value) ? write(value) : value > 0 ? "inf" : "-inf";
}

function widest(values: readonly number[], write: (value: number) => string): number {
  return values.reduce((width, value) => Math.max(width, write(value).length), 1);
}

/**
 * The numbers in their brackets; `indent` is the column at which they start. Pure: used by the tests of
 * PyTorch's other dtypes too.
 */
function showElements(values: ArrayLike<number>, shape: Shape, format: Format, indent: number): string {
  const size = sizeOf(shape);
  if (size === 0) return "[]";
  const { threshold, edgeitems, linewidth } = printOptions();
  const edge = size > threshold ? edgeitems : Infinity;
  const { width, write } = format(shownValues(values, shape, edge));
  const cell = (i: number): string => write(values[i]).padStart(width);
  const perLine = (column: number): number => Math.max(1, Math.floor((linewidth - column) / (width + 2)));

  const vector = (at: number, column: number): string => {
    if (edge === 0 && size > threshold) return "[...]";
    const cells = edges(shape[shape.length - 1], edge).map((i) => (i === null ? " ..." : cell(at + i)));
    return `[${inLines(cells, perLine(column)).join(`,\n${" ".repeat(column + 1)}`)}]`;
  };
  const block = (dim: number, at: number, column: number): string => {
    if (dim === shape.length - 1) return vector(at, column);
    const stride = sizeOf(shape.slice(dim + 1));
    const parts = edges(shape[dim], edge).map((i) =>
      i === null ? "..." : block(dim + 1, at + i * stride, column + 1),
    );
    return `[${parts.join("," + "\n".repeat(shape.length - 1 - dim) + " ".repeat(column + 1))}]`;
  };
  return shape.length === 0 ? cell(0) : block(0, 0, indent);
}

function inLines(cells: readonly string[], perLine: number): string[] {
  const lines: string[] = [];
  for (let i = 0; i < cells.length; i += perLine) lines.push(cells.slice(i, i + perLine).join(", "));
  return lines;
}

/** The elements that are printed: all, or those at the edges. */
function shownValues(values: ArrayLike<number>, shape: Shape, edge: number): number[] {
  let shown = [0];
  for (const length of shape) {
    const kept = edges(length, edge).filter((i) => i !== null);
    shown = shown.flatMap((at) => kept.map((i) => at * length + i));
  }
  return shown.map((at) => values[at]);
}
