// What the page and its worker say to each other.

import type { Fields, Header } from "../../kernel/protocol/message";

/** A message of Jupyter's, from the page. */
export interface Asked {
  channel: "shell" | "control" | "stdin";
  header: Header;
  metadata: Fields;
  content: Fields;
  buffers: Uint8Array[];
}

/** How the worker may ask the page and wait for the answer: by a request that the site's service worker takes. */
export interface Line {
  url: string;
  browsingContextId: string;
  kernel: string;
}

/**
 * What is asked on the line: whether an interrupt is wanted, or the person's answer to a question, by a worker
 * that so many interrupts have reached.
 */
export type LineQuestion = { ask: "interrupt" } | { ask: "answer"; seen: number };

export interface LineAnswer {
  /** How many interrupts were asked for so far. */
  interrupts: number;
  /** The person's answer, unless an interrupt came before it. */
  value?: string;
}

/** What the page posts. */
export type ToWorker =
  | { kind: "request"; request: Asked }
  /** The count of interrupts so far. */
  | { kind: "interrupt"; count: number }
  /** Memory that both see, where the page is isolated. */
  | { kind: "memory"; memory: SharedArrayBuffer }
  | { kind: "line"; line: Line }
  /** The reply of a cell that failed has reached the page: what comes from now on may answer it. */
  | { kind: "answered" }
  /** Files of the drive as the notebook's folder sees them: their texts, or null for one that is gone. */
  | { kind: "files"; changes: Record<string, string | null> }
  /** The picture of a figure, in base64, or why there is none. */
  | { kind: "picture"; id: number; png?: string; problem?: string };

/** What the worker posts. */
export type FromWorker =
  | {
      kind: "message";
      channel: "shell" | "control" | "stdin" | "iopub";
      type: string;
      content: Fields;
      parent: Header | undefined;
      metadata: Fields;
      buffers: Uint8Array[];
      /** The reply of a cell that failed: the page answers that it has come. */
      failed?: boolean;
    }
  /** The worker has heard of so many interrupts. */
  | { kind: "interrupted"; count: number }
  /** A figure in plotly's JSON, of which a picture is wanted. */
  | { kind: "draw"; id: number; figure: object }
  /** The kernel cannot run. */
  | { kind: "failed"; reason: string };
