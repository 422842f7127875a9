// Messages from a figure to the widget in the kernel that it belongs to: over the widget's own comm.

import { fromApplication } from "./application";
import type { Element } from "./browser";

/** A front end's connection to a kernel. */
interface KernelConnection {
  readonly clientId: string;
  readonly username: string;
  readonly isDisposed: boolean;
  requestCommInfo(
    content: object,
  ): Promise<{ readonly content: { readonly comms?: Record<string, object> } }>;
  sendShellMessage(
    message: object,
    expectReply: boolean,
    disposeOnDone: boolean,
  ): { readonly done: Promise<unknown> };
}

interface Panel {
  readonly node: Element & { contains(other: Element): boolean };
  readonly sessionContext: {
    readonly ready: Promise<void>;
    readonly session: { readonly kernel: KernelConnection | null } | null;
  };
}

/** JupyterLab's list of its notebooks. */
export interface NotebookTracker {
  forEach(each: (panel: Panel) => void): void;
}

interface Services {
  KernelMessage: { createMessage(options: object): object };
}

let notebooks: NotebookTracker | undefined;

/** From now on figures in these notebooks find their kernels. */
export function findKernels(tracker: NotebookTracker): void {
  notebooks = tracker;
}

/** The widgets of which a kernel has said that it has them. */
const open = new Set<string>();

/**
 * Whether the kernel of a figure's notebook has this widget: it does not where the figure was stored by
 * another run. False where the figure stands in no notebook, or not yet.
 */
export async function hasWidget(node: Element, comm: string): Promise<boolean> {
  if (open.has(comm)) return true;
  await panelOf(node)?.sessionContext.ready;
  const reply = await kernelOf(node)
    ?.requestCommInfo({ target_name: "jupyter.widget" })
    .catch(() => undefined);
  if (reply?.content.comms?.[comm] === undefined) return false;
  open.add(comm);
  return true;
}

/** A widget that does not answer is asked for again before it is told anything more. */
export function forgetWidget(comm: string): void {
  open.delete(comm);
}

/** Sends new state to a widget in the kernel; ends when the kernel has dealt with it. */
export async function sendState(node: Element, comm: string, state: object): Promise<void> {
  const kernel = kernelOf(node);
  if (kernel === undefined) return;
  const { KernelMessage } = await fromApplication<Services>("@jupyterlab/services");
  const { clientId, username } = kernel;
  const content = { comm_id: comm, data: { method: "update", state, buffer_paths: [] } };
  const message = KernelMessage.createMessage({
    ...{ channel: "shell", msgType: "comm_msg", session: clientId, username, content },
  });
  // A kernel that goes meanwhile deals with nothing more.
  await kernel.sendShellMessage(message, false, true).done.catch(() => undefined);
}

function kernelOf(node: Element): KernelConnection | undefined {
  const kernel = panelOf(node)?.sessionContext.session?.kernel;
  return kernel && !kernel.isDisposed ? kernel : undefined;
}

function panelOf(node: Element): Panel | undefined {
  let found: Panel | undefined;
  notebooks?.forEach((panel) => {
    if (panel.node.contains(node)) found = panel;
  });
  return found;
}
