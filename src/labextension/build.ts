// Builds the extension for JupyterLab and Notebook 7, and nbconvert's template for pages: our compiled modules in one script, and plotly
// beside it. No bundler and no Python are needed for it.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { flatTraces } from "../display/flatTraces";

/** Where the built extension is, as `nablab install` copies it. */
export const builtFolder: string = join(__dirname, "built");

/** Where nbconvert's template for pages with living figures is; plotly, which it needs too, is with the extension. */
export const templateFolder: string = join(__dirname, "..", "nbconvert");

/** What all pages need: each module by the name that the others import. */
const modules: Record<string, string> = {
  "../../display/flatTraces": "../display/flatTraces.js",
  "./browser": "page/browser.js",
  "./theme": "page/theme.js",
  "./plotly": "page/plotly.js",
  "./drawing": "page/drawing.js",
  "./picture": "page/picture.js",
  "./afterReload": "page/afterReload.js",
};
const plotlyFiles = [
  "plotly.js-cartesian-dist-min/plotly-cartesian.min.js",
  "plotly.js-dist-min/plotly.min.js",
];

/** The small plotly and all of it, as their files are called beside the scripts. */
export const plotlyNames: readonly string[] = plotlyFiles.map((file) => basename(file));

/** Makes the folder anew. */
export function buildLabextension(folder: string = builtFolder): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "static"), { recursive: true });
  for (const file of plotlyFiles) {
    copyFileSync(require.resolve(file), join(folder, "static", basename(file)));
  }
  const script = bundle("remoteEntry");
  // The name changes with the content, so that no browser keeps an old one.
  const hash = createHash("sha256").update(script);
  for (const file of plotlyFiles) hash.update(readFileSync(require.resolve(file)));
  const entry = `static/remoteEntry.${hash.digest("hex").slice(0, 16)}.js`;
  writeFileSync(join(folder, entry), script);
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(packageOf(entry), null, 2)}\n`);
}

/** What JupyterLab reads of an extension that is built already. */
function packageOf(entry: string): object {
  const own = join(__dirname, "..", "..", "package.json");
  const { name, version, license } = JSON.parse(readFileSync(own, "utf8")) as Record<string, string>;
  return {
    name,
    version,
    license,
    description: "Draws the figures of nablab, and redraws them in place.",
    jupyterlab: {
      extension: true,
      mimeExtension: true,
      outputDir: ".",
      _build: { load: entry, extension: "./extension", mimeExtension: "./mimeExtension" },
    },
  };
}

/** Makes nbconvert's template anew: `jupyter nbconvert --to html --template nablab`. */
export function buildTemplate(folder: string = templateFolder): void {
  const source = join(__dirname, "..", "..", "src", "nbconvert", "index.html.j2");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "static"), { recursive: true });
  const page = readFileSync(source, "utf8").replace("FLAT_TRACES", JSON.stringify(flatTraces));
  writeFileSync(join(folder, "index.html.j2"), page);
  const settings = { base_template: "lab", mimetypes: { "text/html": true } };
  writeFileSync(join(folder, "conf.json"), JSON.stringify(settings));
  const mathjax = "mathjax/es5/tex-svg-full.js";
  copyFileSync(require.resolve(mathjax), join(folder, "static", basename(mathjax)));
  writeFileSync(join(folder, "static", "figures.js"), bundle("figures"));
}

/** The compiled modules of a page, each in a function, in one script; `entry` is run. */
function bundle(entry: string): string {
  const bodies = Object.entries({ ...modules, [`./${entry}`]: `page/${entry}.js` }).map(([name, file]) => {
    const code = readFileSync(join(__dirname, file), "utf8");
    return `${JSON.stringify(name)}(exports, require) {\n${code.replace(/^\/\/# sourceMappingURL=.*$/m, "")}}`;
  });
  return `(() => {
const modules = {\n${bodies.join(",\n")}\n};
const loaded = {};
const require = (name) => {
  if (!(name in loaded)) modules[name]((loaded[name] = {}), require);
  return loaded[name];
};
require("./${entry}");
})();
`;
}
