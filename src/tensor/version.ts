// How often the memory of a tensor was written to: PyTorch's version counters, shared by a tensor and its views.
//
// A tensor that is never written to carries nothing. The others are looked up here, with the time of every write; time
// is counted in recorded operations, so that an operation knows whether what it saved was written to after it.

import type { Tensor } from "./tensor";

const writes = new WeakMap<Tensor, number[]>();

/** The time of the latest write of all; an operation recorded after it need not look any further. */
export let lastWrite = -1;

/** Notes that the memory of `t` was written to. Operations recorded at `time` or later have seen it. */
export function markWritten(t: Tensor, time: number): void {
  const owner = t.base ?? t;
  const times = writes.get(owner);
  if (times === undefined) writes.set(owner, [time]);
  else times.push(time);
  lastWrite = Math.max(lastWrite, time);
}

/** How often the memory of `t` was written to. */
export function versionOf(t: Tensor): number {
  return writes.get(t.base ?? t)?.length ?? 0;
}

/** How often it had been written to when an operation was recorded at `time`. */
export function versionAt(t: Tensor, time: number): number {
  return writes.get(t.base ?? t)?.filter((at) => at <= time).length ?? 0;
}
