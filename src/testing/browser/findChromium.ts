// A Chromium for the browser tests: the one that is there, else one from the system's packages, else
// playwright's own.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium as playwright } from "playwright-core";
import { findAllOnPath, root } from "../../cli/environment";
import { Failure } from "../../cli/failure";
import { type Step, step } from "../../cli/progress";
import { run } from "../../cli/run";

const names = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
  "msedge",
];

const usualPlaces: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((name) => {
    const folder = process.env[name];
    if (folder === undefined) return [];
    return [
      join(folder, "Google", "Chrome", "Application", "chrome.exe"),
      join(folder, "Microsoft", "Edge", "Application", "msedge.exe"),
    ];
  }),
};

/** The browser to test with: CHROME_PATH, else the PATH, else the usual places, else playwright's. */
export function findChromium(variables: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = variables.CHROME_PATH;
  if (named !== undefined && named !== "") {
    if (existsSync(named)) return named;
    throw new Failure(`CHROME_PATH says ${named}, and there is no such file. Mend it or unset it.`);
  }
  const places = [
    ...findAllOnPath(names, variables),
    ...(usualPlaces[process.platform] ?? []),
    playwright.executablePath(),
  ];
  return places.find((file) => existsSync(file));
}

/** The browser to test with; a test that needs it fails where there is none. */
export function chromiumPath(): string {
  const found = findChromium();
  if (found === undefined) throw new Error("There is no Chromium: run `npm test` once, or set CHROME_PATH.");
  return found;
}

/** A way to a browser: installs one, or gives what went wrong. */
export type Way = (variables: NodeJS.ProcessEnv) => Promise<string>;

/** Installs a Chromium unless there is one: each way in turn, until one is found. */
export async function ensureChromium(
  variables: NodeJS.ProcessEnv = process.env,
  ways: readonly Way[] = [installFromDebian, installFromPlaywright],
  find: typeof findChromium = findChromium,
): Promise<string> {
  const line = step("Chromium");
  const said: string[] = [];
  for (const way of ways) {
    const found = find(variables);
    if (found !== undefined) return told(line, found);
    line.doing("installing");
    said.push(await way(variables));
  }
  const found = find(variables);
  if (found !== undefined) return told(line, found);
  throw new Failure(
    `${said.filter(Boolean).join("\n")}\n\nThe browser tests need Chromium or Chrome, and none could be installed.`,
    "Install one (on Debian and Ubuntu: apt install chromium), or set CHROME_PATH to the one that you have, " +
      "and run npm test again.",
  );
}

function told(line: Step, found: string): string {
  line.done(found);
  return found;
}

/** As root on Debian, its package, with the fonts that Debian only recommends. */
export async function installFromDebian(variables: NodeJS.ProcessEnv): Promise<string> {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return "";
  const env = { ...variables, DEBIAN_FRONTEND: "noninteractive" };
  await run(["apt-get", "update", "-q"], { env });
  const install = [
    "apt-get",
    "install",
    "-q",
    "-y",
    "--no-install-recommends",
    "chromium",
    "fonts-liberation",
  ];
  return (await run(install, { env })).stderr.trim();
}

async function installFromPlaywright(variables: NodeJS.ProcessEnv): Promise<string> {
  const cli = join(root, "node_modules", "playwright-core", "cli.js");
  const { stdout, stderr } = await run([process.execPath, cli, "install", "chromium"], { env: variables });
  return (stdout + stderr).trim();
}
