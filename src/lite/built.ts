// Where the extension for JupyterLite is.

import { join } from "node:path";

/** The extension's name, and its folder's in a Jupyter's labextensions. */
export const liteName = "nablab-lite";

/** Where it is built. */
export const liteFolder: string = join(__dirname, "built");
