// Builds the extension for JupyterLab and Notebook 7: our compiled modules in one script, and plotly beside it. No bundler and no
// Python are needed for it.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Where the built extension is, as `nablab install` copies it. */
export const builtFolder: string = join(__dirname, "built");

/** Below it is the template of nbconvert's that makes pages with living figures. */
export const templates: string = join(__dirname, "..", "nbconvert");

/** What all pages need. */
const modules = ["browser", "theme", "plotly", "drawing"];
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
      mimeExtension: true,
      outputDir: ".",
      _build: { load: entry, mimeExtension: "./mimeExtension" },
    },
  };
}

/** Makes nbconvert's template anew: `jupyter nbconvert --to html --template nablab`. */
export function buildTemplate(folder: string = join(templates, "nablab")): void {
  const source = join(__dirname, "..", "..", "src", "nbconvert");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "static"), { recursive: true });
  for (const file of ["conf.json", "index.html.j2"]) copyFileSync(join(source, file), join(folder, file));
  for (const file of [...plotlyFiles, "mathjax/es5/tex-svg.js"]) {
    copyFileSync(require.resolve(file), join(folder, "static", basename(file)));
  }
  writeFileSync(join(folder, "static", "figures.js"), bundle("figures"));
}

/** The compiled modules of a page, each in a function, in one script; `entry` is run. */
function bundle(entry: string): string {
  const bodies = [...modules, entry].map((module) => {
    const code = readFileSync(join(__dirname, "page", `${module}.js`), "utf8");
    return `${JSON.stringify(`./${module}`)}(exports, require) {\n${code.replace(/^\/\/# sourceMappingURL=.*$/m, "")}}`;
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
