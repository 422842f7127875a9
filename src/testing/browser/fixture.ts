// A notebook of some cells, open in JupyterLab, in a browser of its own: what tests and measurements of
// figures begin with.

import { join } from "node:path";
import { root } from "../../cli/environment";
import { installed } from "../installed";
import { launchChromium, openWindow, type Window } from "./chromium";
import { chromiumPath } from "./findChromium";
import { type Jupyter, startJupyter } from "./jupyter";
import { Lab, type OpenNotebook } from "./lab";
import { writeNotebook } from "./notebooks";

export interface Fixture {
  readonly jupyter: Jupyter;
  readonly window: Window;
  readonly lab: Lab;
  readonly notebook: OpenNotebook;
  /** Ends the browser and the server. */
  close(): Promise<void>;
}

/**
 * Opens a new notebook of these cells, none of which has run, with the Jupyter and the browser that the tests
 * have installed.
 */
export async function openFixture(path: string, cells: readonly string[]): Promise<Fixture> {
  const ends: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const jupyter = await startJupyter(installed(), root);
    ends.push(() => jupyter.stop());
    writeNotebook(join(jupyter.root, path), cells);
    const browser = await launchChromium(chromiumPath());
    ends.push(() => browser.close());
    const window = await openWindow(browser);
    const lab = await Lab.start(window.context, jupyter);
    return { jupyter, window, lab, notebook: await lab.open(path), close };
  } catch (error) {
    await close();
    throw error;
  }
}
