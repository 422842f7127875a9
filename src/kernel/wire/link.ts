// What the two threads of the kernel say to each other: the worker owns the sockets, the main thread runs the
// cells.

import type { MessagePort } from "node:worker_threads";
import type { Fields, Header, Outgoing, Request } from "../protocol/message";
import type { WorkerReplies } from "../protocol/replies";
import type { UserScript } from "../engine";
import type { Connection } from "./connection";
import type { Parent } from "./parent";

export type StreamName = "stdout" | "stderr";

/** A file into which a child writes what belongs to a cell. */
export interface LiveFile {
  name: StreamName;
  path: string;
}

/** What is known of a child that the main thread waits for. */
export interface Waiting {
  /** The other children, which are left alone. */
  others: number[];
  /** What the child writes while it runs, for this request. */
  files: readonly LiveFile[];
  parent: Header | undefined;
}

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
  /** The main thread sleeps until a child of its has ended, or, without `waiting`, does so no more. */
  | { kind: "awaits"; waiting?: Waiting }
  /**
   * A script of the user's, for which the main thread waits before it runs it, while a debugger is attached.
   */
  | { kind: "loads"; script: UserScript }
  /** The request is served: the kernel is idle, and the next one may come. */
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
  /** How far the main thread has come in being ended: one of `unwinding`. */
  unwinding: 4,
  /** 1 while a debugger is attached. */
  debugged: 5,
  /** Counts the scripts that may run, of those that were told to the debugger. */
  ready: 6,
  /** The seconds that the checking of types may still take; 0 while nothing is limited, or `overdue`. */
  limit: 7,
  size: 8,
} as const;

/** The time of what is limited is over, and the signal that ends it is on its way. */
export const overdue = -1;

/** Whether the main thread runs a script that a signal ends, and whether the signal is on its way. */
export const watching = { not: 0, watched: 1, signalled: 2 } as const;

/**
 * Whether the main thread, ready to be ended, waits for the order, and whether the worker is just giving it.
 */
export const unwinding = { not: 0, ready: 1, ordering: 2 } as const;

/** What the worker is given at its start. */
export interface WorkerData {
  connection: Connection;
  kernelInfo: WorkerReplies["kernel_info_request"];
  /** The numbers of the ports, for connect_request. */
  ports: Fields;
  memory: Int32Array;
  text: SharedArrayBuffer;
  answers: MessagePort;
  /** To the main thread. */
  main: MessagePort;
  /** Whom the kernel ends with. */
  parent: Parent | undefined;
}
