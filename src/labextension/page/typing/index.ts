// Types while one types: the plugin that brings the marks, hovers, call help and commands into notebooks
// whose kernel answers.

import { linter, lintGutter } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import { EditorView, type ViewUpdate } from "@codemirror/view";
import type { Element } from "../browser";
import { Asker } from "./asker";
import { addCommands, commandIds, goToDefinition, type Tools } from "./commands";
import { type CompletionManager, completionProvider } from "./completion";
import { cellExtension, fill } from "./editors";
import { hover, type Place } from "./hover";
import type { Application, CellModel, Modules, Panel, Tracker } from "./jupyter";
import { NotebookTyping } from "./notebookTyping";
import {
  documentationChoice,
  everything,
  type SettingRegistry,
  type Settings,
  watchSettings,
} from "./settings";
import { signatureHelp } from "./signature";
import { type Counter, counterInStatusBar, counterInToolbar, type StatusBar } from "./status";
import { addStyle } from "./style";

export const pluginId = "nablab:typing";

interface EditorRegistry {
  addExtension(extension: object): void;
}

/** What a front end gives; a null is a service that it has not. */
export interface Services {
  application: Application;
  tracker: Tracker;
  editors: EditorRegistry;
  /** Makes an extension of the front end's kind from one of CodeMirror's. */
  immutable: (extension: Extension) => object;
  completions: CompletionManager | null;
  statusBar: StatusBar | null;
  settings: SettingRegistry | null;
  palette: { addItem(item: object): void } | null;
  widget: new () => never;
  modules: Modules;
}

export function activate(services: Services): void {
  new Typing(services);
}

class Typing {
  private readonly asker: Asker;
  private readonly views = new Map<CellModel, EditorView>();
  private readonly notebooks = new Map<Panel, NotebookTyping>();
  /** The one of the status bar, or one in each notebook. */
  private readonly counter: Counter | undefined;
  private readonly counters = new WeakMap<NotebookTyping, Counter>();
  private readonly tools: Tools;
  private settings: Settings = everything;

  constructor(private readonly services: Services) {
    const { application, tracker, editors, completions, statusBar, palette, modules } = services;
    this.asker = new Asker(modules.createMessage);
    addStyle();
    const current = (): NotebookTyping | undefined =>
      tracker.currentWidget ? this.notebooks.get(tracker.currentWidget) : undefined;
    this.tools = { modules, current, viewOf: (model) => this.views.get(model) };
    addCommands(application.commands, this.tools);
    for (const command of Object.values(commandIds))
      palette?.addItem({ command, category: "TypeScript Notebook" });
    if (statusBar !== null) this.counter = counterInStatusBar(statusBar, services.widget, this.next);
    editors.addExtension({
      name: pluginId,
      factory: ({ model }: { model: CellModel }) => services.immutable(cellExtension(model, this)),
    });
    completions?.registerProvider(
      completionProvider(
        (model) => this.typingOf(model),
        () => this.settings.completion,
      ),
    );
    tracker.forEach((panel) => this.add(panel));
    tracker.widgetAdded.connect((_tracker, panel) => this.add(panel));
    tracker.currentChanged.connect(() => {
      this.counter?.show(countOf(current()));
      void this.showDocumentation();
    });
    void watchSettings(services.settings, pluginId, (settings) => {
      this.settings = settings;
      for (const notebook of this.notebooks.values()) notebook.refresh();
    });
  }

  opened(model: CellModel, view: EditorView): void {
    this.views.set(model, view);
    this.fill(model, view);
  }

  closed(model: CellModel, view: EditorView): void {
    if (this.views.get(model) === view) this.views.delete(model);
  }

  updated(model: CellModel, update: ViewUpdate): void {
    if (update.docChanged || update.selectionSet || update.focusChanged)
      this.typingOf(model)?.updated(model, update);
  }

  private add(panel: Panel): void {
    if (this.notebooks.has(panel)) return;
    const typing = new NotebookTyping(panel, {
      asker: this.asker,
      settings: () => this.settings,
      viewOf: this.tools.viewOf,
      changed: (of) => this.changed(of),
    });
    this.notebooks.set(panel, typing);
    if (this.counter === undefined && panel.toolbar)
      this.counters.set(typing, counterInToolbar(panel.toolbar, this.services.widget, this.next));
    panel.disposed.connect(() => this.notebooks.delete(panel));
  }

  private typingOf(model: CellModel): NotebookTyping | undefined {
    if (model.type !== "code") return undefined;
    for (const typing of this.notebooks.values()) if (typing.owns(model)) return typing;
    return undefined;
  }

  /** The marks of a notebook have changed, or its kernel. */
  private changed(typing: NotebookTyping): void {
    if (this.wasOn.get(typing) !== typing.isOn) {
      this.wasOn.set(typing, typing.isOn);
      void this.showDocumentation();
    }
    for (const model of typing.models()) {
      const view = this.views.get(model);
      if (view && this.isFilled.get(view) !== typing.isOn) this.fill(model, view);
    }
    if (this.tools.current() === typing) this.counter?.show(countOf(typing));
    this.counters.get(typing)?.show(countOf(typing));
  }

  private readonly next = (): void => void this.services.application.commands.execute(commandIds.next);

  private readonly wasOn = new WeakMap<NotebookTyping, boolean>();
  private readonly isFilled = new WeakMap<EditorView, boolean>();

  /**
   * Completions of our kernel have documentation: it is beside the list, unless the person has chosen
   * otherwise.
   */
  private async showDocumentation(): Promise<void> {
    const { completions, settings } = this.services;
    const choice = await documentationChoice(settings);
    const isOurs = this.tools.current()?.isOn === true && this.settings.completion;
    completions?.setShowDocumentationPanel?.(choice ?? isOurs);
  }

  /** Gives an editor what belongs to it: nothing where its kernel is another one's. */
  private fill(model: CellModel, view: EditorView): void {
    const typing = this.typingOf(model);
    const isOn = typing?.isOn === true;
    if (this.isFilled.get(view) !== isOn) {
      this.isFilled.set(view, isOn);
      fill(view, isOn ? this.extensionsOf(model, typing) : []);
    }
    if (isOn) typing.opened(model);
  }

  private extensionsOf(model: CellModel, typing: NotebookTyping): Extension[] {
    const place = (isOn: () => boolean): Place => ({
      isOn,
      ask: (question, offset) => typing.ask(question, { cell: model.id, offset }),
      render: (markdown) => render(typing.panel, markdown),
    });
    return [
      linter(null),
      lintGutter(),
      hover(place(() => this.settings.hover)),
      signatureHelp(place(() => this.settings.signatureHelp)),
      EditorView.domEventHandlers({
        mousedown: (
          event: {
            button: number;
            ctrlKey: boolean;
            metaKey: boolean;
            clientX: number;
            clientY: number;
            preventDefault(): void;
          },
          view: EditorView,
        ) => {
          if (!this.settings.definition || event.button !== 0 || !(event.ctrlKey || event.metaKey))
            return false;
          const offset = view.posAtCoords({ x: event.clientX, y: event.clientY });
          if (offset === null || view.state.wordAt(offset) === null) return false;
          event.preventDefault();
          void goToDefinition(this.tools, { typing, model, view, offset });
          return true;
        },
      } as never),
    ];
  }
}

/** How many marks a notebook has; undefined where nothing checks it. */
function countOf(typing: NotebookTyping | undefined): number | undefined {
  return typing?.isMarking === true ? typing.places().length : undefined;
}

/** Markdown as the notebook's inspector shows it. */
async function render({ content }: Panel, markdown: string): Promise<Element> {
  const renderer = content.rendermime.createRenderer("text/markdown");
  const data = { "text/markdown": markdown };
  await renderer.renderModel({ data, metadata: {}, trusted: false, setData: () => undefined });
  renderer.node.classList.toggle("nablab-hover", true);
  return renderer.node;
}
