// Which dtype a result has: PyTorch's promotion, from its documentation.

import type { DType, Value } from "./value";
import { constantValue, isFloat } from "./value";

export type Operand = Value | number | boolean;

const order: readonly DType[] = ["bool", "int32", "float32", "float64"];
const category = (dtype: DType): number => (dtype === "bool" ? 0 : dtype === "int32" ? 1 : 2);
const higher = (a: DType, b: DType): DType => (order.indexOf(a) >= order.indexOf(b) ? a : b);

export const isValue = (x: unknown): x is Value => typeof x === "object" && x !== null && "cells" in x;

export const floatOf = (dtype: DType): DType => (isFloat(dtype) ? dtype : "float32");

/** A plain number brings its category only, with the default dtype of it. */
const ownDType = (x: number | boolean): DType =>
  typeof x === "boolean" ? "bool" : Number.isInteger(x) ? "int32" : "float32";

/**
 * Tensors with dimensions outweigh those without, and these outweigh plain numbers, unless the category is
 * higher.
 */
export function promoted(...operands: Operand[]): DType {
  const ranks = [
    operands.filter((x) => isValue(x) && x.shape.length > 0).map((x) => (x as Value).dtype),
    operands.filter((x) => isValue(x) && x.shape.length === 0).map((x) => (x as Value).dtype),
    operands.filter((x) => !isValue(x)).map((x) => ownDType(x as number | boolean)),
  ].map((dtypes) => dtypes.reduce<DType | null>((a, b) => (a === null ? b : higher(a, b)), null));
  return ranks.reduce((strong, weak) => {
    if (strong === null || weak === null) return strong ?? weak;
    return category(weak) > category(strong) ? weak : strong;
  })!;
}

/** A plain number as a value without dimensions. */
export function asValue(x: Operand, dtype: DType): Value {
  return isValue(x) ? x : constantValue([], dtype, [Number(x)]);
}
