// How often memory was written to: PyTorch's version counters, shared by all tensors that look at the same
// memory.
//
// Memory that is never written to carries nothing. The rest is looked up here, with the time of every write;
// time is counted in recorded operations and what lies between them, so that an operation knows whether what
// it saved was written to after it.

import type { Tensor } from "./tensor";

/** The times of all writes, by memory; a number that is held without memory counts by its tensor. */
const writes = new WeakMap<object, number[]>();

/** The time of the latest write of all; an operation recorded after it need not look any further. */
export let lastWrite = -1;

/** Notes that the memory of `t` was written to. Operations recorded at `time` or later have seen it. */
export function markWritten(t: Tensor, time: number): void {
  const key = typeof t.data === "number" ? t : t.data;
  const times = writes.get(key);
  if (times === undefined) writes.set(key, [time]);
  else times.push(time);
  lastWrite = Math.max(lastWrite, time);
}

/** How often the memory of `t` was written to. */
export function versionOf(t: Tensor): number {
  return timesOf(t).length;
}

/** How often it had been written to when an operation was recorded at `time`. */
export function versionAt(t: Tensor, time: number): number {
  return timesOf(t).filter((at) => at <= time).length;
}

/**
 * A number gets memory when it is first looked at by a view; it may have been written to before and after.
 */
function timesOf(t: Tensor): readonly number[] {
  const own = writes.get(t) ?? [];
  return typeof t.data === "number" ? own : [...own, ...(writes.get(t.data) ?? [])];
}
