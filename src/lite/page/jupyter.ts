// The types of JupyterLite's services that the extension meets.

import type { Fields, Header } from "../../kernel/protocol/message";

/** A message as JupyterLab's services have it. */
export interface Message {
  channel: "shell" | "control" | "stdin" | "iopub";
  header: Header;
  parent_header?: Partial<Header>;
  metadata: Fields;
  content: Fields;
  buffers?: readonly (ArrayBuffer | ArrayBufferView)[];
}

export interface IKernelOptions {
  id: string;
  name: string;
  location: string;
  sendMessage(message: Message): void;
}

export interface Specs {
  register(entry: { spec: object; create(options: IKernelOptions): Promise<object> }): void;
}

/** The files of the site, with what the reader has changed. */
export interface Contents {
  get(path: string, options: { content: boolean }): Promise<{ content: unknown; format: string | null }>;
}

/** The client of all kernels in the page. */
export interface Client {
  interrupt(kernelId: string): Promise<void>;
}

/** Through it a worker asks the page and waits. */
export interface ServiceWorkerManager {
  readonly ready: Promise<void>;
  readonly browsingContextId: string;
  registerStdinHandler(name: string, handler: (question: Fields) => Promise<unknown>): void;
}
