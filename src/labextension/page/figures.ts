// A page that was exported: each figure takes the place of its picture.

import { browser, type Element, type Figure } from "./browser";
import { Drawing } from "./drawing";
import { usePresent } from "./plotly";

interface Place extends Element {
  querySelector(selector: string): { textContent: string } | null;
}

interface Page {
  querySelectorAll(selector: string): Iterable<Place>;
}

async function enliven(place: Place): Promise<void> {
  const figure = JSON.parse(place.querySelector("script")?.textContent ?? "null") as Figure | null;
  if (figure === null) return;
  const drawing = browser.document.createElement("div");
  drawing.className = "nablab-drawing";
  place.appendChild(drawing);
  await new Drawing(drawing).show(figure);
  place.className += " nablab-alive";
}

usePresent();
for (const place of (browser.document as unknown as Page).querySelectorAll(".nablab-figure"))
  void enliven(place);
