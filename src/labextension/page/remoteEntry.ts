// What JupyterLab and Notebook 7 load: a container of webpack's module federation, written by hand, with two
// modules in it: the renderer of figures, and the plugins: one keeps figures alive when the page is loaded
// anew and speaks to the notebooks' kernels, one checks cells while they are written. Lumino's widgets,
// CodeMirror and the marks of the application's services are taken from the application.

import { keepUpToDate, type NotebookTracker as Redrawn } from "./afterReload";
import { fromApplication, fromApplicationIfThere, type SharedScope, takeScope } from "./application";
import { browser, type Element, type Figure, type Model } from "./browser";
import { Drawing } from "./drawing";
import type { HandleSpec } from "./handles";
import { findKernels, type NotebookTracker as Answering } from "./kernelLine";
import { type Commands, type Kernels, type Launcher, showOneCard, showOneEntry } from "./launcher";
import { type NotebookTracker as Spoken, tellLanguage } from "./language";
import { pictureOf } from "./picture";
import { type NotebookTracker as Debugged, tellPresence } from "./presence";
import { nameFigure, nameSliders } from "./spoken";
import { typingPlugin } from "./typingPlugin";

const name = "nablab";
/**
 * The mark of our figures. Its renderer comes before all others, also before one that knows plotly's own
 * type.
 */
const markType = "application/vnd.nablab.figure+json";
const figureType = "application/vnd.plotly.v1+json";

interface Widget {
  readonly node: Element;
  dispose(): void;
}

type WidgetClass = new () => Widget;

/** The points of a figure that can be moved. */
function handlesOf({ metadata }: Model): HandleSpec[] {
  const handles = metadata.nablab?.handles;
  return Array.isArray(handles) ? (handles as HandleSpec[]) : [];
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
      nameFigure(this.node, model.data["text/plain"]);
      await this.drawing.show(model.data[figureType] as Figure, handlesOf(model));
    }

    override dispose(): void {
      this.drawing?.dispose();
      super.dispose();
    }
  }
  return {
    id: `${name}:figure`,
    description: "Draws the figures of nablab, and redraws them in place.",
    // In a notebook that is not trusted only what is safe is asked, and pip's renderer of plotly's type says
    // that it is.
    rendererFactory: { safe: true, mimeTypes: [markType], createRenderer: () => new FigureWidget() },
    rank: 1,
    dataType: "json",
  };
}

/** The plugins of a Jupyter front end. */
async function extension(): Promise<object[]> {
  return [await notebookPlugin(), await typingPlugin(), await kernelNamesPlugin()];
}

/** What a kernel that is installed under two names needs of an application. */
interface Application {
  readonly commands: Commands;
  readonly serviceManager: { readonly kernelspecs: Kernels };
}

/** Notebook 7 may have no launcher; its menu "New" is there in any case. */
async function kernelNamesPlugin(): Promise<object> {
  const launcher = await fromApplicationIfThere<{ ILauncher: object }>("@jupyterlab/launcher");
  return {
    id: `${name}:launcher`,
    description: "Shows one card and one entry of a kernel that is installed under two names.",
    autoStart: true,
    optional: launcher === undefined ? [] : [launcher.ILauncher],
    activate: ({ commands, serviceManager }: Application, found?: Launcher | null) => {
      showOneEntry(commands, serviceManager.kernelspecs);
      if (found) showOneCard(found, serviceManager.kernelspecs);
    },
  };
}

async function notebookPlugin(): Promise<object> {
  const { INotebookTracker } = await fromApplication<{ INotebookTracker: object }>("@jupyterlab/notebook");
  return {
    id: `${name}:after-reload`,
    description:
      "Redraws figures also when the page has been loaded anew, tells kernels the notebook's language, " +
      "tells paused ones that the page is there, and names sliders.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (_application: unknown, tracker: Redrawn & Spoken & Debugged & Answering) => {
      keepUpToDate(tracker);
      tellLanguage(tracker);
      tellPresence(tracker);
      nameSliders();
      findKernels(tracker);
    },
  };
}

const modules: Record<string, () => Promise<object>> = {
  "./extension": extension,
  "./mimeExtension": mimeExtension,
};

const container = {
  init(scope: SharedScope): void {
    takeScope(scope);
  },
  async get(module: string): Promise<() => object> {
    const exported = { __esModule: true, default: await modules[module]() };
    return () => exported;
  },
};

browser._JUPYTERLAB = { ...browser._JUPYTERLAB, [name]: container };
