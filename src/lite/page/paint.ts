// The picture of a figure, drawn by the page's plotly: two pixels for one, as a server's kernel draws it.

import type { Figure } from "../../labextension/page/browser";
import { plotlyFor } from "../../labextension/page/plotly";
import { browser } from "./browser";

/** Where nothing tells how wide or high. */
const usual = { width: 700, height: 450 };

/** Beside this extension's folder is that of the renderer, which has plotly. */
const renderer = new URL("../../nablab/static/", browser.document.currentScript?.src ?? "file:///").href;

export async function paint(figure: object): Promise<{ png?: string; problem?: string }> {
  try {
    const { layout = {} } = figure as Figure;
    const { width = usual.width, height = usual.height } = layout;
    const plotly = await plotlyFor(figure as Figure, renderer);
    const address = await plotly.toImage(figure, { format: "png", width, height, scale: 2 });
    return { png: address.slice(address.indexOf(",") + 1) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
