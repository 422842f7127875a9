// Element types: their order in promotion, how a number is rounded to each, and what PyTorch calls them.

import { wrongType } from "../errors";

/** The type of a tensor's elements. */
export type DType = "bool" | "int32" | "float32" | "float64";

/** What `tensor`, `zeros` and the like give to floating-point data that states no dtype, as in PyTorch. */
export const defaultDType = "float32";

/** Low to high: of two tensors with dimensions the higher dtype wins. */
const order: readonly DType[] = ["bool", "int32", "float32", "float64"];

/** The names that PyTorch's messages use. */
export const longName: Readonly<Record<DType, string>> = {
  bool: "Bool",
  int32: "Int",
  float32: "Float",
  float64: "Double",
};

export const isFloating = (dtype: DType): boolean => dtype === "float32" || dtype === "float64";

/** The nearest number that the dtype can hold. */
export function roundTo(dtype: DType, value: number): number {
  if (dtype === "float32") return Math.fround(value);
  if (dtype === "float64") return value;
  return rounders[dtype](value);
}

/** One function a dtype, for loops that round every element. int32 wraps around, as two's complement does. */
export const rounders: Readonly<Record<DType, (value: number) => number>> = {
  bool: (value) => (value !== 0 ? 1 : 0),
  int32: (value) => value | 0,
  float32: Math.fround,
  float64: (value) => value,
};

/** The higher of two dtypes. */
export function promote(a: DType, b: DType): DType {
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}

/**
 * bool, integer, floating: a dtype of a tensor without dimensions counts only when its category is higher.
 */
function category(dtype: DType): number {
  return dtype === "bool" ? 0 : dtype === "int32" ? 1 : 2;
}

/**
 * The dtype of a result of two operands: dimensions outweigh 0-d tensors, unless those are of a higher
 * category.
 */
export function resultType(a: DType, aNdim: number, b: DType, bNdim: number): DType {
  if (a === b) return a;
  if ((aNdim === 0) === (bNdim === 0)) return promote(a, b);
  const [strong, weak] = aNdim === 0 ? [b, a] : [a, b];
  return category(weak) > category(strong) ? promote(weak, strong) : strong;
}

/** The same for two tensors. */
export function promoted(a: { dtype: DType; ndim: number }, b: { dtype: DType; ndim: number }): DType {
  return resultType(a.dtype, a.ndim, b.dtype, b.ndim);
}

/** The same for any number of tensors: all those with dimensions first, so that their order does not count. */
export function resultTypeOf(list: readonly { dtype: DType; ndim: number }[]): DType {
  const [strong, weak] = [list.filter(({ ndim }) => ndim > 0), list.filter(({ ndim }) => ndim === 0)];
  const highest = (some: typeof list): DType => some.map(({ dtype }) => dtype).reduce(promote, "bool");
  if (strong.length === 0) return highest(weak);
  return weak.length === 0 ? highest(strong) : resultType(highest(strong), 1, highest(weak), 0);
}

/**
 * The dtype in which a plain number joins a tensor: the tensor's own, unless the number needs a higher
 * category.
 */
export function dtypeOfNumber(value: number, beside: DType): DType {
  if (isFloating(beside)) return beside;
  if (!Number.isInteger(value)) return defaultDType;
  return "int32";
}

/** The dtype of a result that is never an integer, such as a quotient or an exponential. */
export function toFloating(dtype: DType): DType {
  return isFloating(dtype) ? dtype : defaultDType;
}

/** Refuses what can fill no tensor. */
export function checkValue(fn: string, value: number | boolean): number {
  if (typeof value === "number" || typeof value === "boolean") return Number(value);
  throw wrongType({ fn, argument: "value", got: value, wanted: "a number" });
}

/** Refuses what is not the name of a dtype. */
export function checkDType(fn: string, dtype: unknown): DType {
  if (order.includes(dtype as DType)) return dtype as DType;
  throw wrongType({
    fn,
    argument: "options.dtype",
    got: dtype,
    wanted: `one of ${order.map((name) => `"${name}"`).join(", ")}`,
    hint: "int64 and complex numbers do not exist here; integers are int32.",
  });
}
