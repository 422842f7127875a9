// One figure on the page: drawn, redrawn in place, as wide as there is room, in the page's colours.

import { axesOf } from "./axes";
import { browser, type Element, type Figure, type Observer, type Plotly } from "./browser";
import { Handles, type HandleSpec } from "./handles";
import { forgetWidget, hasWidget, sendState } from "./kernelLine";
import { plotlyFor } from "./plotly";
import { themed } from "./theme";

/** Where nothing tells how wide or high. */
const usual = { width: 700, height: 450 };

export class Drawing {
  private readonly canvas: Element;
  private readonly observers: Observer[];
  private figure: Figure | undefined;
  private plotly: Plotly | undefined;
  private drawing: Promise<void> | undefined;
  private drawn = "";
  private readonly handles: Handles;
  private offered: readonly HandleSpec[] = [];

  constructor(private readonly node: Element) {
    // Handles stand over the figure, in an element of which plotly knows nothing.
    const stage = browser.document.createElement("div");
    stage.style.position = "relative";
    this.canvas = browser.document.createElement("div");
    stage.appendChild(this.canvas);
    node.appendChild(stage);
    this.handles = new Handles({
      node: stage,
      axes: () => axesOf(this.canvas),
      tell: (comm, state) => sendState(node, comm, state),
      silent: (comm) => {
        forgetWidget(comm);
        void this.offer();
      },
    });
    const sizes = new browser.ResizeObserver(() => {
      void this.redraw();
      // Only now it may stand in its notebook.
      if (!this.handles.areShown) void this.offer();
    });
    sizes.observe(node);
    const themes = new browser.MutationObserver(() => void this.redraw());
    themes.observe(browser.document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
    this.observers = [sizes, themes];
  }

  /**
   * Draws the figure in the place of the one before. While one is being drawn, of all that come only the last
   * is drawn next.
   */
  async show(figure: Figure, handles: readonly HandleSpec[] = []): Promise<void> {
    this.figure = figure;
    await this.redraw();
    this.offered = handles;
    await this.offer();
  }

  /** Shows the handles of the widgets that the kernel has: of others nothing would follow. */
  private async offer(): Promise<void> {
    const specs = this.offered;
    if (specs.length === 0) return this.handles.show([]);
    const isThere = await Promise.all(specs.map(({ comm }) => hasWidget(this.node, comm)));
    if (specs === this.offered) this.handles.show(specs.filter((_, i) => isThere[i]));
  }

  dispose(): void {
    for (const observer of this.observers) observer.disconnect();
    this.offered = [];
    this.handles.dispose();
    this.figure = undefined;
    this.plotly?.purge(this.canvas);
  }

  private redraw(): Promise<void> {
    this.drawing ??= this.untilDrawn().finally(() => (this.drawing = undefined));
    return this.drawing;
  }

  private async untilDrawn(): Promise<void> {
    // What has come meanwhile, or has changed around the figure, makes another text.
    for (
      let wanted = this.wanted();
      wanted !== this.drawn && this.figure !== undefined;
      wanted = this.wanted()
    ) {
      this.drawn = wanted;
      await this.draw(JSON.parse(wanted) as Required<Figure>);
    }
  }

  private async draw(figure: Required<Figure>): Promise<void> {
    const plotly = await plotlyFor(figure);
    if (this.plotly !== plotly) this.plotly?.purge(this.canvas);
    this.plotly = plotly;
    await plotly.react(this.canvas, figure.data, figure.layout, figure.config);
    this.handles.place();
    (this.canvas as Drawn).removeAllListeners?.("plotly_relayout");
    (this.canvas as Drawn).on?.("plotly_relayout", () => this.handles.place());
  }

  /** All that the picture depends on. */
  private wanted(): string {
    if (this.figure === undefined) return "";
    const { data, layout, config } = themed(this.figure, isDark());
    const { width = usual.width, height = usual.height, uirevision = "kept" } = layout;
    const room = this.node.clientWidth;
    const fitted = layout.width === undefined ? room || width : Math.min(width, room || width);
    // Zoomed or with curves switched off by the reader, the figure stays so when it is redrawn.
    const placed = { ...layout, width: fitted, height, uirevision };
    return JSON.stringify({
      data,
      layout: placed,
      config: { displaylogo: false, ...config, responsive: false },
    });
  }
}

/** What plotly makes of an element that it draws in. */
interface Drawn extends Element {
  on?(event: string, listener: () => void): void;
  removeAllListeners?(event: string): void;
}

function isDark(): boolean {
  return browser.document.body.getAttribute("data-jp-theme-light") === "false";
}
