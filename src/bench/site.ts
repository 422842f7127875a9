// What the site in the reader's browser takes: seconds and compressed bytes to a first answer, memory, the
// time a figure takes to follow its slider, the size on the server. In headless Chromium.
//
//     node dist/bench/site.js [--rounds 3]

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { filesBelow, privateFolder, root } from "../cli/environment";
import { ensureSiteEnvironment, makeSite } from "../cli/site";
import { isCode } from "../notebook/format";
import { readNotebook } from "../notebook/read";
import { launchChromium, openWindow } from "../testing/browser/chromium";
import { Controls } from "../testing/browser/controls";
import { chromiumPath } from "../testing/browser/findChromium";
import { OpenNotebook } from "../testing/browser/lab";
import { writeNotebook } from "../testing/browser/notebooks";
import { addressOf, runInPage } from "../testing/browser/site";
import { serveFolder, type StaticServer } from "../testing/browser/staticServer";
import { drag, movingCell, shares } from "./drag";
import { median } from "./judges";

const lesson = "01-tangent-line.ipynb";
const trivial = "const a: number = 40; a + 2";

/** The first program of a lesson. */
function firstCell(path: string): string {
  return readNotebook(join(root, "notebooks", path)).notebook.cells.find(isCode)!.source;
}

interface Visit {
  seconds: number;
  /** The sum of `gzip -9` over the files that were asked for. */
  bytes: number;
}

/** From the address to the answer of a cell. */
async function visit(
  context: BrowserContext,
  server: StaticServer,
  site: string,
  path: string,
  code: string,
): Promise<Visit> {
  const page = await context.newPage();
  const asked = new Set<string>();
  const note = (address: string): void => {
    const { pathname } = new URL(address);
    if (address.startsWith(server.url)) asked.add(decodeURIComponent(pathname));
  };
  context.on("request", (request) => note(request.url()));
  const start = performance.now();
  await page.goto(addressOf(server, path));
  await page.waitForFunction(hasKernel, undefined, { polling: 20, timeout: 240_000 });
  const { status } = await page.evaluate(runInPage, [code, ""] as const);
  const seconds = (performance.now() - start) / 1000;
  if (status !== "ok") throw new Error(`${path} did not run: ${status}`);
  const bytes = [...asked].reduce((sum, name) => sum + gzipped(join(site, name)), 0);
  await page.close();
  return { seconds, bytes };
}

function gzipped(file: string): number {
  try {
    return gzipSync(readFileSync(file), { level: 9 }).length;
  } catch {
    // What the server has not is asked for and costs nothing.
    return 0;
  }
}

/** Proportional memory of a browser's largest renderer, in MB; Linux tells it. */
async function rendererMemory(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const sizes = processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, "utf8"))?.[1]);
  return Math.max(...sizes.map(Number)) / 1000;
}

/** The kernel's worker on a page that has nothing else, after the programs of a lesson. */
async function bareMemory(server: StaticServer, site: string): Promise<number> {
  const browser = await launchChromium(chromiumPath());
  try {
    const page = await (await openWindow(browser)).context.newPage();
    const script = filesBelow(join(site, "extensions", "nablab-lite")).find((file) =>
      file.endsWith("kernel.js"),
    )!;
    await page.route("**/bare.html", (route) => route.fulfill({ contentType: "text/html", body: "<p></p>" }));
    await page.goto(`${server.url}bare.html`);
    const address = server.url + script.slice(site.length + 1);
    const cells = readNotebook(join(root, "notebooks", lesson)).notebook.cells.filter(isCode);
    await page.evaluate(runOnBarePage, [address, cells.map(({ source }) => source)] as const);
    return await rendererMemory(browser);
  } finally {
    await browser.close();
  }
}

/** The whole page of JupyterLab's Notebook after the lesson, figures and all. */
async function pageMemory(server: StaticServer): Promise<number> {
  const browser = await launchChromium(chromiumPath());
  try {
    const page = await (await openWindow(browser)).context.newPage();
    await page.goto(addressOf(server, lesson));
    await (await OpenNotebook.whenReady(page, lesson)).runAll();
    return await rendererMemory(browser);
  } finally {
    await browser.close();
  }
}

async function sliderTimes(context: BrowserContext, server: StaticServer): Promise<number[]> {
  const page: Page = await context.newPage();
  await page.goto(addressOf(server, "slider.ipynb"));
  const notebook = await OpenNotebook.whenReady(page, "slider.ipynb");
  await notebook.runOne(0);
  const controls = new Controls(page, 0);
  await controls.named("a").waitFor();
  await controls.figure.locator(".main-svg").first().waitFor();
  return drag(page, controls, 50);
}

async function rounds(count: number, server: StaticServer, site: string): Promise<void> {
  const found: Record<string, Visit[]> = { first: [], again: [], lesson: [] };
  for (let round = 0; round < count; round++) {
    const browser = await launchChromium(chromiumPath());
    const { context } = await openWindow(browser);
    found.first.push(await visit(context, server, site, "new.ipynb", trivial));
    found.again.push(await visit(context, server, site, "new.ipynb", trivial));
    await browser.close();
    const other = await launchChromium(chromiumPath());
    found.lesson.push(
      await visit((await openWindow(other)).context, server, site, lesson, firstCell(lesson)),
    );
    await other.close();
  }
  const row = (what: string, visits: readonly Visit[], limit: string): void => {
    const times = visits.map(({ seconds }) => seconds);
    const most = Math.max(...times).toFixed(1);
    const size = (visits[0].bytes / 1e6).toFixed(2);
    console.log(`| ${what} | ${median(times).toFixed(1)} s (${most}) | ${size} MB | ${limit} |`);
  };
  row(`first visit: \`${trivial}\` in a new notebook`, found.first, "5 s, 3.2 MB");
  row("first visit: the first cell of lesson 01", found.lesson, "7 s, 3.8 MB");
  row("second visit, a new notebook", found.again, "3 s");
}

async function main(): Promise<void> {
  const at = process.argv.indexOf("--rounds");
  const count = at < 0 ? 3 : Number(process.argv[at + 1]);
  const place = mkdtempSync(join(tmpdir(), "nablab-bench-site-"));
  const [source, site] = [join(place, "notebooks"), join(place, "site")];
  let server: StaticServer | undefined;
  try {
    cpSync(join(root, "notebooks"), source, { recursive: true });
    const environment = join(privateFolder, "site");
    await ensureSiteEnvironment(environment);
    await makeSite(site, source, environment);
    const size = filesBelow(site).reduce((sum, file) => sum + readFileSync(file).length, 0) / 1e6;
    writeNotebook(join(source, "new.ipynb"), [trivial]);
    writeNotebook(join(source, "slider.ipynb"), [movingCell]);
    await makeSite(site, source, environment);
    server = await serveFolder(site);
    console.log("|  | median (most) | gzip -9 | limit |\n| --- | ---: | ---: | ---: |");
    await rounds(count, server, site);
    console.log(
      `| the kernel's worker on a bare page, after lesson 01 | ${(await bareMemory(server, site)).toFixed(0)} MB | | 200 MB |`,
    );
    console.log(`| the whole renderer, after lesson 01 | ${(await pageMemory(server)).toFixed(0)} MB | | |`);
    const browser = await launchChromium(chromiumPath());
    const {
      median: usual,
      most,
      all,
    } = shares(await sliderTimes((await openWindow(browser)).context, server));
    await browser.close();
    console.log(
      `| from a slider to its figure, 50 ticks: median, nine of ten, all | ${usual.toFixed(0)}, ${most.toFixed(0)}, ${all.toFixed(0)} ms | | 100 ms |`,
    );
    console.log(`| the site of the course | ${size.toFixed(1)} MB | | 45 MB |`);
  } finally {
    await server?.close();
    rmSync(place, { recursive: true, force: true });
  }
}

// What follows runs in the page.

declare const jupyterapp: {
  shell: { currentWidget?: { sessionContext?: { session?: { kernel?: object } } } };
};

function hasKernel(): boolean {
  if (typeof jupyterapp === "undefined") return false;
  return Boolean(jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel);
}

interface BareWorker {
  postMessage(message: object): void;
  onmessage: (event: {
    data: { kind: string; type?: string; id?: number; parent?: { msg_id: string } };
  }) => void;
}

/** Runs programs one after the other, each when the one before has been answered. */
async function runOnBarePage([address, cells]: readonly [string, readonly string[]]): Promise<void> {
  const { Worker } = globalThis as unknown as { Worker: new (address: string) => BareWorker };
  const worker = new Worker(address);
  for (const [k, code] of cells.entries()) {
    const header = {
      msg_id: `cell-${k}`,
      msg_type: "execute_request",
      session: "bare",
      username: "",
      version: "5.3",
      date: "",
    };
    const content = {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: false,
    };
    const answered = new Promise<void>((done) => {
      worker.onmessage = ({ data }) => {
        if (data.kind === "draw")
          worker.postMessage({ kind: "picture", id: data.id, problem: "a bare page" });
        if (data.type === "execute_reply" && data.parent?.msg_id === header.msg_id) done();
      };
    });
    worker.postMessage({
      kind: "request",
      request: { channel: "shell", header, metadata: {}, content, buffers: [] },
    });
    await answered;
  }
}

void main();
