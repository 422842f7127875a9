// What JupyterLab and Notebook 7 load: a container of webpack's module federation, written by hand, with two modules in it: the
// renderer of figures, and the plugin that keeps them alive when the page is loaded anew. It takes Lumino's widgets and the mark of the
// list of notebooks from the application.

import { keepUpToDate, type NotebookTracker } from "./afterReload";
import { browser, type Element, type Figure, type Model } from "./browser";
import { Drawing } from "./drawing";
import { pictureOf } from "./picture";

const name = "nablab";
/** The mark of our figures. Its renderer comes before all others, also before one that knows plotly's own type. */
const markType = "application/vnd.nablab.figure+json";
const figureType = "application/vnd.plotly.v1+json";

interface Widget {
  readonly node: Element;
  dispose(): void;
}

type WidgetClass = new () => Widget;

/** `{ "@lumino/widgets": { "2.7.1": { get } } }` */
type SharedScope = Record<string, Record<string, { get(): Promise<() => unknown> }>>;

let shared: SharedScope = {};

/** A module of the application's. */
async function fromApplication<T>(module: string): Promise<T> {
  const [newest] = Object.values(shared[module]).reverse();
  return (await newest.get())() as T;
}

/** A Jupyter front end's extension for MIME types. */
async function mimeExtension(): Promise<object> {
  const { Widget } = await fromApplication<{ Widget: WidgetClass }>("@lumino/widgets");
  class FigureWidget extends Widget {
    private drawing: Drawing | undefined;

    async renderModel(model: Model): Promise<void> {
      if (!model.trusted) return this.node.replaceChildren(pictureOf(model));
      if (this.drawing === undefined) this.node.replaceChildren();
      this.drawing ??= new Drawing(this.node);
      await this.drawing.show(model.data[figureType] as Figure);
    }

    override dispose(): void {
      this.drawing?.dispose();
      super.dispose();
    }
  }
  return {
    id: `${name}:figure`,
    description: "Draws the figures of nablab, and redraws them in place.",
    // In a notebook that is not trusted only what is safe is asked, and pip's renderer of plotly's type says that it is.
    rendererFactory: { safe: true, mimeTypes: [markType], createRenderer: () => new FigureWidget() },
    rank: 1,
    dataType: "json",
  };
}

/** A plugin of a Jupyter front end. */
async function extension(): Promise<object> {
  const { INotebookTracker } = await fromApplication<{ INotebookTracker: object }>("@jupyterlab/notebook");
  return {
    id: `${name}:after-reload`,
    description: "Redraws figures also when the page has been loaded anew.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (_application: unknown, tracker: NotebookTracker) => keepUpToDate(tracker),
  };
}

const modules: Record<string, () => Promise<object>> = {
  "./extension": extension,
  "./mimeExtension": mimeExtension,
};

const container = {
  init(scope: SharedScope): void {
    shared = scope;
  },
  async get(module: string): Promise<() => object> {
    const exported = { __esModule: true, default: await modules[module]() };
    return () => exported;
  },
};

browser._JUPYTERLAB = { ...browser._JUPYTERLAB, [name]: container };
