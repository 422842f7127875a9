// Arrays and tensors as text: as PyTorch prints them, or as NumPy does.

import { refuseUnknownOptions, wrongType, wrongValue } from "../errors";
import type { DType } from "./dtype";
import { checkDType, rounders } from "./dtype";
import type { NestedData } from "./nested";
import { dtypeOfTyped, flatten } from "./nested";
import { showNumpy } from "./printNumpy";
import { showTensor } from "./printTensor";
import type { Shape } from "./shape";
import { Tensor } from "./tensor";

/** The settings of `format`. */
export interface FormatOptions {
  /** Whose way of printing: `"torch"` (the default) or `"numpy"`. */
  style?: "torch" | "numpy";
  /**
   * The dtype that numbers and arrays are taken for; by default that of their array, else float64 (and bool
   * for true and false).
   */
  dtype?: DType;
}

/** What there is to print, laid out in a row. */
interface Row {
  values: ArrayLike<number>;
  shape: Shape;
  dtype: DType;
}

/**
 * The text that PyTorch or NumPy prints for a number, an array or a tensor.
 *
 * @param array a number, nested arrays, a typed array or a tensor
 * @throws TypeError if there is anything but numbers in `array`
 *
 * @example
 * ```ts
 * format([6.000000000000006, 36.945286649], { style: "numpy" })
 * // => '[ 6.         36.94528665]'
 * ```
 */
export function format(array: NestedData | Tensor, options?: FormatOptions): string {
  refuseUnknownOptions("format", options, ["style", "dtype"]);
  const style = options?.style ?? "torch";
  if (style !== "torch" && style !== "numpy") {
    throw wrongValue({ fn: "format", argument: "options.style", got: style, wanted: `"torch" or "numpy"` });
  }
  if (array instanceof Tensor && style === "torch" && options?.dtype === undefined) return showTensor(array);
  const { values, shape, dtype } = rowOf(array, options?.dtype);
  if (style === "numpy") return showNumpy(values, shape, dtype);
  return showTensor({ shape, dtype, requiresGrad: false, gradFn: null, elements: () => values });
}

function rowOf(array: NestedData | Tensor, wanted: DType | undefined): Row {
  const { values, shape, dtype } = found(array);
  if (wanted === undefined) return { values, shape, dtype };
  const round = rounders[checkDType("format", wanted)];
  return { values: Array.from(values, round), shape, dtype: wanted };
}

function found(array: NestedData | Tensor): Row {
  if (array instanceof Tensor) return { values: array.toFlatArray(), shape: array.shape, dtype: array.dtype };
  if (array === undefined || array === null) {
    throw wrongType({
      fn: "format",
      argument: "array",
      got: array,
      wanted: "a number, an array or a tensor",
    });
  }
  const { values, shape, boolean } = flatten(array);
  return { values, shape, dtype: boolean ? "bool" : (dtypeOfTyped(array) ?? "float64") };
}
