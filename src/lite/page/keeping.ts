// What a reader changes: saved in the browser soon after, and before the page goes; what cannot be saved is
// told in a sentence; and the command that brings the site's own file back.

import { alreadyLoaded, fromApplication, fromApplicationIfThere } from "../../labextension/page/application";
import { browser } from "./browser";
import { endedWhileRunning } from "./running";
import { canStore } from "./storage";

/** Milliseconds after the last change until a document is saved. */
const pause = 2000;

interface Signal {
  connect(listener: () => void): void;
}

/** A document that is open. */
interface Context {
  readonly path: string;
  readonly isDisposed: boolean;
  readonly ready: Promise<void>;
  readonly model: {
    readonly dirty: boolean;
    readonly readOnly: boolean;
    readonly contentChanged: Signal;
    getMetadata?(key: string): unknown;
    toString(): string;
  };
  save(): Promise<void>;
  revert(): Promise<void>;
}

interface Panel {
  readonly context?: Context;
}

interface Tracker {
  readonly widgetAdded: { connect(listener: (tracker: unknown, panel: { context: Context }) => void): void };
  forEach(deed: (panel: { context: Context }) => void): void;
}

interface Contents {
  save(path: string, options?: object): Promise<unknown>;
  delete(path: string): Promise<void>;
}

interface Application {
  readonly commands: {
    addCommand(id: string, command: object): void;
  };
  readonly shell: { readonly currentWidget: Panel | null };
  readonly serviceManager: { readonly contents: Contents };
}

interface MainMenu {
  readonly fileMenu: { addGroup(items: readonly object[], rank: number): void };
}

interface Palette {
  addItem(item: object): void;
}

interface Apputils {
  showDialog: (options: object) => Promise<{ button: { accept: boolean } }>;
  Dialog: { cancelButton(): object; okButton(): object; warnButton(options: object): object };
  Notification: { warning(text: string, options: object): void };
}

const english = {
  download: "Download what is on the screen",
  reset: "Reset to the original",
  resets: "Reset",
  ask: (path: string) =>
    `${path} becomes what it is on this site. What you have changed in it is lost, unless you save it first: File, Download.`,
  none: (path: string) => `${path} is not of this site: it was made in this browser, and has no original.`,
  unreachable: (path: string) =>
    `The original of ${path} cannot be had: the site does not answer. What you have is kept.`,
  full:
    "The browser's storage for this site is full, so this change is not kept. " +
    "File, Download what is on the screen keeps it; then delete files that you do not need, and save again.",
  forbidden:
    "This browser keeps nothing for this site: changes are gone when the page is closed. Save them by File, Download.",
  ended:
    "The browser ended this page while a cell ran: it may have filled the memory. " +
    "The notebook is as it was two seconds before; the variables are gone.",
};

const chinese: typeof english = {
  download: "下载屏幕上的内容",
  reset: "恢复原件",
  resets: "恢复",
  ask: (path) => `${path} 将恢复为本站的原件，你的改动会丢失；可先用 File, Download 保存。`,
  none: (path) => `${path} 不是本站的文件：它是在这个浏览器里建立的，没有原件。`,
  unreachable: (path) => `无法取得 ${path} 的原件：网站没有回应。你的内容没有改变。`,
  full: "浏览器给本站的存储空间已满，这次改动没有保存。请用 File 菜单的“下载屏幕上的内容”留下它，再删去不用的文件，重新保存。",
  forbidden: "这个浏览器不为本站保存任何内容：页面关闭后改动会丢失。请用 File, Download 保存。",
  ended: "上次有单元格在运行时，浏览器结束了这个页面：内存可能已满。笔记本保持在两秒前的样子，变量已丢失。",
};

/** The words in the language of the notebook in front. */
function wordsFor(context: Context | undefined): typeof english {
  return context?.model.getMetadata?.("language") === "zh" ? chinese : english;
}

/** The plugin. */
export async function keepingPlugin(id: string): Promise<object> {
  const { INotebookTracker } = await fromApplication<Record<string, object>>("@jupyterlab/notebook");
  const { ICommandPalette } = await fromApplication<Record<string, object>>("@jupyterlab/apputils");
  const { IMainMenu } = (await fromApplicationIfThere<Record<string, object>>("@jupyterlab/mainmenu")) ?? {};
  const menus = IMainMenu === undefined ? [] : [IMainMenu];
  return {
    id,
    description: "Saves what a reader changes, and brings the site's own files back.",
    autoStart: true,
    requires: [INotebookTracker],
    optional: [ICommandPalette, ...menus],
    activate: (app: Application, tracker: Tracker, palette: Palette | null, menu?: MainMenu | null) => {
      const inFront = (): typeof english => wordsFor(app.shell.currentWidget?.context);
      explainFull(app.serviceManager.contents, inFront);
      const follow = ({ context }: { context: Context }): void =>
        void context.ready.then(() => keep(context));
      fitControls();
      tracker.forEach(follow);
      tracker.widgetAdded.connect((_tracker, panel) => follow(panel));
      addCommands(app, inFront, palette, menu ?? null);
      const warn = (text: string): void => apputils().Notification.warning(text, { autoClose: false });
      if (endedWhileRunning()) warn(inFront().ended);
      void canStore().then((can) => {
        if (!can) warn(inFront().forbidden);
      });
    },
  };
}

/** On a narrow screen controls are as wide as it is, and not cut off. */
function fitControls(): void {
  const style = browser.document.createElement("style");
  style.textContent =
    ".jp-OutputArea .jupyter-widgets { max-width: 100%; box-sizing: border-box; min-width: 0; } " +
    "@media (max-width: 40rem) { .jp-OutputArea .widget-hbox { flex-wrap: wrap; } }";
  browser.document.head.appendChild(style);
}

function apputils(): Apputils {
  return alreadyLoaded("@jupyterlab/apputils") as Apputils;
}

/** Saves a document a little after its changes. A save that fails is not tried again by itself. */
function keep(context: Context): void {
  let timer: unknown;
  let failed = false;
  const save = async (): Promise<void> => {
    const { isDisposed, model } = context;
    if (isDisposed || failed || !model.dirty || model.readOnly) return;
    // The front end tells why.
    await context.save().catch(() => (failed = true));
  };
  context.model.contentChanged.connect(() => {
    browser.clearTimeout(timer);
    timer = browser.setTimeout(() => void save(), pause);
  });
  browser.document.addEventListener("visibilitychange", () => {
    if (browser.document.visibilityState === "hidden") void save();
  });
}

/** What the browser says of a full storage is no sentence. */
function explainFull(contents: Contents, words: () => typeof english): void {
  const save = contents.save.bind(contents);
  contents.save = async (path, options) => {
    try {
      return await save(path, options);
    } catch (error) {
      const { name, message } = error as Error;
      if (!/quota|disk.?full/i.test(`${name} ${message}`)) throw error;
      throw new Error(words().full, { cause: error });
    }
  };
}

function addCommands(
  app: Application,
  words: () => typeof english,
  palette: Palette | null,
  menu: MainMenu | null,
): void {
  const inFront = (): Context | undefined => app.shell.currentWidget?.context;
  const deeds = {
    reset: (context: Context) => reset(context, app.serviceManager.contents, words()),
    download,
  };
  const commands = (["reset", "download"] as const).map((name) => {
    const command = `nablab-lite:${name}`;
    app.commands.addCommand(command, {
      label: () => words()[name],
      caption: () => words()[name],
      isEnabled: () => inFront() !== undefined,
      execute: async () => {
        const context = inFront();
        if (context !== undefined) await deeds[name](context);
      },
    });
    palette?.addItem({ command, category: "File Operations" });
    return { command };
  });
  menu?.fileMenu.addGroup(commands, 4);
}

/** Hands the document over as it is; the application's own download saves first, which may be what fails. */
function download({ path, model }: Context): void {
  const address = browser.URL.createObjectURL(new Blob([model.toString()]));
  const link = browser.document.createElement("a");
  link.href = address;
  link.download = path.slice(path.lastIndexOf("/") + 1);
  link.click();
  browser.setTimeout(() => browser.URL.revokeObjectURL(address), 60_000);
}

/** Asks, then forgets the browser's copy, so that the site's own file is what the drive has. */
async function reset(context: Context, contents: Contents, words: typeof english): Promise<void> {
  const { showDialog, Dialog } = apputils();
  const { path } = context;
  const title = words.reset;
  const answer = await siteHas(path);
  if (answer !== "yes") {
    const body = answer === "no" ? words.none(path) : words.unreachable(path);
    await showDialog({ title, body, buttons: [Dialog.okButton()] });
    return;
  }
  const buttons = [Dialog.cancelButton(), Dialog.warnButton({ label: words.resets })];
  const { button } = await showDialog({ title, body: words.ask(path), buttons });
  if (!button.accept) return;
  await contents.delete(path);
  await context.revert();
}

/** Whether the site has such a file of its own. */
async function siteHas(path: string): Promise<"yes" | "no" | "no answer"> {
  const { PageConfig } = alreadyLoaded("@jupyterlab/coreutils") as { PageConfig: { getBaseUrl(): string } };
  const files = new URL("files/", new URL(PageConfig.getBaseUrl(), browser.location.href));
  try {
    const name = path.split("/").map(encodeURIComponent).join("/");
    const { ok } = await fetch(new URL(name, files).href, { method: "HEAD" });
    return ok ? "yes" : "no";
  } catch {
    return "no answer";
  }
}
