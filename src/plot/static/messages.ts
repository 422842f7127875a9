// The messages between the main thread and the picture worker.

/** Plotly's figure as plain JSON. */
export interface PlainFigure {
  data: object[];
  layout: object;
}

/** A figure to be drawn. */
export interface DrawRequest {
  id: number;
  figure: PlainFigure;
  /** Drawn only to warm the thread up, where no other request is waiting, and not answered. */
  isSample?: true;
}

/** The picture, or why there is none. */
export interface DrawReply {
  id: number;
  png?: Uint8Array;
  problem?: string;
}
