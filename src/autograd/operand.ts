// Operands: tensors and plain numbers, checked and converted for an operation.

import { wrongType } from "../errors";
import type { DType } from "../tensor/dtype";
import { dtypeOfNumber, roundTo } from "../tensor/dtype";
import { refuseType } from "../tensor/refuse";
import { isList } from "../tensor/shape";
import { checkTensor, Tensor } from "../tensor/tensor";
import { literal } from "./literal";

export { checkTensor };

/** A tensor, or a number that joins in the other tensor's dtype. */
export type Operand = Tensor | number | boolean;

/**
 * The operand as a tensor; a plain number takes the dtype of the tensor beside it, as far as that can hold
 * it.
 */
export function operand(fn: string, value: Operand, beside: DType): Tensor {
  if (value instanceof Tensor) return value;
  if (typeof value === "number") {
    const dtype = dtypeOfNumber(value, beside);
    return literal(roundTo(dtype, value), dtype);
  }
  if (typeof value === "boolean") return literal(value ? 1 : 0, "bool");
  throw notATensor(fn, value);
}

/** Two operands, of which at least one is a tensor, in their order. */
export function operands(fn: string, a: Operand, b: Operand): [Tensor, Tensor] {
  if (a instanceof Tensor) return [a, operand(fn, b, a.dtype)];
  const second = operand(fn, b, typeof a === "boolean" ? "bool" : "float32");
  return [operand(fn, a, second.dtype), second];
}

/** Refuses what is no number. */
export function checkNumber(fn: string, argument: string, value: number): number {
  if (typeof value === "number") return value;
  throw wrongType({ fn, argument, got: value, wanted: "a number" });
}

/** Refuses what is no list of tensors. */
export function checkTensors(
  fn: string,
  tensors: readonly Tensor[],
  argument: string = "tensors",
): readonly Tensor[] {
  if (!isList(tensors)) {
    const hint = "Put the tensors into brackets: [a, b].";
    throw wrongType({ fn, argument, got: tensors, wanted: "a list of tensors", hint });
  }
  tensors.forEach((tensor, i) => checkTensor(fn, `${argument}[${i}]`, tensor));
  return tensors;
}

function notATensor(fn: string, value: unknown): TypeError {
  const type = Array.isArray(value)
    ? "list"
    : value === null || value === undefined
      ? "NoneType"
      : typeof value;
  return refuseType(
    `unsupported operand type(s) for ${fn}: 'Tensor' and '${type}'`,
    `${fn} takes tensors and numbers; make a tensor of an array with tensor([…]).`,
  );
}
