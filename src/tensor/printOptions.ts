// How much of a tensor is printed, and how finely: PyTorch's torch.set_printoptions.

import { refuseUnknownOptions, wrongValue } from "../errors";

/** The settings of `setPrintOptions`. */
export interface PrintOptions {
  /** Decimals of a floating-point number. */
  precision: number;
  /** Tensors of more elements are summarised. */
  threshold: number;
  /** How many elements a summary shows at either end of a dimension. */
  edgeitems: number;
  /** Characters in a line. */
  linewidth: number;
  /** Always (true) or never (false) scientific format; `null` lets the numbers decide. */
  sciMode: boolean | null;
}

const defaults: PrintOptions = { precision: 4, threshold: 1000, edgeitems: 3, linewidth: 80, sciMode: null };

let current: PrintOptions = defaults;

/** The settings in force. */
export function printOptions(): PrintOptions {
  return current;
}

/**
 * Changes how tensors are printed from now on, as `torch.set_printoptions` does; called without options it
 * restores the defaults.
 *
 * @param options what is to change; without it the defaults come back
 * @example
 * ```ts
 * setPrintOptions({ precision: 2 });
 * tensor([1 / 3, 2 / 3])
 * // => tensor([0.33, 0.67])
 * setPrintOptions()
 * // => undefined
 * ```
 */
export function setPrintOptions(options?: Partial<PrintOptions>): void {
  refuseUnknownOptions("setPrintOptions", options, Object.keys(defaults));
  for (const name of ["precision", "threshold", "edgeitems", "linewidth"] as const) {
    const value = options?.[name];
    if (value === undefined || (value >= 0 && (Number.isInteger(value) || value === Infinity))) continue;
    throw wrongValue({
      fn: "setPrintOptions",
      argument: `options.${name}`,
      got: value,
      wanted: "a whole number, 0 or more",
    });
  }
  current = options === undefined ? defaults : { ...current, ...options };
}
