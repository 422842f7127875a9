// The memory that the main thread and the picture worker share, and what the worker is started with.

import type { MessagePort } from "node:worker_threads";

/** Positions in the memory that both threads share. */
export const sharedAt = {
  /** Counts the replies, so that the main thread can also wait for one without its event loop. */
  replies: 0,
  /**
   * The operating system's number of the worker's thread, 0 until it runs or where the system does not tell
   * it.
   */
  threadId: 1,
  /** 1 once the worker has ended. */
  ended: 2,
  size: 3,
} as const;

/** What the worker is started with. */
export interface WorkerData {
  port: MessagePort;
  /** Memory of both threads, laid out by `sharedAt`. */
  shared: Int32Array;
}
