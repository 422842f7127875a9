// Tells a paused kernel that its page is there: it goes on by itself when the page has been closed.

import { browser } from "./browser";

interface Signal<T> {
  connect(slot: (sender: unknown, value: T) => void): void;
}

interface DebugEvent {
  header: { msg_type: string };
  content: { event?: string };
}

/** A front end's connection to a kernel. */
interface KernelConnection {
  readonly name: string;
  readonly info: Promise<{ implementation?: string }>;
  readonly iopubMessage: Signal<DebugEvent>;
  readonly statusChanged: Signal<string>;
  readonly disposed: Signal<unknown>;
  requestDebug(content: object, disposeOnDone?: boolean): { done: Promise<{ content: DebugInfo }> };
}

interface DebugInfo {
  body?: { stoppedThreads?: readonly number[] };
}

interface Panel {
  readonly sessionContext: {
    readonly session: { readonly kernel: KernelConnection | null } | null;
    readonly kernelChanged: Signal<{ newValue: KernelConnection | null }>;
  };
}

/** JupyterLab's list of its notebooks. */
export interface NotebookTracker {
  readonly widgetAdded: Signal<Panel>;
}

/** Calls again and again, until what it returns is called. */
export type Repeat = (call: () => void) => () => void;

/** How often a kernel is told, in milliseconds; it waits six times as long. */
const often = 10_000;

/** Waits until JupyterLab's editors can show where a kernel is paused. */
export type Ready = () => Promise<unknown>;

/** From now on the kernels of all notebooks that are opened hear of their page while they are paused. */
export function tellPresence(
  tracker: NotebookTracker,
  repeat: Repeat = byWorker,
  ready: Ready = withGutter,
): void {
  const known = new WeakSet<KernelConnection>();
  const watch = (kernel: KernelConnection | null): void => {
    if (kernel === null || known.has(kernel)) return;
    known.add(kernel);
    void kernel.info.then(({ implementation }) => {
      if (implementation === "nablab") tellWhilePaused(kernel, repeat, ready);
    });
  };
  tracker.widgetAdded.connect((_tracker, { sessionContext }) => {
    watch(sessionContext.session?.kernel ?? null);
    sessionContext.kernelChanged.connect((_session, { newValue }) => watch(newValue));
  });
}

function tellWhilePaused(kernel: KernelConnection, repeat: Repeat, ready: Ready): void {
  let stop = (): void => undefined;
  const ask = (command: string, args: object = {}): Promise<DebugInfo | undefined> =>
    kernel.requestDebug({ type: "request", seq: 0, command, arguments: args }).done.then(
      ({ content }) => content,
      () => undefined,
    );
  const tell = (): void => void ask("nablabPresent");
  const setPaused = (isPaused: boolean): void => {
    stop();
    stop = (): void => undefined;
    if (!isPaused) return;
    tell();
    stop = repeat(tell);
  };
  kernel.iopubMessage.connect((_kernel, { header, content: { event } }) => {
    if (header.msg_type !== "debug_event") return;
    if (event === "stopped") setPaused(true);
    if (event === "continued" || event === "terminated") setPaused(false);
  });
  // A kernel that restarts or dies while it is paused tells of no end of the pause.
  kernel.statusChanged.connect((_kernel, status) => {
    if (!["idle", "busy", "unknown"].includes(status)) setPaused(false);
  });
  kernel.disposed.connect(() => setPaused(false));
  // A page that was loaded anew finds the kernel paused.
  void ask("debugInfo").then((info) => {
    if ((info?.body?.stoppedThreads ?? []).length === 0) return;
    setPaused(true);
    // JupyterLab has asked where it is before there were editors to show it.
    void ready().then(() => ask("nablabPresent", { again: true }));
  });
}

/** The column for breakpoints is there as soon as an editor hears of stops. */
function withGutter(): Promise<void> {
  return new Promise((done) => {
    const look = setInterval(() => {
      if (browser.document.querySelector(".cm-breakpoint-gutter") === null) return;
      clearInterval(look);
      done();
    }, 200);
  });
}

/** By a worker: the timers of a page that has been hidden for five minutes come once a minute. */
function byWorker(call: () => void): () => void {
  const source = `setInterval(() => postMessage(null), ${often})`;
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const clock = new browser.Worker(address);
  let timer: ReturnType<typeof setInterval> | undefined;
  clock.onmessage = call;
  // A server's policy of contents can forbid it.
  clock.onerror = () => (timer ??= setInterval(call, often));
  return () => {
    clock.terminate();
    URL.revokeObjectURL(address);
    clearInterval(timer);
  };
}
