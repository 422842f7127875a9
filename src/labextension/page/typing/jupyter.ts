// What is used of JupyterLab and Notebook 7: the project is compiled without their types.

import type { EditorView } from "@codemirror/view";
import type { Element } from "../browser";
import type { Toolbar } from "./status";

export interface Signal<S, T> {
  connect(slot: (sender: S, value: T) => void): void;
}

/** What is shared between those who edit a cell. */
export interface SharedCell {
  getSource(): string;
  updateSource(start: number, end: number, text: string): void;
  transact?(change: () => void): void;
  readonly undoManager?: { stopCapturing(): void } | null;
  readonly changed: Signal<unknown, { readonly sourceChange?: unknown }>;
}

export interface CellModel {
  readonly id: string;
  readonly type: string;
  readonly sharedModel: SharedCell;
}

export interface CellList extends Iterable<CellModel> {
  readonly changed: Signal<unknown, unknown>;
}

export interface CellWidget {
  readonly model: CellModel;
  readonly node: Node;
  readonly editor: { readonly editor?: EditorView; focus(): void } | null;
  /** Fulfilled when it has an editor. */
  readonly ready?: Promise<unknown>;
}

/** An element of the page. */
export interface Node extends Element {
  readonly classList: { toggle(name: string, force: boolean): void; contains(name: string): boolean };
  querySelector(selector: string): Node | null;
  title: string;
}

export interface Notebook {
  readonly model: { readonly cells: CellList; getMetadata(key: string): unknown } | null;
  readonly modelChanged: Signal<unknown, unknown>;
  readonly widgets: readonly CellWidget[];
  readonly activeCell: CellWidget | null;
  activeCellIndex: number;
  mode: "command" | "edit";
  readonly rendermime: {
    createRenderer(mimeType: string): { readonly node: Node; renderModel(model: object): Promise<void> };
    preferredMimeType?(data: object): string;
  };
  scrollToItem(index: number): Promise<void>;
  deselectAll(): void;
}

export interface Kernel {
  readonly id: string;
  readonly status: string;
  readonly connectionStatus: string;
  readonly clientId: string;
  readonly username: string;
  readonly isDisposed: boolean;
  readonly info: Promise<{ readonly supported_features?: readonly string[] }>;
  sendControlMessage(message: object, expectReply: boolean, disposeOnDone: boolean): Future;
}

export interface Future {
  onReply: (message: { readonly content: Record<string, unknown> }) => void;
  readonly done: Promise<unknown>;
  dispose(): void;
}

export interface SessionContext {
  readonly session: { readonly kernel: Kernel | null } | null;
  readonly kernelChanged: Signal<unknown, unknown>;
  readonly statusChanged: Signal<unknown, string>;
}

export interface Panel {
  readonly id: string;
  readonly toolbar?: Toolbar;
  readonly content: Notebook;
  readonly sessionContext: SessionContext;
  readonly isDisposed: boolean;
  readonly disposed: Signal<unknown, unknown>;
}

export interface Tracker {
  readonly widgetAdded: Signal<unknown, Panel>;
  readonly currentChanged: Signal<unknown, Panel | null>;
  readonly currentWidget: Panel | null;
  forEach(each: (panel: Panel) => void): void;
}

export interface Commands {
  addCommand(id: string, options: object): void;
  execute(id: string, args?: object): Promise<unknown>;
  notifyCommandChanged(id?: string): void;
}

export interface Application {
  readonly commands: Commands;
}

/** Modules of the application's that are used as they are. */
export interface Modules {
  createMessage: (options: object) => object;
  notebookActions: {
    run(notebook: Notebook, session: SessionContext): Promise<boolean>;
  };
  askText: (options: object) => Promise<{ value: string | null }>;
  notify: (text: string) => void;
}
