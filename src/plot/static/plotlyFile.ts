// Where plotly's script is: the package carries it once, with the renderer for Jupyter's pages.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

const name = "plotly-cartesian.min.js";

/**
 * The script beside what is compiled, or where pip has put the renderer: share/jupyter of the environment
 * that this file lies in (lib/python3.12/site-packages/… in it, Lib\site-packages\… on Windows).
 */
export function plotlyFile(from: string = __dirname): string {
  const beside = join(from, "..", "..", "labextension", "built", "static", name);
  const inShare = ancestors(from).map((folder) =>
    join(folder, "share", "jupyter", "labextensions", "nablab", "static", name),
  );
  const found = [beside, ...inShare].find((file) => existsSync(file));
  if (found === undefined)
    throw new Error(
      `${name}, which draws pictures, is neither at ${beside} nor in share/jupyter of a folder above: ` +
        "install nablab again",
    );
  return found;
}

/** The folders above, the nearest first. */
function ancestors(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [] : [above, ...ancestors(above)];
}
