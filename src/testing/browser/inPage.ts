// Code that runs in the page. Playwright sends each function as text, so it may use its arguments and the
// names declared here (globals of the page), and nothing else of this file or of others.

import type { CellOutput } from "./notebooks";

/** JupyterLab's and Notebook 7's application object, as far as it is used here. */
export interface Application {
  commands: {
    execute(command: string, args?: object): Promise<unknown>;
    hasCommand(command: string): boolean;
  };
  /** Fulfilled when the front end has put its windows back as they were. */
  restored: Promise<void>;
  shell: { currentWidget: Panel | null };
}

/** The page's name for it. */
declare const jupyterapp: Application;

declare const document: { querySelectorAll(selector: string): Iterable<{ innerText: string }> };

/** The page's own record of the kernel's replies: the latest status for each cell's id. */
declare const nablabReplies: Record<string, string>;

interface Panel {
  close(): void;
  context: { path: string; isReady: boolean; save(): Promise<void> };
  content: {
    widgets: CellWidget[];
    activeCellIndex: number;
    mode: "command" | "edit";
    activate(): void;
    scrollToItem(index: number): Promise<void>;
    node: { querySelector(selector: string): object | null };
  };
  sessionContext: {
    session: { kernel: Kernel | null } | null;
    restartKernel(): Promise<void>;
    shutdown(): Promise<void>;
    isReady: boolean;
  };
}

interface Kernel {
  status: string;
  anyMessage: { connect(listener: (kernel: unknown, event: { msg: KernelMessage }) => void): void };
}

interface KernelMessage {
  header: { msg_type: string; msg_id: string };
  parent_header: { msg_id?: string };
  metadata: { cellId?: string };
  content: { status?: string };
}

interface CellWidget {
  editor: object;
  node: { getBoundingClientRect(): { bottom: number } };
  model: {
    id: string;
    type: string;
    executionState?: string;
    sharedModel: { getSource(): string };
    outputs?: { toJSON(): CellOutput[] };
  };
}

/** A code cell as the notebook's model has it after a run; `status` is the kernel's last word on it. */
export interface CellState {
  index: number;
  id: string;
  source: string;
  status: string;
  outputs: CellOutput[];
}

/** Opens a notebook in the running JupyterLab. */
export async function openDocument(path: string): Promise<void> {
  await jupyterapp.restored;
  await jupyterapp.commands.execute("docmanager:open", { path, factory: "Notebook" });
}

/** Whether the application has started so far that notebooks can be opened and run. */
export function applicationReady(): boolean {
  if (typeof jupyterapp === "undefined") return false;
  return ["docmanager:open", "notebook:run-all-cells"].every((name) => jupyterapp.commands.hasCommand(name));
}

/** Whether the notebook is on the screen and its kernel waits for work. */
export function notebookReady(path: string): boolean {
  const panel = typeof jupyterapp === "undefined" ? null : jupyterapp.shell.currentWidget;
  if (panel?.context?.path !== path || !panel.context.isReady) return false;
  return panel.sessionContext.isReady && panel.sessionContext.session?.kernel?.status === "idle";
}

/** What is in front and what it waits for: the words of a notebook that did not open. */
export function frontState(): object {
  const panel = typeof jupyterapp === "undefined" ? null : jupyterapp.shell.currentWidget;
  const session = panel?.sessionContext;
  return {
    inFront: panel?.context?.path,
    isRead: panel?.context?.isReady,
    hasSession: session?.isReady,
    kernel: session?.session?.kernel?.status,
    dialogs: [...document.querySelectorAll(".jp-Dialog")].map(({ innerText }) => innerText),
  };
}

/** From now on the page notes how each cell's execution ended. */
export function recordReplies(): void {
  const asked = new Map<string, string>();
  const replies: Record<string, string> = {};
  (globalThis as Record<string, unknown>).nablabReplies = replies;
  jupyterapp.shell.currentWidget?.sessionContext.session?.kernel?.anyMessage.connect((_, { msg }) => {
    const { header, parent_header, metadata, content } = msg;
    if (header.msg_type === "execute_request") asked.set(header.msg_id, metadata.cellId ?? "");
    const cell = asked.get(parent_header.msg_id ?? "");
    if (header.msg_type === "execute_reply" && cell !== undefined) replies[cell] = content.status ?? "none";
  });
}

/** What the menu "Run All Cells" does; ends when the last cell has ended, in whatever way. */
export async function runAllCells(): Promise<void> {
  for (const id of Object.keys(nablabReplies)) delete nablabReplies[id];
  await jupyterapp.commands.execute("notebook:run-all-cells");
}

/**
 * Selects a cell as a click beside it would, so that the keyboard's run keys mean it; forgets its last reply.
 */
export function selectCell(index: number): void {
  const { content } = jupyterapp.shell.currentWidget!;
  delete nablabReplies[content.widgets[index].model.id];
  content.activeCellIndex = index;
  content.mode = "command";
  content.activate();
}

/**
 * Whether a cell's run has ended: its reply has come and the kernel is idle again, so that its outputs are
 * complete.
 */
export function cellDone(index: number): boolean {
  const { id, executionState } = jupyterapp.shell.currentWidget!.content.widgets[index].model;
  return id in nablabReplies && executionState === "idle";
}

/** The code cells in their order. */
export function codeCells(): CellState[] {
  return jupyterapp.shell
    .currentWidget!.content.widgets.map(({ model }, index) => ({
      index,
      type: model.type,
      id: model.id,
      source: model.sharedModel.getSource(),
      status: nablabReplies[model.id] ?? "not run",
      outputs: model.outputs?.toJSON() ?? [],
    }))
    .filter(({ type }) => type === "code");
}

/** The element of a cell, in the page also when JupyterLab had left it out because it was off the screen. */
export async function cellNode(index: number): Promise<object> {
  const { content } = jupyterapp.shell.currentWidget!;
  await content.scrollToItem(index);
  return content.widgets[index].node;
}

/** Scrolls to the top and tells how high the window must be to show the notebook to its end. */
export function fullHeight(): number {
  const { node, widgets } = jupyterapp.shell.currentWidget!.content;
  (node.querySelector(".jp-WindowedPanel-outer") as { scrollTop: number }).scrollTop = 0;
  return Math.ceil(widgets[widgets.length - 1].node.getBoundingClientRect().bottom) + 60;
}

/**
 * Ends the kernel, saves the notebook and closes its tab. A picture that came late behind the save would leave
 * a question over the page, whether to save, in front of all that is opened later.
 */
export async function closeNotebook(): Promise<void> {
  const panel = jupyterapp.shell.currentWidget!;
  await panel.sessionContext.shutdown();
  await panel.context.save();
  panel.close();
}

/** What the menu "Restart Kernel" does once the person has said yes. */
export async function restartKernel(): Promise<void> {
  await jupyterapp.shell.currentWidget!.sessionContext.restartKernel();
}

export async function saveNotebook(): Promise<void> {
  await jupyterapp.shell.currentWidget!.context.save();
}

/** The text of a cell. */
export function sourceOf(index: number): string {
  return jupyterapp.shell.currentWidget!.content.widgets[index].model.sharedModel.getSource();
}

/** The cell with a text; -1 where there is none. */
export function indexOfSource(text: string): number {
  return jupyterapp.shell.currentWidget!.content.widgets.findIndex(
    ({ model }) => model.sharedModel.getSource() === text,
  );
}

export async function runCommand(id: string): Promise<void> {
  await jupyterapp.commands.execute(id);
}

/** Interrupts the kernel. */
export async function interruptKernel(): Promise<void> {
  await jupyterapp.commands.execute("notebook:interrupt-kernel");
}

/** The name under which the kernel of the notebook in front is installed. */
export function kernelName(): string | undefined {
  const kernel = jupyterapp.shell.currentWidget?.sessionContext.session?.kernel;
  return (kernel as unknown as { name: string } | null | undefined)?.name;
}

/** Whether the kernel is in a state, as the front end knows it. */
export function kernelIs(status: string): boolean {
  return jupyterapp.shell.currentWidget?.sessionContext.session?.kernel?.status === status;
}

export async function setTheme(theme: string): Promise<void> {
  await jupyterapp.commands.execute("apputils:change-theme", { theme });
}

/** Opens a notebook on the kernel of the one in front. */
export async function openOnSameKernel(path: string): Promise<void> {
  const { id } = jupyterapp.shell.currentWidget!.sessionContext.session!.kernel as unknown as { id: string };
  await jupyterapp.commands.execute("docmanager:open", { path, factory: "Notebook", kernel: { id } });
}

/** Gives the notebook in front a kernel of another name. */
export async function changeKernel(name: string): Promise<void> {
  const context = jupyterapp.shell.currentWidget!.sessionContext as unknown as {
    changeKernel(options: object): Promise<unknown>;
  };
  await context.changeKernel({ name });
}
