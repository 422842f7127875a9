// The lessons in a reader's browser: the site is built as a reader's is, and served by a server of files.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { filesBelow, privateFolder, root } from "../cli/environment";
import { Failure } from "../cli/failure";
import { atLeast, findPython } from "../cli/python";
import { ensureSiteEnvironment, makeSite } from "../cli/site";
import { compareNotebooks } from "../notebook/compare";
import { isCode, type Notebook } from "../notebook/format";
import { readNotebook } from "../notebook/read";
import { launchChromium, openWindow, type Window } from "../testing/browser/chromium";
import { Controls, eventually } from "../testing/browser/controls";
import { chromiumPath } from "../testing/browser/findChromium";
import { type CellState, cellNode } from "../testing/browser/inPage";
import { OpenNotebook } from "../testing/browser/lab";
import { complaintsIn, figuresIn } from "../testing/browser/notebooks";
import { serveFolder, type StaticServer } from "../testing/browser/staticServer";

const course = join(root, "notebooks");
const lessons = filesBelow(course)
  .filter((file) => file.endsWith(".ipynb"))
  .map((file) => relative(course, file).split(sep).join("/"));

/** The first lesson, and one with controls, in Chinese. */
const chosen = ["01-tangent-line.ipynb", "zh/05-rules-from-limits.ipynb"];
/** All lessons take some minutes: they are run where the environment asks for them. */
const opened = process.env.NABLAB_SITE === "all" ? lessons : chosen;

/** Code that does not end by itself. */
const endless: Readonly<Record<string, string>> = {
  "a loop": "for (;;);",
  "a loop that awaits what is there": "for (;;) await null;",
  "an await": "await new Promise(() => undefined);",
  recursion: "const fib = (n: number): number => (n < 2 ? n : fib(n - 1) + fib(n - 2)); fib(60);",
  "the loop of a timer": "setTimeout(() => { for (;;); }); await new Promise(() => undefined);",
};

const limit = { timeout: 1_200_000 };

describe("the site", () => {
  let folder: string;
  let server: StaticServer;
  let browser: Browser | undefined;
  let window: Window;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "nablab site "));
    const environment = join(privateFolder, "site");
    const { version } = await findPython();
    if (!atLeast(version, "3.10")) return assert.rejects(ensureSiteEnvironment(environment), Failure);
    await ensureSiteEnvironment(environment);
    await makeSite(join(folder, "site"), course, environment);
    server = await serveFolder(join(folder, "site"), { below: "/a path/of its own/" });
    browser = await launchChromium(chromiumPath());
    window = await openWindow(browser);
  }, limit);

  after(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(path: string): Promise<OpenNotebook> {
    const page = await window.context.newPage();
    await page.goto(`${server.url}notebooks/index.html?path=${encodeURIComponent(path)}`);
    return OpenNotebook.whenReady(page, path);
  }

  for (const path of opened)
    it(`${path} gives what is stored, draws its figures, and its controls answer`, limit, async () => {
      const notebook = await open(path);
      const cells = await notebook.runAll();
      const complaints = cells.flatMap(({ outputs }) => complaintsIn(outputs));
      const { notebook: stored } = readNotebook(join(course, path));
      assert.deepEqual(differences(stored, cells), []);
      for (const cell of cells.filter(({ outputs }) => figuresIn(outputs).length > 0))
        assert.equal((await notebook.figuresOf(cell)).length, figuresIn(cell.outputs).length, cell.source);
      for (const cell of cells.filter(({ source }) => /\binteract\(|stepsSlider\(/.test(source)))
        assert.ok(await moved(notebook, cell), cell.source);
      assert.deepEqual(
        (await notebook.cells()).flatMap(({ outputs }) => complaintsIn(outputs)),
        complaints,
      );
      assert.deepEqual(window.foreign, []);
      await notebook.page.close();
    });

  describe("an interrupt", () => {
    let page: Page;
    before(async () => {
      ({ page } = await open("00-start-here.ipynb"));
      await run(page, "let kept = 0;");
    }, limit);

    for (const [what, code] of Object.entries(endless))
      it(`ends ${what}, and keeps the variables`, limit, async () => {
        assert.equal(
          (await run(page, `kept++; console.log("begun"); ${code}`, "interrupt")).ename,
          "KeyboardInterrupt",
        );
        assert.equal((await run(page, "kept > 0 && 1 + 1")).text, "2");
      });

    it("that cannot end what runs offers the restart, which gives a new kernel", limit, async () => {
      const stuck = `await new Promise((go) => setTimeout(go, 500)); console.log("begun"); /^(a+)+$/.test("a".repeat(60) + "b")`;
      const { text } = await run(page, stuck, "interrupt until Restart");
      assert.match(text, /Restart the kernel/);
      await page.evaluate(restartKernel);
      assert.equal((await run(page, "typeof kept")).text, "'undefined'");
    });
  });

  it("asks the person by prompt()", limit, async () => {
    const { page } = await open("00-start-here.ipynb");
    assert.equal((await run(page, 'prompt("Your name?") + "!"', "answer")).text, "'Ada!'");
    await page.close();
  });
});

/** JupyterLab's own connection to the kernel of the notebook in front. */
declare const jupyterapp: {
  shell: {
    currentWidget: { sessionContext: { session: { kernel: Connection }; restartKernel(): Promise<void> } };
  };
};

interface Connection {
  requestExecute(content: object): Future;
  interrupt(): Promise<void>;
}

interface Future {
  done: Promise<{ content: { status: string; ename?: string } }>;
  onIOPub: (message: { header: { msg_type: string }; content: Record<string, unknown> }) => void;
  onStdin: (message: { header: { msg_type: string } }) => void;
  sendInputReply(content: object, parent: object): void;
}

interface Ran {
  ename: string | undefined;
  text: string;
}

/** Runs code by JupyterLab's own connection; `then` says what happens once it has written "begun". */
function run(
  page: Page,
  code: string,
  then: "" | "interrupt" | "interrupt until Restart" | "answer" = "",
): Promise<Ran> {
  return page.evaluate(
    async ([source, what]) => {
      const { kernel } = jupyterapp.shell.currentWidget.sessionContext.session;
      const future = kernel.requestExecute({ code: source, allow_stdin: true });
      let text = "";
      const told = new Promise<void>((done) => {
        future.onIOPub = ({ header, content }) => {
          const data = (content.data ?? {}) as Record<string, string>;
          text += (content.text as string | undefined) ?? data["text/plain"] ?? "";
          if (text.startsWith("begun\n") && what.startsWith("interrupt")) {
            if (header.msg_type === "stream" && text === "begun\n") void kernel.interrupt();
          }
          if (text.includes("Restart")) done();
        };
      });
      future.onStdin = (message) => future.sendInputReply({ status: "ok", value: "Ada" }, message.header);
      if (what.endsWith("Restart")) return told.then(() => ({ ename: undefined, text }));
      const { content } = await future.done;
      return { ename: content.ename, text };
    },
    [code, then] as const,
  );
}

async function restartKernel(): Promise<void> {
  await jupyterapp.shell.currentWidget.sessionContext.restartKernel();
}

/** Moves the first control under a cell; whether the figure, or what else stands there, becomes another. */
async function moved(notebook: OpenNotebook, { index, source }: CellState): Promise<boolean> {
  const shown = async (): Promise<string> =>
    JSON.stringify((await notebook.cells()).find((cell) => cell.index === index)?.outputs);
  await notebook.page.evaluateHandle(cellNode, index);
  const before = await shown();
  await new Controls(notebook.page, index).moveFirst(/\bpoint\(/.test(source));
  return (await eventually(shown, (now) => now !== before)) !== before;
}

/** How the cells of a run differ from the stored notebook. */
function differences(stored: Notebook, cells: readonly CellState[]): string[] {
  const code = stored.cells.filter(isCode);
  assert.equal(cells.length, code.length);
  const now = {
    ...stored,
    cells: code.map((cell, i) => ({ ...cell, outputs: cells[i].outputs })),
  } as Notebook;
  return compareNotebooks({ ...stored, cells: code }, now).map(
    ({ number, lines }) => `code cell ${number}: ${lines.join("\n")}`,
  );
}
