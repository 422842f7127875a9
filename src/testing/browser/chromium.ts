// Headless Chromium with a fresh profile that reaches this machine only and tells what else it was asked for.

import { type Browser, type BrowserContext, chromium } from "playwright-core";

/**
 * A window with a profile of its own, and the addresses on other machines that its pages asked for (all
 * refused).
 */
export interface Window {
  readonly context: BrowserContext;
  readonly foreign: readonly string[];
}

const flags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the browser; it ends by its `close`. */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: flags,
    // Nothing listens at this proxy: whatever is not on this machine fails at once, names and bare addresses
    // alike.
    proxy: { server: "http://127.0.0.1:9", bypass: "127.0.0.1" },
  });
}

export async function openWindow(browser: Browser): Promise<Window> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const foreign: string[] = [];
  const note = (address: string): void => void (isForeign(address) && foreign.push(address));
  context.on("request", (request) => note(request.url()));
  context.on("page", (page) => page.on("websocket", (socket) => note(socket.url())));
  return { context, foreign };
}

/** Whether an address leads to another machine; `data:`, `blob:` and the like have no host at all. */
export function isForeign(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname !== "" && hostname !== "127.0.0.1";
}
