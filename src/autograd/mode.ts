// The recording mode: noGrad and enableGrad.

import { requireFunction, wrongType } from "../errors";

let recording = true;
let hiding = false;

/** True while operations on tensors that require gradients are recorded. */
export function isRecording(): boolean {
  return recording;
}

/** True inside of noGrad: not in a backward pass, which is not recorded either. */
export function isHiding(): boolean {
  return hiding && !recording;
}

/** Turns recording on or off; returns how it was, to be put back in a `finally`. */
export function setRecording(on: boolean): boolean {
  const before = recording;
  recording = on;
  return before;
}

/** Runs `f` with recording on or off, and puts it back as it was, also when `f` throws. */
export function withRecording<T>(on: boolean, f: () => T): T {
  const before = setRecording(on);
  const outer = hiding;
  hiding = !on;
  try {
    return f();
  } finally {
    setRecording(before);
    hiding = outer;
  }
}

/**
 * Runs `f` without recording: its results do not require gradients. Returns what `f` returns.
 *
 * @param f a function without parameters
 * @throws TypeError if `f` is asynchronous: what runs after an `await` would be recorded all the same
 *
 * @example
 * ```ts
 * const w = tensor([1, 2], { requiresGrad: true });
 * noGrad(() => w.mul(2))
 * // => tensor([2., 4.])
 * ```
 */
export function noGrad<T>(f: () => T): T {
  requireFunction("noGrad", f, "() => w.mul(2)");
  return synchronous("noGrad", withRecording(false, f));
}

/**
 * Runs `f` with recording, also inside `noGrad`. Returns what `f` returns.
 *
 * @param f a function without parameters
 * @see torch.enable_grad
 * @example
 * ```ts
 * const x = tensor(3, { requiresGrad: true });
 * noGrad(() => x.square().requiresGrad)
 * // => false
 * noGrad(() => enableGrad(() => x.square().requiresGrad))
 * // => true
 * ```
 */
export function enableGrad<T>(f: () => T): T {
  requireFunction("enableGrad", f, "() => w.mul(2)");
  return synchronous("enableGrad", withRecording(true, f));
}

/** Runs `f`, and `after` when it is done, also when it throws. */
export function withFlag<T>(fn: string, f: () => T, after: () => void): T {
  try {
    requireFunction(fn, f, "() => w.mul(2)");
    return synchronous(fn, f());
  } finally {
    after();
  }
}

/** Refuses the promise of a result: what runs after an `await` would not be recorded as it should. */
export function synchronous<T>(fn: string, result: T): T {
  if (typeof (result as { then?: unknown } | null | undefined)?.then !== "function") return result;
  throw wrongType({
    fn,
    argument: "f",
    got: result,
    wanted: "a function that does not wait",
    hint: `Await first, and call ${fn} around the operations only.`,
  });
}
