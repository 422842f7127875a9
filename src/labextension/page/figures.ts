// A page that was exported: each figure takes the place of its picture, with the controls that move it.

import { browser, type Element, type Figure } from "./browser";
import { Drawing } from "./drawing";
import { usePresent } from "./plotly";
import { nameFigure } from "./spoken";
import { addControls, type Positions } from "./positions";

interface Place extends Element {
  querySelector(selector: string): { textContent: string } | null;
}

interface Page {
  querySelectorAll(selector: string): Iterable<Place>;
}

async function enliven(place: Place): Promise<void> {
  const read = (selector: string): unknown =>
    JSON.parse(place.querySelector(selector)?.textContent ?? "null") as unknown;
  const figure = read("script") as Figure | null;
  if (figure === null) return;
  const drawing = browser.document.createElement("div");
  drawing.className = "nablab-drawing";
  const positions = read("script.nablab-positions") as Positions | null;
  const canvas = browser.document.createElement("div");
  const live = new Drawing(canvas);
  if (positions !== null) addControls(drawing, figure, positions, (next) => void live.show(next));
  drawing.appendChild(canvas);
  place.appendChild(drawing);
  nameFigure(canvas, place.getAttribute("data-words"));
  await live.show(figure);
  place.className += " nablab-alive";
}

/** The page's style sheets follow the reader's system, and so do the figures, by the mark that JupyterLab sets. */
function followSystem(): void {
  const page = browser.document as unknown as { querySelector(selector: string): object | null };
  if (page.querySelector('meta[name="color-scheme"]') === null) return;
  const { matchMedia } = browser as unknown as { matchMedia?: (query: string) => Query };
  const dark = matchMedia?.("screen and (prefers-color-scheme: dark)");
  const mark = (): void =>
    (browser.document.body as unknown as Marked).setAttribute(
      "data-jp-theme-light",
      String(dark?.matches !== true),
    );
  mark();
  dark?.addEventListener("change", mark);
}

interface Query {
  matches: boolean;
  addEventListener(event: "change", heard: () => void): void;
}

interface Marked {
  setAttribute(name: string, value: string): void;
}

usePresent();
followSystem();
for (const place of (browser.document as unknown as Page).querySelectorAll(".nablab-figure"))
  void enliven(place);
