// A recorded graph as it is read here: by its structure, so that no class of a tensor library is needed.

/** What made a tensor, as PyTorch's `grad_fn`; what is not there is not drawn. */
export interface GraphFunction {
  /** `MulBackward0`, or `AccumulateGrad` for a leaf. */
  readonly name: string;
  /** What made the operands; `null` for one through which no gradient flows. */
  readonly nextFunctions: readonly (GraphFunction | null)[];
  readonly shape?: readonly number[];
  /** The leaf itself. */
  readonly variable?: GraphTensor | null;
  /** The result, where its numbers are few. */
  readonly value?: HasNumbers | null;
  /** The operands, where their numbers are few. */
  readonly operands?: readonly (HasNumbers | null)[];
  /** Further arguments of the operation, such as an exponent. */
  readonly attrs?: unknown;
  /** The derivative by each operand: rows are the numbers of the result, columns those of the operand. */
  localJacobians?(): readonly (readonly (readonly number[])[] | null)[];
}

/** What gives its numbers as a tensor does. */
export interface HasNumbers {
  tolist(): unknown;
}

/** A tensor with its history. */
export interface GraphTensor extends HasNumbers {
  readonly gradFn: GraphFunction | null;
  readonly requiresGrad: boolean;
  readonly shape: readonly number[];
  readonly grad?: HasNumbers | null;
}

/** The numbers of something, row by row. */
export function flat(value: HasNumbers | null | undefined): number[] | undefined {
  if (value == null) return undefined;
  const list = [value.tolist()].flat(Infinity).map(Number);
  return list.length === 0 ? undefined : list;
}
