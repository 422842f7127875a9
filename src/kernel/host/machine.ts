// What runs the kernel, as far as cells depend on it.

import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The folder of this package: cells find its packages where the notebook's folder has none of that name, and
 * itself.
 */
export const packageFolder: string = join(__dirname, "..", "..", "..");

/** What it is called, with its version. */
export const machine: string = `Node ${process.version}`;

/**
 * Whether a loop that computes can be ended from outside. Where it cannot, every loop asks on its way whether
 * it is to end.
 */
export const endsLoops: boolean = true;

/** Whether a signal ends a script; Windows has none that a process could send to itself. */
export const signalsEnd: boolean = process.platform !== "win32";

/** The packages that cells can import, where these are all that there can be. */
export const offered: readonly string[] | undefined = undefined;

export interface Versions {
  kernel: string;
  typescript: string;
}

/** Read from the packages' files: the worker is to answer before the compiler is loaded. */
export function readVersions(): Versions {
  return {
    kernel: versionIn(join(packageFolder, "package.json")),
    typescript: versionIn(require.resolve("typescript/package.json")),
  };
}

function versionIn(file: string): string {
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
