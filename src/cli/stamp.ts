// Stamp files: a stamp says that a piece of work was done to its end, and with which inputs.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { renameFile } from "../notebook/renameFile";

/** The text of a file, or undefined where there is none. */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Writes a file whole or not at all. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(`${file}.new`, content);
    renameFile(`${file}.new`, file);
  } catch (error) {
    rmSync(`${file}.new`, { force: true });
    throw error;
  }
}

/** Writes a file unless it already says so; whether it was written. */
export function writeIfChanged(file: string, content: string | Uint8Array): boolean {
  if (existsSync(file) && readFileSync(file).equals(Buffer.from(content))) return false;
  writeWhole(file, content);
  return true;
}

/** Takes a folder away with all that is in it; whether it was there. */
export function removeFolder(folder: string): boolean {
  // Below a file there is nothing either, which rmSync takes for an error.
  if (!existsSync(folder)) return false;
  rmSync(folder, { recursive: true, force: true });
  return true;
}

/** A text's SHA-256, in hexadecimal. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
