// Where the extension for JupyterLite is.

import { join } from "node:path";

/** The extension's name, and its folder's in a Jupyter's labextensions. */
export const liteName = "nablab-lite";

/** The folder share/jupyter of an installation by pip, which has put the extension there. */
const share = process.env.NABLAB_SHARE || undefined;

/** Where the built extension is. */
export const liteFolder: string =
  share === undefined ? join(__dirname, "built") : join(share, "labextensions", liteName);
