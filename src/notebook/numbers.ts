// Comparison of outputs: numbers by six significant digits, all else exactly.

import { ExactNumber, isObject } from "./json";

const number = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/g;

/** Whether two numbers differ by less than one in the sixth significant digit. */
export function sameNumber(left: number, right: number): boolean {
  if (Object.is(left, right) || left === right) return true;
  const largest = Math.max(Math.abs(left), Math.abs(right));
  if (!Number.isFinite(largest)) return false;
  const unit = 10 ** (Math.floor(Math.log10(largest)) - 5);
  // The difference of 1.00001 and 1 is a little less than 0.00001.
  return Math.abs(left - right) < unit * 0.999;
}

/** Whether two texts say the same, with the same numbers in them. */
export function sameText(left: string, right: string): boolean {
  if (left === right) return true;
  const [words, otherWords] = [left.split(number), right.split(number)];
  if (words.length !== otherWords.length || words.some((word, i) => word !== otherWords[i])) return false;
  const otherNumbers = right.match(number) ?? [];
  return (left.match(number) ?? []).every((digits, i) => sameNumber(Number(digits), Number(otherNumbers[i])));
}

/** The places at which two JSON values differ, as `data[0].y[17]: 1.5 → 1.6`. */
export function jsonDifferences(stored: unknown, now: unknown, path = ""): string[] {
  const [left, right] = [comparable(stored), comparable(now)];
  if (typeof left === "number" && typeof right === "number") {
    return sameNumber(left, right) ? [] : [change(path, left, right)];
  }
  if (typeof left === "string" && typeof right === "string") {
    return sameText(left, right) ? [] : [change(path, left, right)];
  }
  if (Array.isArray(left) && Array.isArray(right)) return listDifferences(left, right, path);
  if (!isObject(left) || !isObject(right)) return left === right ? [] : [change(path, left, right)];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].flatMap((key) =>
    jsonDifferences(left[key], right[key], path === "" ? key : `${path}.${key}`),
  );
}

function listDifferences(left: readonly unknown[], right: readonly unknown[], path: string): string[] {
  if (left.length !== right.length) return [`${path}: ${left.length} entries → ${right.length} entries`];
  return left.flatMap((entry, i) => jsonDifferences(entry, right[i], `${path}[${i}]`));
}

function comparable(value: unknown): unknown {
  return value instanceof ExactNumber ? Number(value.text) : value;
}

function change(path: string, left: unknown, right: unknown): string {
  return `${path}: ${brief(left)} → ${brief(right)}`;
}

function brief(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
