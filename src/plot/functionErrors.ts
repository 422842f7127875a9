// Errors about a function that cannot be drawn: it throws, or returns a value of another type.

import { asIs, shown, wrongType, wrongValue } from "../errors";
import { hasToList } from "./numbers";

/** The function, and where it was called: `x = 2` or `(1, 2)`. */
export interface Call {
  fn: string;
  argument: string;
  at: string;
}

const gap = "Return NaN where it is not defined, and the picture has a gap there; or choose other limits.";

/** The function threw; `otherwise` is the way out, where it is not another kind of argument. */
export function threw(
  { fn, argument, at }: Call,
  wanted: string,
  cause: unknown,
  otherwise: string = gap,
): RangeError {
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  const isForTensors = cause instanceof TypeError && cause.message.endsWith("is not a function");
  const hint = isForTensors ? "It is called with plain numbers; tensor(x) makes a tensor of one." : otherwise;
  const error = wrongValue({ fn, argument, got: asIs(`one that threw at ${at} (${reason})`), wanted, hint });
  return Object.assign(error, { cause });
}

/** The function returned what cannot be drawn. */
export function returned(
  { fn, argument, at }: Call,
  wanted: string,
  value: unknown,
  hint?: string,
): TypeError {
  const wayOut = hasToList(value) ? "The number in a tensor of one element is its item()." : hint;
  return wrongType({
    fn,
    argument,
    got: asIs(`one with the value ${shown(value)} at ${at}`),
    wanted,
    hint: wayOut,
  });
}
