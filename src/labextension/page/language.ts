// Tells the kernel the language in which a notebook is written, with each request that runs one of its cells.

interface Signal<T> {
  connect(slot: (sender: unknown, value: T) => void): void;
}

type Metadata = Record<string, unknown>;

/** A front end's connection to a kernel. */
interface KernelConnection {
  requestExecute(content: object, disposeOnDone?: boolean, metadata?: Metadata): unknown;
}

interface SessionContext {
  readonly session: { readonly kernel: KernelConnection | null } | null;
  readonly kernelChanged: Signal<{ newValue: KernelConnection | null }>;
}

/** An opened notebook; the model comes with the file. */
interface Panel {
  readonly content: { readonly model: { getMetadata(key: string): unknown } | null };
  readonly sessionContext: SessionContext;
}

/** JupyterLab's list of its notebooks. */
export interface NotebookTracker {
  readonly widgetAdded: Signal<Panel>;
}

/** From now on the cells of every notebook that is opened run with `language` of its metadata. */
export function tellLanguage(tracker: NotebookTracker): void {
  tracker.widgetAdded.connect((_tracker, panel) => {
    const { session, kernelChanged } = panel.sessionContext;
    addLanguage(session?.kernel ?? null, panel);
    kernelChanged.connect((_session, { newValue }) => addLanguage(newValue, panel));
  });
}

/** The language is read when a cell runs, so that a change of the metadata counts at once. */
function addLanguage(kernel: KernelConnection | null, { content }: Panel): void {
  if (kernel === null) return;
  const request = kernel.requestExecute.bind(kernel);
  kernel.requestExecute = (code, disposeOnDone, metadata) => {
    const language = content.model?.getMetadata("language");
    const told = typeof language === "string" ? { language } : {};
    return request(code, disposeOnDone, { ...told, ...metadata });
  };
}
