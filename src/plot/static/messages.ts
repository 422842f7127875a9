// What main thread and drawing thread say to each other.

import type { MessagePort } from "node:worker_threads";

/** Plotly's figure as plain JSON. */
export interface PlainFigure {
  data: object[];
  layout: object;
}

/** A figure to be drawn. */
export interface Order {
  id: number;
  figure: PlainFigure;
  /** Drawn for practice, where nothing else is waited for, and not delivered. */
  isSample?: true;
}

/** The picture, or why there is none. */
export interface Delivery {
  id: number;
  png?: Uint8Array;
  problem?: string;
}

/** What the drawing thread is started with. */
export interface WorkerData {
  port: MessagePort;
  /** Counts the deliveries, so that the main thread can also wait for one without its event loop. */
  count: Int32Array;
}
