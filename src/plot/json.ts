// Figures as JSON: numbers short enough for a notebook, what JSON cannot say (NaN, infinities) as gaps.

import { drawable, extent } from "./numbers";

const digits = 6;

/**
 * A plotly value as JSON carries it: typed arrays and tensors become arrays, numbers in arrays are rounded,
 * numbers that are not finite become null (plotly's gap), functions and undefined values go.
 */
export function toJsonValue(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "object" || value === null) return value;
  if (isNumbers(value)) return rounded(value);
  if (isBig(value)) return rounded(Array.from(value, Number));
  if (Array.isArray(value)) return value.map((item) => toJsonValue(item) ?? null);
  return objectToJson(value);
}

function objectToJson(value: object): unknown {
  if ("tolist" in value && typeof value.tolist === "function") {
    return toJsonValue((value as { tolist(): unknown }).tolist());
  }
  if ("toJSON" in value) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, toJsonValue(item)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined && typeof item !== "function"));
}

/** Gaps may be in it as null already. */
function isNumbers(value: object): value is ArrayLike<number> {
  if (Array.isArray(value)) return value.every((item) => typeof item === "number" || item === null);
  return ArrayBuffer.isView(value) && !(value instanceof DataView) && !isBig(value);
}

function isBig(value: object): value is BigInt64Array | BigUint64Array {
  return value instanceof BigInt64Array || value instanceof BigUint64Array;
}

/**
 * Numbers to six significant digits, with as many more as they need to be told apart where they lie close
 * together (`1 + 1e-8`, `1 + 2e-8`): none moves by more than a ten-thousandth of the whole range.
 */
export function rounded(numbers: ArrayLike<number>): (number | null)[] {
  const precision = digits + extraDigits(numbers);
  return Array.from(numbers, (v) => {
    const shown = Number.isFinite(v) ? drawable(v) : NaN;
    return Number.isNaN(shown) ? null : Number(shown.toPrecision(precision));
  });
}

function extraDigits(numbers: ArrayLike<number>): number {
  const [low, high] = extent(numbers) ?? [0, 0];
  if (low === high) return 0;
  const ratio = Math.max(Math.abs(low), Math.abs(high)) / (high - low);
  return Math.min(17 - digits, Math.max(0, Math.floor(Math.log10(ratio))));
}
