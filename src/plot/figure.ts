// Figures: plain plotly data that a notebook shows, redraws in place and saves.

import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { refuseUnknownOptions, wrongType } from "../errors";
import { type Displayable, jupyterDisplay } from "../display/bundle";
import { currentHost, type DisplayHost, type MimeBundle } from "../display/host";
import { describe } from "./describe";
import { toJsonValue } from "./json";
import { readFlag, readObject } from "./readers";
import { type Picture, pictureNow, pictureOf, pngOf } from "./static/picture";
import type { Config, FigureSpec, Layout, Trace } from "./spec";

/** Plotly's own settings where the figure names none. */
export const defaultConfig: Config = { displaylogo: false, responsive: true };

// The methods whose names are symbols: a class may not name them itself where declarations are emitted file by file.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export interface Figure extends Displayable {
  [jupyterDisplay](): MimeBundle;
}

/**
 * A picture: `data`, `layout` and `config` are plotly's own, can be read and changed, and are drawn by
 * `show()`. `new Figure(…)` alone shows nothing.
 *
 * @example
 * ```ts
 * const figure = plot([1, 2, 3], [1, 4, 9], { show: false });
 * figure.data[0].y
 * // => [ 1, 4, 9 ]
 * figure.toString()
 * // => 'Figure: 1 curve; x from 1 to 3, y from 1 to 9'
 * ```
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export class Figure {
  data: Trace[];
  layout: Layout;
  config: Config;
  /** The name of this figure's outputs in the notebook. */
  readonly displayId: string = `figure-${randomUUID()}`;
  #notes: readonly string[];
  #isShown = false;
  #turn = 0;
  #lastPicture: Promise<void> = Promise.resolve();

  constructor(spec: FigureSpec, notes: readonly string[] = []) {
    const { data, layout = {}, config = defaultConfig } = readSpec("Figure", spec);
    this.data = data;
    this.layout = layout;
    this.config = config;
    this.#notes = notes;
  }

  /**
   * Shows the figure under the running cell. Shown twice, it stands there twice, and `update` redraws both.
   */
  show(): this {
    this.#isShown = true;
    return this.#send(false);
  }

  /**
   * Takes over the content of another figure (or of plain plotly data) and redraws in place where it was
   * shown; where it was not, shows it now. `fig.update(plot(x, y, { show: false }))` redraws `fig` with
   * another curve.
   */
  update(figure: Figure | FigureSpec): this {
    const { data, layout = {}, config = this.config } = readSpec("Figure.update", figure);
    this.data = data;
    this.layout = layout;
    this.config = config;
    this.#notes = figure instanceof Figure ? figure.#notes : [];
    return this.#isShown ? this.#send(true) : this.show();
  }

  /**
   * The figure's static picture, drawn without a browser: a sharp PNG, two pixels for one.
   * Rejects where there is no static picture of a trace.
   */
  async toPng(): Promise<Uint8Array> {
    return pngOf(this.toJSON());
  }

  #send(update: boolean): this {
    const host = currentHost();
    const { displayId } = this;
    const canFollow = host.hold !== undefined;
    host.display({
      data: canFollow ? figureBundle(this) : this[jupyterDisplay](),
      displayId,
      update,
      value: this,
    });
    if (canFollow) host.hold?.(this.#sendPicture(host));
    return this;
  }

  /** The picture follows when it is drawn. Where the figure changes meanwhile, only its last state is. */
  async #sendPicture(host: DisplayHost): Promise<void> {
    const turn = ++this.#turn;
    const earlier = this.#lastPicture;
    const drawn = (async () => {
      await earlier;
      if (turn !== this.#turn) return;
      const picture = await pictureOf(this.toJSON());
      if (turn === this.#turn)
        host.display({ data: figureBundle(this, picture), displayId: this.displayId, update: true });
    })();
    this.#lastPicture = drawn;
    return drawn;
  }

  static {
    Object.defineProperty(this.prototype, jupyterDisplay, {
      value(this: Figure): MimeBundle {
        return figureBundle(this, currentHost().textOnly === true ? undefined : pictureNow(this.toJSON()));
      },
    });
  }

  /** Plotly's JSON: numbers in arrays rounded to six significant digits, gaps as null. */
  toJSON(): { data: Trace[]; layout: Layout; config: Config } {
    const { data, layout, config } = this;
    return toJsonValue({ data, layout, config }) as { data: Trace[]; layout: Layout; config: Config };
  }

  /** The line that stands for the figure where there is no picture: `Figure: …`. */
  toString(): string {
    return describe(this.data, this.layout, this.#notes);
  }
}

Object.defineProperty(Figure.prototype, inspect.custom, {
  value(this: Figure): string {
    return this.toString();
  },
});

/**
 * Plotly's JSON for live readers; for all others a PNG, once it is drawn, or words that say why there is
 * none.
 */
export function figureBundle(figure: Figure, picture?: Picture): MimeBundle {
  const problem = picture !== undefined && "problem" in picture ? picture.problem : undefined;
  return {
    // The mark by which our own renderer in JupyterLab and Notebook 7 knows our figures.
    "application/vnd.nablab.figure+json": {},
    "application/vnd.plotly.v1+json": figure.toJSON(),
    ...(picture !== undefined &&
      "png" in picture && { "image/png": Buffer.from(picture.png).toString("base64") }),
    "text/plain": problem === undefined ? figure.toString() : `${figure.toString()}\n(no PNG: ${problem})`,
  };
}

/** How a figure comes into the notebook. */
export interface ShowOptions {
  /** `false` makes the figure without showing it, for `Figure.update` or a later `show()`. */
  show?: boolean;
}

/**
 * A figure from plain plotly data, shown at once: anything that plotly.js 2.35 to 4.1 draws.
 *
 * @param spec `{ data, layout, config }` as plotly takes them; arrays may be typed arrays or tensors
 * @throws TypeError where `data` is no array of traces, or an option is not known
 * @example
 * ```ts
 * figure({ data: [{ type: "bar", x: ["a", "b"], y: [1, 2] }], layout: { title: { text: "Two bars" } } })
 * // => Figure: Two bars: 1 bar; y from 1 to 2
 * ```
 */
export function figure(spec: FigureSpec, options: ShowOptions = {}): Figure {
  refuseUnknownOptions("figure", options, ["show"]);
  const made = new Figure(readSpec("figure", spec));
  return readFlag("figure", "options.show", options.show, true) ? made.show() : made;
}

function readSpec(fn: string, spec: FigureSpec): FigureSpec {
  const data: unknown = (spec as Partial<FigureSpec> | null | undefined)?.data;
  if (!Array.isArray(data) || !data.every((trace) => typeof trace === "object" && trace !== null)) {
    throw wrongType({
      fn,
      argument: "data",
      got: data,
      wanted: "an array of plotly's traces",
      hint: `For instance { data: [{ type: "scatter", x: [0, 1], y: [0, 1] }] }.`,
    });
  }
  if (spec.layout !== undefined) readObject(fn, "layout", spec.layout);
  if (spec.config !== undefined) readObject(fn, "config", spec.config);
  return spec;
}
