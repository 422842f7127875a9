// Anomaly detection: which operation made the first NaN of a gradient, and where it was called.

import { resolve } from "node:path";
import { refuseState } from "../tensor/refuse";
import type { Tensor } from "../tensor/tensor";
import { withFlag } from "./mode";
import type { Node } from "./record";
import { recorder } from "./record";

const places = new WeakMap<Node, string>();

/**
 * Turns the search for NaN on or off. While it is on, every operation remembers where it was called, and a
 * backward pass stops at the first gradient that is NaN. This makes everything several times slower.
 *
 * @param on true or false
 * @see torch.autograd.set_detect_anomaly
 * @example
 * ```ts
 * setDetectAnomaly(true);
 * const y = tensor(2, { requiresGrad: true }).square();
 * setDetectAnomaly(false);
 * y
 * // => tensor(4., grad_fn=<PowBackward0>)
 * ```
 */
export function setDetectAnomaly(on: boolean): void {
  recorder.onNode = on ? remember : null;
}

/**
 * Runs `f` with the search for NaN; returns what `f` returns.
 *
 * @param f what is run meanwhile
 * @throws Error, with PyTorch's sentence, that names the operation whose gradient was the first NaN, and the
 *   line that called it
 *
 * @example
 * ```ts
 * const x = tensor([0, 4], { requiresGrad: true });
 * let found = "";
 * try {
 *   detectAnomaly(() => x.sqrt().mul(0).sum().backward());
 * } catch (error) {
 *   found = String(error).split("\n")[0];
 * }
 * found
 * // => "Error: Function 'SqrtBackward0' returned nan values in its 0th output."
 * ```
 */
export function detectAnomaly<T>(f: () => T): T {
  const before = recorder.onNode;
  recorder.onNode = remember;
  return withFlag("detectAnomaly", f, () => (recorder.onNode = before));
}

function remember(node: Node): void {
  places.set(node, callerOf());
}

/** Refuses a gradient that has a NaN. */
export function refuseNaN(node: Node, part: Tensor, index: number): void {
  if (!part.toFlatArray().some(Number.isNaN)) return;
  const place = places.get(node);
  throw refuseState(
    `Function '${node.name}' returned nan values in its ${index}th output.`,
    place === undefined
      ? "The operation was recorded outside detectAnomaly; put the whole computation inside to learn where."
      : `The operation was called ${place}.`,
  );
}

const library = resolve(__dirname, "..");

/** The first line of the stack that is not the library's own. */
function callerOf(): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 50;
  const lines = (new Error().stack ?? "").split("\n").slice(1);
  Error.stackTraceLimit = limit;
  const line = lines.find((text) => !text.includes(library) || text.includes(".test."));
  return (line ?? "somewhere").trim();
}
