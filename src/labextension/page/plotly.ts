// Plotly, loaded from beside this script when it is first needed: the small one, or all of it where a figure
// asks for more.

import { flatTraces } from "../../display/flatTraces";
import { browser, type Document, type Figure, type Plotly } from "./browser";

/** By its address; shared with the other scripts of ours in the page. */
const key = Symbol.for("nablab.plotly");
const kept = globalThis as unknown as Record<symbol, Map<string, Promise<Plotly>> | undefined>;
const loading = (kept[key] ??= new Map<string, Promise<Plotly>>());

let present: Plotly | undefined;

/** In a page that was exported a plotly that can draw all of its figures is there already: it is used. */
export function usePresent(): void {
  present = browser.Plotly;
}

/** The folder of the script that runs now: known only while it is loaded. */
const folder = new URL(".", browser.document.currentScript?.src || "file:///").href;

/** The plotly that can draw this figure, from the folder where both are. */
export function plotlyFor({ data }: Figure, from: string = folder): Promise<Plotly> {
  if (present !== undefined) return Promise.resolve(present);
  const isFlat = data.every((trace) => flatTraces.includes((trace as { type?: string }).type ?? "scatter"));
  return load(`${from}${isFlat ? "plotly-cartesian.min.js" : "plotly.min.js"}`);
}

function load(address: string): Promise<Plotly> {
  let plotly = loading.get(address);
  if (plotly === undefined) {
    plotly = fetchScript(browser.document, address);
    loading.set(address, plotly);
    // The next figure may find the server again.
    plotly.catch(() => loading.delete(address));
  }
  return plotly;
}

function fetchScript(document: Document, address: string): Promise<Plotly> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const others = browser.Plotly;
    script.src = address;
    script.onload = () => {
      const ours = browser.Plotly;
      browser.Plotly = others;
      if (ours === undefined) reject(new Error(`${address} brought no plotly.`));
      else resolve(ours);
    };
    script.onerror = () => reject(new Error(`${address} cannot be loaded.`));
    document.head.appendChild(script);
  });
}
