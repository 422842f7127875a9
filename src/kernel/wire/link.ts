// What the two threads of the kernel say to each other: the worker owns the sockets, the main thread runs the cells.

import type { MessagePort } from "node:worker_threads";
import type { Fields, Header, Outgoing, Request } from "../protocol/message";
import type { Connection } from "./connection";

export type StreamName = "stdout" | "stderr";

/** What the main thread posts. */
export type FromMain =
  | { kind: "publish"; message: Outgoing }
  /** With `abort`, cells that clients sent before they could see this reply are not run. */
  | { kind: "reply"; request: Pick<Request, "channel" | "identities">; message: Outgoing; abort: boolean }
  /** There is text in the ring. */
  | { kind: "text"; urgent: boolean }
  /** The text that follows in the ring belongs to another stream or request than that before. */
  | { kind: "belongs"; name: StreamName; parent: Header | undefined }
  /** The question of a cell that waits for a line. */
  | { kind: "ask"; identities: Uint8Array[]; message: Outgoing }
  /** The request is served: the next one may come. */
  | { kind: "done" };

/** Each message says where the text in the ring ended when it was posted: that text comes before it. */
export type Posted = FromMain & { textEnd: number };

/** What the worker posts. */
export type ToMain =
  /** One request at a time. */
  | { kind: "request"; request: Request }
  /** What runs is to end. */
  | { kind: "interrupt" }
  /** The kernel is to end; its sockets are closed. */
  | { kind: "exit"; status: number };

/** The answer to a question; undefined when the cell was interrupted. */
export interface Answer {
  value?: string;
}

/** Places in the memory that both threads see. */
export const shared = {
  /** Counts answers; the main thread sleeps on it. */
  answers: 0,
  /** Counts interrupts that were asked for. */
  wanted: 1,
  /** How many of them the main thread has carried out. */
  seen: 2,
  /** Whether a signal ends what the main thread runs: one of `watching`. */
  watch: 3,
  /** 1 while the main thread, ready to be ended, sleeps until it may go on into its end. */
  unwinding: 4,
  size: 5,
} as const;

/** Whether the main thread runs a script that a signal ends, and whether the signal is on its way. */
export const watching = { not: 0, watched: 1, signalled: 2 } as const;

/** What the worker is given at its start. */
export interface WorkerData {
  connection: Connection;
  kernelInfo: Fields;
  /** The numbers of the ports, for connect_request. */
  ports: Fields;
  memory: Int32Array;
  text: SharedArrayBuffer;
  answers: MessagePort;
}
