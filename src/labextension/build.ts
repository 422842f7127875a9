// Builds the extension for JupyterLab and Notebook 7, and nbconvert's template for pages: our compiled
// modules in one script, and plotly beside it. No Python is needed for it.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { flatTraces } from "../display/flatTraces";
import { bundle } from "./bundle";
import { schemaOf } from "./schema";

/**
 * The folder share/jupyter of an installation by pip, which has put there what is beside this file elsewhere.
 */
const share = process.env.NABLAB_SHARE || undefined;

/** Where the built extension is, as `nablab install` copies it. */
export const builtFolder: string =
  share === undefined ? join(__dirname, "built") : join(share, "labextensions", "nablab");

/**
 * Where nbconvert's template for pages with living figures is; plotly, which it needs too, is with the
 * extension.
 */
export const templateFolder: string =
  share === undefined ? join(__dirname, "..", "nbconvert") : join(share, "nbconvert", "templates", "nablab");

const plotlyFiles = [
  "plotly.js-cartesian-dist-min/plotly-cartesian.min.js",
  "plotly.js-dist-min/plotly.min.js",
];

/** Makes the folder anew. */
export function buildLabextension(folder: string = builtFolder): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "static"), { recursive: true });
  for (const file of plotlyFiles) {
    copyFileSync(require.resolve(file), join(folder, "static", basename(file)));
  }
  const script = bundle("remoteEntry");
  // The name changes with the content, so that no browser keeps an old one.
  const hash = createHash("sha256").update(script).update(JSON.stringify(schemaOf()));
  for (const file of plotlyFiles) hash.update(readFileSync(require.resolve(file)));
  const entry = `static/remoteEntry.${hash.digest("hex").slice(0, 16)}.js`;
  writeFileSync(join(folder, entry), script);
  const described = `${JSON.stringify(packageOf(entry), null, 2)}\n`;
  // JupyterLab's server looks for the settings' schema here.
  const schemas = join(folder, "schemas", "nablab");
  mkdirSync(schemas, { recursive: true });
  writeFileSync(join(schemas, "typing.json"), `${JSON.stringify(schemaOf(), null, 2)}\n`);
  writeFileSync(join(folder, "package.json"), described);
}

/** What JupyterLab reads of an extension that is built already. */
function packageOf(entry: string): object {
  const own = join(__dirname, "..", "..", "package.json");
  const { name, version, license } = JSON.parse(readFileSync(own, "utf8")) as Record<string, string>;
  return {
    name,
    version,
    license,
    description: "Draws the figures of nablab, and checks its cells while they are written.",
    jupyterlab: {
      extension: true,
      mimeExtension: true,
      outputDir: ".",
      schemaDir: "schemas/nablab",
      _build: { load: entry, extension: "./extension", mimeExtension: "./mimeExtension" },
    },
  };
}

/** Makes nbconvert's template anew: `jupyter nbconvert --template nablab --to html`, or `--to markdown`. */
export function buildTemplate(folder: string = templateFolder): void {
  const source = join(__dirname, "..", "..", "src", "nbconvert");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "static"), { recursive: true });
  const page = readFileSync(join(source, "index.html.j2"), "utf8").replace(
    "FLAT_TRACES",
    JSON.stringify(flatTraces),
  );
  writeFileSync(join(folder, "index.html.j2"), page);
  copyFileSync(join(source, "index.md.j2"), join(folder, "index.md.j2"));
  const settings = { base_template: "lab", mimetypes: { "text/html": true, "text/markdown": true } };
  writeFileSync(join(folder, "conf.json"), JSON.stringify(settings));
  const mathjax = "mathjax/es5/tex-svg-full.js";
  copyFileSync(require.resolve(mathjax), join(folder, "static", basename(mathjax)));
  writeFileSync(join(folder, "static", "figures.js"), bundle("figures"));
}
