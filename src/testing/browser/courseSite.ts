// The site of the course as a reader meets it: built once for all tests, served below a path by a server of
// files, opened in Chromium.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { filesBelow, privateFolder, root } from "../../cli/environment";
import { duringSetup } from "../../cli/setupLock";
import { ensureSiteEnvironment, makeSite } from "../../cli/site";
import { builtFolder } from "../../labextension/build";
import { launchChromium, openWindow, type Window } from "./chromium";
import { chromiumPath } from "./findChromium";
import { OpenNotebook } from "./lab";
import { serveFolder, type StaticServer } from "./staticServer";

/** The notebooks of the site. */
export const course: string = join(root, "notebooks");

/** The folder of the site as it would be built now; what was built from other files is removed. */
export async function builtSite(): Promise<string> {
  return duringSetup(async () => {
    const environment = join(privateFolder, "site");
    await ensureSiteEnvironment(environment);
    const sites = join(privateFolder, "sites");
    const folder = join(sites, contentHash());
    if (existsSync(join(folder, "site"))) return join(folder, "site");
    if (existsSync(sites))
      for (const old of readdirSync(sites)) rmSync(join(sites, old), { recursive: true });
    await makeSite(join(folder, "site"), course, environment);
    return join(folder, "site");
  });
}

/** Changes with everything that a site is made from. */
function contentHash(): string {
  const hash = createHash("sha256");
  const requirements = join(root, "src", "lite", "requirements.txt");
  const liteFolder = join(root, "dist", "lite", "built");
  const own = join(root, "dist", "cli", "site.js");
  for (const file of [...[course, builtFolder, liteFolder].flatMap(filesBelow), requirements, own])
    hash.update(file).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

export class OpenSite {
  private constructor(
    readonly window: Window,
    /** With a slash at its end. */
    readonly url: string,
    private readonly server: StaticServer,
    private readonly browser: Browser,
  ) {}

  static async start({ isolated = false }: { isolated?: boolean } = {}): Promise<OpenSite> {
    const server = await serveFolder(await builtSite(), { below: "/a path/of its own/", isolated });
    const browser = await launchChromium(chromiumPath());
    return new OpenSite(await openWindow(browser), server.url, server, browser);
  }

  /** Opens a notebook, in a tab of its own unless one is given. */
  async open(path: string, tab?: Page): Promise<OpenNotebook> {
    const page = tab ?? (await this.window.context.newPage());
    await page.goto(`${this.url}notebooks/index.html?path=${encodeURIComponent(path)}`);
    return OpenNotebook.whenReady(page, path);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}
