// Headless Firefox with a fresh profile that reaches this machine only, driven through WebDriver BiDi.

import { createRequire } from "node:module";
import { findFirefox } from "./findFirefox";

/** What is used of a page of puppeteer's. */
export interface FirefoxPage {
  goto(address: string): Promise<unknown>;
  evaluate<Result, Argument>(
    run: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result>;
  waitForFunction<Argument>(
    check: (argument: Argument) => unknown,
    options: { timeout: number },
    argument: Argument,
  ): Promise<unknown>;
  waitForSelector(selector: string, options?: { timeout: number }): Promise<unknown>;
  on(event: "request", listener: (request: { url(): string }) => void): void;
}

export interface FirefoxBrowser {
  newPage(): Promise<FirefoxPage>;
  close(): Promise<void>;
}

interface Puppeteer {
  launch(options: object): Promise<FirefoxBrowser>;
}

/** Nothing listens at this proxy: whatever is not on this machine fails at once. */
const preferences = {
  "network.proxy.type": 1,
  "network.proxy.http": "127.0.0.1",
  "network.proxy.http_port": 9,
  "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": 9,
  "network.proxy.no_proxies_on": "127.0.0.1",
};

/** Starts the browser; a test that needs it fails where there is none. */
export async function launchFirefox(): Promise<FirefoxBrowser> {
  const executablePath = findFirefox();
  if (executablePath === undefined)
    throw new Error("There is no Firefox: run `npm test -- --release` once, or set FIREFOX_PATH.");
  // Its types are those of a page's, which this project is compiled without.
  const puppeteer = createRequire(__filename)("puppeteer-core") as Puppeteer;
  return puppeteer.launch({
    browser: "firefox",
    executablePath,
    headless: true,
    protocolTimeout: 600_000,
    extraPrefsFirefox: preferences,
  });
}
