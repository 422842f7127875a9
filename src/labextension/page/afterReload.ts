// A page that was loaded anew no longer knows which outputs a display id means, and JupyterLab drops what
// comes for it. Outputs that stay alive carry the id in their metadata: by it they are found, and redrawn in
// the notebook's own model, which is what is saved.

interface Signal<T> {
  connect(slot: (sender: unknown, value: T) => void): void;
}

interface Message {
  header: { msg_type: string };
  content: { data: object; metadata: object; transient?: { display_id?: string } };
}

interface Output {
  readonly data: object;
  readonly metadata: { nablab?: { display_id?: string } };
}

interface Outputs {
  readonly length: number;
  get(index: number): Output;
  set(index: number, output: object): void;
}

interface Cell {
  readonly model: { readonly outputs?: Outputs };
}

interface Panel {
  readonly content: { readonly widgets: readonly Cell[] };
  readonly sessionContext: { readonly iopubMessage: Signal<Message> };
}

/** JupyterLab's list of its notebooks. */
export interface NotebookTracker {
  readonly widgetAdded: Signal<Panel>;
}

/** From now on every notebook that is opened is kept up to date. */
export function keepUpToDate(tracker: NotebookTracker): void {
  tracker.widgetAdded.connect((_tracker, { content, sessionContext }) => {
    // JupyterLab tells of a message when it has dealt with it itself.
    sessionContext.iopubMessage.connect((_session, message) => takeIn(content.widgets, message));
  });
}

function takeIn(cells: readonly Cell[], { header, content: { data, metadata, transient } }: Message): void {
  const id = transient?.display_id;
  if (header.msg_type !== "update_display_data" || id === undefined) return;
  for (const { model } of cells) {
    const { outputs } = model;
    for (let i = 0; outputs !== undefined && i < outputs.length; i++) {
      const shown = outputs.get(i);
      if (shown.metadata.nablab?.display_id !== id || isSame(shown.data, data)) continue;
      outputs.set(i, { output_type: "display_data", data, metadata });
    }
  }
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
