// The declarations that a page's compiler reads, by their paths in its memory.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { compilerFile, packageFolder } from "./places";
import { workerTypes } from "./workerTypes";

const dist = join(__dirname, "..");

/** Folders of `dist` that are no part of the library. */
const others = /^(?:cli|kernel|bench|notebook|labextension|lite|testing|apiReference|distribution|nbconvert|book|fonts|release)$/; // prettier-ignore

/** By path, the texts. */
export function declarations(): Record<string, string> {
  const found: Record<string, string> = {};
  const add = (path: string, text: string): void => void (found[path] = text);
  const { name, version, exports, main, types } = JSON.parse(readFileSync(join(dist, "..", "package.json"), "utf8")) as Record<string, unknown>; // prettier-ignore
  add(`${packageFolder}/package.json`, JSON.stringify({ name, version, exports, main, types }));
  for (const file of typesBelow(dist))
    add(`${packageFolder}/dist/${relative(dist, file).split(sep).join("/")}`, withoutMap(file));
  addLibrary(add);
  addPackages(add);
  const nodeTypes = `${packageFolder}/node_modules/@types/node`;
  add(`${nodeTypes}/package.json`, JSON.stringify({ name: "@types/node", types: "index.d.ts" }));
  add(`${nodeTypes}/index.d.ts`, workerTypes);
  return found;
}

function typesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return folder === dist && others.test(entry.name) ? [] : typesBelow(path);
    return /\.d\.ts$/.test(entry.name) && !/\.(test|test\.data)\.d\.ts$/.test(entry.name) ? [path] : [];
  });
}

function withoutMap(file: string): string {
  return readFileSync(file, "utf8").replace(/\n?\/\/# sourceMappingURL=.*\n?$/, "\n");
}

/** The compiler's own library, without what only documents have. */
function addLibrary(add: (path: string, text: string) => void): void {
  const folder = dirname(require.resolve("typescript"));
  for (const file of readdirSync(folder))
    if (/^lib\.(es5|es20\d\d|esnext|decorators).*\.d\.ts$/.test(file) && !file.includes(".full."))
      add(`${dirname(compilerFile)}/${file}`, readFileSync(join(folder, file), "utf8"));
}

/** mathjs, and the packages whose types it names. */
function addPackages(add: (path: string, text: string) => void): void {
  const files: Readonly<Record<string, readonly string[]>> = {
    mathjs: ["package.json", "types/index.d.ts"],
    "decimal.js": ["package.json", "decimal.d.ts"],
    "fraction.js": ["package.json", "fraction.d.ts", "fraction.d.mts"],
    "complex.js": ["package.json", "complex.d.ts"],
  };
  for (const [name, names] of Object.entries(files)) {
    const folder = folderOf(name);
    for (const file of names) {
      const text = textOf(join(folder, file));
      if (text !== undefined) add(`${packageFolder}/node_modules/${name}/${file}`, text);
    }
  }
}

function folderOf(name: string): string {
  const places = require.resolve.paths(name) ?? [];
  const found = places.map((place) => join(place, name)).find((at) => textOf(join(at, "package.json")));
  if (found === undefined) throw new Error(`The npm package ${name} is not installed: npm ci`);
  return found;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
