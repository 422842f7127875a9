// What the extension uses of a page besides what the renderer of figures does: workers and the location.

import { browser as page } from "../../labextension/page/browser";
import type { Contents } from "./jupyter";
import type { FromWorker, ToWorker } from "../worker/messages";

export interface PageWorker {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: { data: FromWorker }) => void) | null;
  onerror: ((event: { message?: string }) => void) | null;
}

export interface Application {
  serviceManager: { contents: Contents };
}

interface Page {
  document: { currentScript: { src: string } | null };
  _JUPYTERLAB?: Record<string, object>;
  Worker: new (url: string) => PageWorker;
  location: { href: string };
  crossOriginIsolated?: boolean;
}

export const browser: Page = page as unknown as Page;
