// What JupyterLab and Notebook 7 load: a container of webpack's module federation, written by hand, with one module in it, the
// renderer of figures. It takes Lumino's widgets from the application.

import { browser, type Element, type Figure } from "./browser";
import { Drawing } from "./drawing";

const name = "nablab";
/** The mark of our figures. Its renderer comes before all others, also before one that knows plotly's own type. */
const markType = "application/vnd.nablab.figure+json";
const figureType = "application/vnd.plotly.v1+json";

interface Widget {
  readonly node: Element;
  dispose(): void;
}

type WidgetClass = new () => Widget;

interface Model {
  readonly data: Record<string, unknown>;
}

/** `{ "@lumino/widgets": { "2.7.1": { get } } }` */
type SharedScope = Record<string, Record<string, { get(): Promise<() => unknown> }>>;

let shared: SharedScope = {};

async function widgetClass(): Promise<WidgetClass> {
  const [newest] = Object.values(shared["@lumino/widgets"]).reverse();
  return ((await newest.get())() as { Widget: WidgetClass }).Widget;
}

/** A Jupyter front end's extension for MIME types. */
function extension(Widget: WidgetClass): object {
  class FigureWidget extends Widget {
    private readonly drawing = new Drawing(this.node);

    renderModel({ data }: Model): Promise<void> {
      return this.drawing.show(data[figureType] as Figure);
    }

    override dispose(): void {
      this.drawing.dispose();
      super.dispose();
    }
  }
  return {
    id: `${name}:figure`,
    description: "Draws the figures of nablab, and redraws them in place.",
    // What is not safe stays a picture in a notebook that is not trusted.
    rendererFactory: { safe: false, mimeTypes: [markType], createRenderer: () => new FigureWidget() },
    rank: 1,
    dataType: "json",
  };
}

const container = {
  init(scope: SharedScope): void {
    shared = scope;
  },
  async get(): Promise<() => object> {
    const module = { __esModule: true, default: extension(await widgetClass()) };
    return () => module;
  },
};

browser._JUPYTERLAB = { ...browser._JUPYTERLAB, [name]: container };
