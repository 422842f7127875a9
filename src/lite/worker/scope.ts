// The worker's own global scope, as far as it is used: the project is compiled without a browser's types.

import type { FromWorker, ToWorker } from "./messages";

interface SyncRequest {
  open(method: string, url: string, async: boolean): void;
  send(body: string): void;
  /** In a worker also a request that is waited for may have one; in milliseconds. */
  timeout: number;
  readonly status: number;
  readonly responseText: string;
}

interface WorkerScope {
  readonly location: { href: string };
  importScripts(url: string): void;
  postMessage(message: FromWorker): void;
  onmessage: ((event: { data: ToWorker }) => void) | null;
  addEventListener(type: "unhandledrejection", listener: (event: Rejection) => void): void;
  addEventListener(type: "error", listener: (event: Uncaught) => void): void;
  readonly XMLHttpRequest: new () => SyncRequest;
}

interface Rejection {
  reason: unknown;
  preventDefault(): void;
}

interface Uncaught {
  error: unknown;
  preventDefault(): void;
}

/** Taken before a cell can change it. */
const given = globalThis as unknown as WorkerScope;

export const scope: WorkerScope = given;
export const post: WorkerScope["postMessage"] = given.postMessage.bind(given);

const { XMLHttpRequest } = given;

/**
 * Asks the server, or the service worker in its place, and waits for the answer; undefined when there is none.
 * A service worker that the browser has ended meanwhile never answers: hence the limit, in milliseconds.
 */
export function askNow(
  method: "GET" | "POST",
  url: string,
  body: object | undefined,
  limit: number = 0,
): string | undefined {
  const request = new XMLHttpRequest();
  try {
    request.open(method, url, false);
    request.timeout = limit;
    request.send(body === undefined ? "" : JSON.stringify(body));
  } catch {
    return undefined;
  }
  return request.status === 200 ? request.responseText : undefined;
}
