// What the package carries of others, with their licences in one file beside it.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files of an npm package that are copied into `dist` by the build. */
export interface Carried {
  /** The npm package. */
  from: string;
  /** The files, from the top of `dist`. */
  files: readonly string[];
  /** The script that its code is a part of, where it is no file of its own. */
  bundledInto?: string;
  /** What was changed, where something was. */
  changed?: string;
}

/** Every file of others in the package. */
export const carried: readonly Carried[] = [
  {
    from: "plotly.js-cartesian-dist-min",
    files: ["labextension/built/static/plotly-cartesian.min.js"],
  },
  { from: "plotly.js-dist-min", files: ["labextension/built/static/plotly.min.js"] },
  { from: "@codemirror/lint", files: [], bundledInto: "labextension/built/static/remoteEntry.*.js" },
  { from: "crelt", files: [], bundledInto: "labextension/built/static/remoteEntry.*.js" },
  ...[
    ...["typescript", "node-inspect-extracted", "path-browserify", "acorn", "@dagrejs/dagre"],
    ...["@dagrejs/graphlib", "mathjs", "@babel/runtime", "complex.js", "decimal.js", "escape-latex"],
    ...["fraction.js", "seedrandom", "tiny-emitter", "typed-function"],
  ].map((from): Carried => ({ from, files: [], bundledInto: "lite/built/static/*/*.js" })),
  { from: "mathjax", files: ["nbconvert/static/tex-svg-full.js"] },
  {
    from: "dejavu-fonts-ttf",
    files: ["", "-Bold", "-Oblique", "-BoldOblique"].map((style) => `fonts/DejaVuSans${style}.ttf`),
    changed: "without hints",
  },
  {
    from: "@embedpdf/fonts-sc",
    files: ["fonts/NotoSansHans-Regular.otf"],
    changed: "a subset of its characters, without hints",
  },
];

/** The file that has all licences, below `dist`. */
export const licencesName = "THIRD-PARTY.txt";

/** Writes the licences of what is carried. */
export function buildLicences(dist: string): void {
  writeFileSync(join(dist, licencesName), carried.map(noticeOf).join("\n"));
}

function noticeOf({ from, files, changed, bundledInto }: Carried): string {
  const folder = folderOf(from);
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  const what = `${bundledInto === undefined ? files.join(", ") : `in ${bundledInto}`}\nfrom ${from} ${version}${changed === undefined ? "" : `, ${changed}`}`;
  return `${"=".repeat(80)}\n${what}\n\n${licenceIn(folder)}\n`;
}

/** The file of a package that has its licence; a few have it at the end of what else they say of themselves. */
function licenceIn(folder: string): string {
  const names = readdirSync(folder);
  const name = names.find((one) => /^licen[sc]e/i.test(one)) ?? names.find((one) => /^readme/i.test(one));
  if (name === undefined) throw new Error(`${folder} has no file with a licence`);
  return readFileSync(join(folder, name), "utf8").trim();
}

/** The folder of an npm package, whatever it exports. */
function folderOf(name: string): string {
  const places = require.resolve.paths(name) ?? [];
  const found = places.map((place) => join(place, name)).find((folder) => isThere(folder));
  if (found === undefined) throw new Error(`The npm package ${name} is not installed: npm ci`);
  return found;
}

function isThere(folder: string): boolean {
  try {
    return readFileSync(join(folder, "package.json")).length > 0;
  } catch {
    return false;
  }
}
