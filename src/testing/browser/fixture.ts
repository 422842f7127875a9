// A notebook of some cells, open in JupyterLab, in a browser of its own: what tests and measurements of
// figures begin with.

import { join } from "node:path";
import { launchChromium, openWindow, type Window } from "./chromium";
import { type Environment, type Jupyter, startJupyter } from "./jupyter";
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

/** Where the servers and the browser of a fixture come from. */
export interface Place {
  environment: Environment;
  project: string;
  /** The program of the browser. */
  chromium: string;
}

/** Opens a new notebook of these cells, none of which has run. */
export async function openFixture(
  { environment, project, chromium }: Place,
  path: string,
  cells: readonly string[],
): Promise<Fixture> {
  const ends: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const jupyter = await startJupyter(environment, project);
    ends.push(() => jupyter.stop());
    writeNotebook(join(jupyter.root, path), cells);
    const browser = await launchChromium(chromium);
    ends.push(() => browser.close());
    const window = await openWindow(browser);
    const lab = await Lab.start(window.context, jupyter);
    return { jupyter, window, lab, notebook: await lab.open(path), close };
  } catch (error) {
    await close();
    throw error;
  }
}
