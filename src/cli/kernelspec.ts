// The kernelspec: how a Jupyter starts our kernel, and where a Jupyter looks for it.

import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, wheelPython } from "./environment";
import { readIfThere, writeIfChanged } from "./stamp";

/** The kernel's own name, under which `nablab install` puts it. */
export const kernelName = "nablab";
/** The name that notebooks carry in their metadata, so that they open with stock tslab elsewhere. */
export const notebookName = "tslab";
export const displayName = "TypeScript";

/**
 * What the launcher calls the kernel: two cards are never alike, also where stock tslab is installed beside.
 */
export function displayNameOf(name: string): string {
  return name === notebookName ? displayName : `${displayName} (${name})`;
}

/** Jupyter's kernel.json. */
export interface Kernelspec {
  argv: string[];
  display_name: string;
  language: string;
  interrupt_mode?: "signal" | "message";
  env?: Readonly<Record<string, string>>;
  metadata?: Record<string, unknown>;
}

/**
 * Linux's allocator keeps what a burst of work has freed, by default some 20 MB for each thread that has
 * ever drawn or compiled: so it is given back. Blocks of 16 MB and more are pages of their own; smaller ones
 * are used again, as arrays of a million numbers want it.
 */
export const memorySettings: Readonly<Record<string, string>> = {
  MALLOC_TRIM_THRESHOLD_: "131072",
  MALLOC_MMAP_THRESHOLD_: "16777216",
};

/**
 * Absolute paths throughout: a Jupyter started from a menu has another PATH than a terminal. A `second`
 * kernel is another name of one that is there: our extension of JupyterLab shows no card of it.
 */
export function kernelspec(name: string = notebookName, second: boolean = false): Kernelspec {
  return {
    argv: [...program(), "{connection_file}"],
    display_name: displayNameOf(name),
    language: "typescript",
    // Windows has no signals that a program could send to another.
    interrupt_mode: "message",
    env: memorySettings,
    // jupyter_client offers keys to kernels that say so (KernelManager.transport_encryption).
    metadata: { debugger: true, supported_encryption: ["curve"], nablab: { card: !second } },
  };
}

/** The words that start a kernel. */
function program(): string[] {
  if (wheelPython !== undefined) return [wheelPython, "-m", "nablab.kernel"];
  return [process.execPath, join(root, "dist", "cli", "main.js"), "kernel"];
}

/** The names that mean this kernel. */
export const ownNames: readonly string[] = [kernelName, notebookName];

/** The folder of a kernel below one of Jupyter's data folders. */
export function kernelFolder(dataFolder: string, name: string = kernelName): string {
  return join(dataFolder, "kernels", name);
}

const logoFolder = join(root, "src", "cli", "logo");

/** Installs the kernel under a name; whether anything had to be written. */
export function writeKernelspec(dataFolder: string, name: string, second: boolean = false): boolean {
  const folder = kernelFolder(dataFolder, name);
  const text = `${JSON.stringify(kernelspec(name, second), null, 1)}\n`;
  const logos = readdirSync(logoFolder).map((logo) =>
    writeIfChanged(join(folder, logo), readFileSync(join(logoFolder, logo))),
  );
  return [writeIfChanged(join(folder, "kernel.json"), text), ...logos].some(Boolean);
}

/**
 * Installs the kernel for our own Jupyter, under the one name that the notebooks know: each name is a card in
 * the launcher. Whether anything had to be written.
 */
export function writeOwnKernelspecs(dataFolder: string): boolean {
  return [removeSecondCard(dataFolder), writeKernelspec(dataFolder, notebookName)].some(Boolean);
}

/** Earlier versions put a card of the same name beside. */
function removeSecondCard(dataFolder: string): boolean {
  const spec = readIfThere(join(kernelFolder(dataFolder), "kernel.json")) ?? "";
  return spec.includes(`"${displayName}"`) && removeKernelspec(dataFolder, kernelName);
}

/** Takes the kernel away; whether it was there. */
export function removeKernelspec(dataFolder: string, name: string): boolean {
  const folder = kernelFolder(dataFolder, name);
  if (readIfThere(join(folder, "kernel.json")) === undefined) return false;
  rmSync(folder, { recursive: true });
  return true;
}
