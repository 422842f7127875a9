// Bundles the compiled modules of a page into one script, by esbuild.

import { createRequire } from "node:module";
import { join } from "node:path";
import type { BuildOptions } from "esbuild";

interface Esbuild {
  buildSync(options: BuildOptions): { outputFiles?: readonly { text: string }[] };
}

/** Where the compiled modules are. */
const folder = join(__dirname, "page");

/** Packages of which a page may have one copy only: the application's. */
const ofApplication: Record<string, string> = {
  "@codemirror/state": join(folder, "shared", "state.js"),
  "@codemirror/view": join(folder, "shared", "view.js"),
};

/** The script that runs an entry, with all that it imports. */
export function bundle(entry: string): string {
  // Loaded here: an installed nablab has no bundler, and what it needs is built already.
  const esbuild = createRequire(__filename)("esbuild") as Esbuild;
  const { outputFiles = [] } = esbuild.buildSync({
    entryPoints: [join(folder, `${entry}.js`)],
    alias: ofApplication,
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "es2021",
    charset: "utf8",
    minify: true,
    legalComments: "none",
  });
  return outputFiles[0].text;
}
