// The kernelspec: how a Jupyter starts our kernel, and where a Jupyter looks for it.

import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./environment";
import { readIfThere, writeIfChanged } from "./stamp";

/** The name that notebooks carry in their metadata, and what a person sees. */
export const kernelName = "tslab";
export const displayName = "TypeScript";

/** Jupyter's kernel.json. */
export interface Kernelspec {
  argv: string[];
  display_name: string;
  language: string;
}

/** Absolute paths throughout: a Jupyter started from a menu has another PATH than a terminal. */
export function kernelspec(node: string = process.execPath, package_: string = root): Kernelspec {
  const tslab = dirname(require.resolve("tslab/package.json", { paths: [package_] }));
  return {
    argv: [node, join(tslab, "bin", "tslab"), "kernel", "--config-path", "{connection_file}"],
    display_name: displayName,
    language: "typescript",
  };
}

/** The folder of a kernel below one of Jupyter's data folders. */
export function kernelFolder(dataFolder: string, name: string = kernelName): string {
  return join(dataFolder, "kernels", name);
}

/** Installs the kernel; whether anything had to be written. */
export function writeKernelspec(dataFolder: string, name: string = kernelName): boolean {
  const text = `${JSON.stringify(kernelspec(), null, 1)}\n`;
  return writeIfChanged(join(kernelFolder(dataFolder, name), "kernel.json"), text);
}

/** Takes the kernel away; whether it was there. */
export function removeKernelspec(dataFolder: string, name: string = kernelName): boolean {
  const folder = kernelFolder(dataFolder, name);
  if (readIfThere(join(folder, "kernel.json")) === undefined) return false;
  rmSync(folder, { recursive: true });
  return true;
}
