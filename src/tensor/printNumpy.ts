// What NumPy prints for an array, to the letter. Follows numpy/core/arrayprint.py with its default settings.

import { fixed, padExponent, scientific, shortestFloat32 } from "./decimal";
import type { DType } from "./dtype";
import { edges } from "./printEdges";
import type { Shape } from "./shape";
import { sizeOf } from "./shape";

const precision = 8;
const threshold = 1000;
const edgeitems = 3;
const linewidth = 75;

/** The text of an array, as `print(np.array(…))` shows it. */
export function showNumpy(values: ArrayLike<number>, shape: Shape, dtype: DType): string {
  const size = sizeOf(shape);
  if (size === 0) return "[]";
  if (shape.length === 0) return scalar(values[0], dtype);
  const edge = size > threshold ? edgeitems : Infinity;
  const write = formats[dtype](shown(values, shape, edge));
  return brackets(shape, edge, (at) => write(values[at]));
}

function shown(values: ArrayLike<number>, shape: Shape, edge: number): number[] {
  let at = [0];
  for (const length of shape) {
    const kept = edges(length, edge).filter((i) => i !== null);
    at = at.flatMap((start) => kept.map((i) => start * length + i));
  }
  return at.map((i) => values[i]);
}

type Write = (value: number) => string;

const formats: Readonly<Record<DType, (shown: readonly number[]) => Write>> = {
  bool: () => (value) => (value !== 0 ? " True" : "False"),
  int32: (values) => {
    const width = Math.max(...values.map((value) => String(value).length));
    return (value) => String(value).padStart(width);
  },
  float32: (values) => floatFormat(values, shortestFloat32),
  float64: (values) => floatFormat(values, String),
};

function floatFormat(values: readonly number[], shortest: Write): Write {
  const finite = values.filter(Number.isFinite);
  const write = needsExponents(finite) ? inPowers(finite, shortest) : inDecimals(finite, shortest);
  const word = (value: number): string => (Number.isFinite(value) ? write(value) : notFinite(value));
  const width = Math.max(...values.map((value) => word(value).length));
  return (value) => word(value).padStart(width);
}

function notFinite(value: number): string {
  return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

/** Very large, very small, or both at once. */
function needsExponents(values: readonly number[]): boolean {
  const sizes = values.map(Math.abs).filter((value) => value !== 0);
  if (sizes.length === 0) return false;
  const max = sizes.reduce((p, q) => Math.max(p, q));
  const min = sizes.reduce((p, q) => Math.min(p, q));
  return max >= 1e8 || min < 1e-4 || max / min > 1000;
}

/**
 * Shortest digits, at most eight decimals; what is shorter is filled with blanks, so that points stand in
 * line.
 */
function inDecimals(values: readonly number[], shortest: Write): Write {
  const digits = (value: number): string => {
    const short = Number.isInteger(value) ? fixed(value, 0) : plainDigits(shortest(value), value);
    const [, decimals = ""] = short.split(".");
    const text = decimals.length > precision ? fixed(value, precision).replace(/0+$/, "") : short;
    return text.includes(".") ? text : `${text}.`;
  };
  const after = (text: string): number => text.length - text.indexOf(".");
  const right = Math.max(0, ...values.map((value) => after(digits(value))));
  return (value) => {
    const text = digits(value);
    return text + " ".repeat(right - after(text));
  };
}

/** String() writes small numbers with an exponent; here they are wanted without. */
function plainDigits(text: string, value: number): string {
  return text.includes("e") ? fixed(value, 20) : text;
}

/**
 * As many decimals of the mantissa as the longest of the shortest ones needs, at most eight, and exponents
 * equally long.
 */
function inPowers(values: readonly number[], shortest: Write): Write {
  const needed = values.map((value) => {
    const digits = significant(shortest(Math.abs(value))).length - 1;
    return digits <= precision ? digits : significant(scientific(Math.abs(value), precision)).length - 1;
  });
  const decimals = Math.min(Math.max(0, ...needed), precision);
  const split = (value: number): string[] => scientific(value, decimals).split("e");
  const length = Math.max(2, ...values.map((value) => split(value)[1].length - 1));
  return (value) => {
    const [mantissa, exponent] = split(value);
    const point = mantissa.includes(".") ? "" : ".";
    return `${mantissa}${point}e${exponent[0]}${exponent.slice(1).padStart(length, "0")}`;
  };
}

/** The digits of a number without point, exponent and the zeros around them. */
function significant(text: string): string {
  return text.replace(/e.*/, "").replace(".", "").replace(/^0+/, "").replace(/0+$/, "");
}

/** A single number stands alone, as Python shows it. */
function scalar(value: number, dtype: DType): string {
  if (dtype === "bool") return value !== 0 ? "True" : "False";
  if (!Number.isFinite(value)) return notFinite(value);
  if (dtype === "int32") return String(value);
  const text = dtype === "float32" ? shortestFloat32(value) : String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [mantissa, exponent] = Number(text).toExponential().split("e");
    return `${mantissa}e${padExponent(exponent)}`;
  }
  const plain = Object.is(value, -0) ? "-0" : text;
  return plain.includes(".") ? plain : `${plain}.0`;
}

/** The elements in brackets, broken at 75 characters. */
function brackets(shape: Shape, edge: number, cell: (at: number) => string): string {
  const last = shape.length - 1;
  const block = (dim: number, at: number): string => {
    const entries = edges(shape[dim], edge);
    // Every open bracket indents by one, every bracket still to be closed shortens the line by one.
    if (dim === last)
      return `[${fill(
        entries.map((i) => (i === null ? "..." : cell(at + i))),
        dim + 1,
        linewidth - dim - 1,
      )}]`;
    const stride = sizeOf(shape.slice(dim + 1));
    const parts = entries.map((i) => (i === null ? "..." : block(dim + 1, at + i * stride)));
    return `[${parts.join("\n".repeat(last - dim) + " ".repeat(dim + 1))}]`;
  };
  return block(0, 0);
}

/** Words separated by blanks, in lines of at most `width` characters that begin at column `indent`. */
function fill(words: readonly string[], indent: number, width: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    const wraps = line !== "" && indent + line.length + word.length > width;
    if (wraps) lines.push(line.trimEnd());
    line = wraps ? `${word} ` : `${line}${word} `;
  }
  lines.push(line.slice(0, -1));
  return lines.join(`\n${" ".repeat(indent)}`);
}
