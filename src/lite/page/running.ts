// Whether a cell runs, noted where it outlives the page: a page that the browser has ended, as it does when a
// cell fills the memory, can say nothing any more, and the one that is loaded after it tells what has happened.

import { browser } from "./browser";

const key = "nablab running";

/** A browser that keeps nothing throws where it is asked for its storage. */
function withStorage<T>(deed: (storage: NonNullable<typeof browser.sessionStorage>) => T): T | undefined {
  try {
    return browser.sessionStorage ? deed(browser.sessionStorage) : undefined;
  } catch {
    return undefined;
  }
}

function noteRunning(runs: boolean): void {
  withStorage((storage) => (runs ? storage.setItem(key, "1") : storage.removeItem(key)));
}

/**
 * A kernel is busy or idle again because of a request. The front end asks for types and completions all the
 * time: only cells are worth a write.
 */
export function noteStatus(isBusy: boolean, request: string | undefined): void {
  if (request === "execute_request") noteRunning(isBusy);
}

/** Whether the page before this one ended while a cell ran, and not because the reader left it. */
export function endedWhileRunning(): boolean {
  const ended = withStorage((storage) => storage.getItem(key) !== null) ?? false;
  noteRunning(false);
  browser.addEventListener("pagehide", () => noteRunning(false));
  return ended;
}
