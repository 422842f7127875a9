// The folders of the files in a page's memory.

/** Where this package's declarations are. */
export const packageFolder = "/nablab";

/** Where the notebook is. */
export const notebookFolder = "/notebook";

/** Where the compiler takes itself to be. */
export const compilerFile: string = `${packageFolder}/node_modules/typescript/lib/typescript.js`;
