// What the extension uses of a page besides what the renderer of figures does: workers and the location.

import { browser as page } from "../../labextension/page/browser";
import type { Element } from "../../labextension/page/browser";
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

interface OpenRequest {
  onerror: () => void;
  onsuccess: () => void;
  readonly result: { close(): void };
}

interface Page {
  document: {
    readonly body: Element;
    readonly head: Element;
    querySelector(selector: string): object | null;
    createElement(tag: "p" | "style"): Element;
    createElement(tag: "a"): { href: string; download: string; click(): void };
    currentScript: { src: string } | null;
    readonly visibilityState: string;
    addEventListener(type: string, listener: () => void): void;
  };
  readonly localStorage: object | null;
  readonly sessionStorage: {
    getItem(key: string): string | null;
    setItem(key: string, value: string): void;
    removeItem(key: string): void;
  } | null;
  addEventListener(type: "pagehide", listener: () => void): void;
  indexedDB?: { open(name: string): OpenRequest; deleteDatabase(name: string): void };
  URL: { createObjectURL(blob: Blob): string; revokeObjectURL(address: string): void };
  setTimeout(callback: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
  _JUPYTERLAB?: Record<string, object>;
  Worker: new (url: string) => PageWorker;
  location: { href: string };
  /** A page that is not served by https has no service worker. */
  navigator: { serviceWorker?: object };
  crossOriginIsolated?: boolean;
}

export const browser: Page = page as unknown as Page;
