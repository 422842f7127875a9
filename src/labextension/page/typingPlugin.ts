// The plugin of types while one types, with the services that it takes from the application.

import { fromApplication, fromApplicationIfThere } from "./application";
import type { Application, Modules, Tracker } from "./typing/jupyter";
import type { Services } from "./typing/index";

type Bag = Record<string, unknown>;

/** A service's token, by the module that exports it. */
const required = [
  ["@jupyterlab/notebook", "INotebookTracker"],
  ["@jupyterlab/codemirror", "IEditorExtensionRegistry"],
] as const;
const optional = [
  ["@jupyterlab/completer", "ICompletionProviderManager"],
  ["@jupyterlab/statusbar", "IStatusBar"],
  ["@jupyterlab/settingregistry", "ISettingRegistry"],
  ["@jupyterlab/apputils", "ICommandPalette"],
] as const;

export async function typingPlugin(): Promise<object> {
  const tokens = await Promise.all(
    required.map(async ([module, name]) => (await fromApplication<Bag>(module))[name]),
  );
  const found = await Promise.all(
    optional.map(async ([module, name]) => (await fromApplicationIfThere<Bag>(module))?.[name]),
  );
  const present = found.flatMap((token, i) => (token === undefined ? [] : [i]));
  return {
    id: "nablab:typing",
    description: "Checks cells while they are written, across cells that have not run.",
    autoStart: true,
    requires: tokens,
    optional: present.map((i) => found[i]),
    activate: async (application: Application, tracker: Tracker, editors: never, ...rest: unknown[]) => {
      const service = (i: number): never => (rest[present.indexOf(i)] ?? null) as never;
      const [completions, statusBar, settings, palette] = [0, 1, 2, 3].map(service);
      // CodeMirror has to be there before the modules that extend it run.
      const made = await Promise.all([modules(), immutable(), widgetClass(), ...codeMirror()]);
      const { activate } = await import("./typing/index.js");
      activate({
        ...{ application, tracker, editors, completions, statusBar, settings, palette },
        ...{ modules: made[0], immutable: made[1], widget: made[2] },
      });
    },
  };
}

function codeMirror(): Promise<unknown>[] {
  return ["@codemirror/state", "@codemirror/view"].map((module) => fromApplication(module));
}

async function immutable(): Promise<Services["immutable"]> {
  const { EditorExtensionRegistry } = await fromApplication<{
    EditorExtensionRegistry: { createImmutableExtension(extension: unknown): object };
  }>("@jupyterlab/codemirror");
  return (extension) => EditorExtensionRegistry.createImmutableExtension(extension);
}

async function widgetClass(): Promise<new () => never> {
  return (await fromApplication<{ Widget: new () => never }>("@lumino/widgets")).Widget;
}

async function modules(): Promise<Modules> {
  const { KernelMessage } = await fromApplication<{
    KernelMessage: { createMessage: Modules["createMessage"] };
  }>("@jupyterlab/services");
  const { NotebookActions } = await fromApplication<{ NotebookActions: Modules["notebookActions"] }>(
    "@jupyterlab/notebook",
  );
  const { InputDialog, Notification } = await fromApplication<{
    InputDialog: { getText: Modules["askText"] };
    Notification: { info(text: string, options: object): void };
  }>("@jupyterlab/apputils");
  return {
    createMessage: (options) => KernelMessage.createMessage(options),
    notebookActions: NotebookActions,
    askText: (options) => InputDialog.getText(options),
    notify: (text) => void Notification.info(text, { autoClose: 8000 }),
  };
}
