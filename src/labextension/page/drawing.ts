// One figure on the page: drawn, redrawn in place, as wide as there is room, in the page's colours.

import { browser, type Element, type Figure, type Observer, type Plotly } from "./browser";
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

  constructor(private readonly node: Element) {
    this.canvas = browser.document.createElement("div");
    node.appendChild(this.canvas);
    const sizes = new browser.ResizeObserver(() => void this.redraw());
    sizes.observe(node);
    const themes = new browser.MutationObserver(() => void this.redraw());
    themes.observe(browser.document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
    this.observers = [sizes, themes];
  }

  /** Draws the figure in the place of the one before. While one is being drawn, of all that come only the last is drawn next. */
  show(figure: Figure): Promise<void> {
    this.figure = figure;
    return this.redraw();
  }

  dispose(): void {
    for (const observer of this.observers) observer.disconnect();
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

function isDark(): boolean {
  return browser.document.body.getAttribute("data-jp-theme-light") === "false";
}
