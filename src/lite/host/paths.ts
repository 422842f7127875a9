// Paths in a page: those of the files in memory, with forward slashes.

/* eslint-disable @typescript-eslint/unbound-method -- these functions use no `this` */

import type { posix as Posix } from "node:path";

type Path = typeof Posix;

// eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types of its own
const path = require("path-browserify") as Path;

export const basename: Path["basename"] = path.basename;
export const dirname: Path["dirname"] = path.dirname;
export const extname: Path["extname"] = path.extname;
export const isAbsolute: Path["isAbsolute"] = path.isAbsolute;
export const join: Path["join"] = path.join;
export const relative: Path["relative"] = path.relative;
export const resolve: Path["resolve"] = (...parts) => path.resolve("/", ...parts);
export const sep: Path["sep"] = path.sep;
export const posix: Path = { ...path, resolve };

export function fileURLToPath(url: string | URL): string {
  return decodeURIComponent(new URL(url).pathname);
}

export function pathToFileURL(file: string): URL {
  return new URL(`file://${encodeURI(file).replaceAll("?", "%3F").replaceAll("#", "%23")}`);
}
