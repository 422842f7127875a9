// A stamp is written when a piece of work has come to its end; work without its stamp is done again.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

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
  writeFileSync(`${file}.new`, content);
  renameSync(`${file}.new`, file);
}

/** Writes a file unless it already says so; whether it was written. */
export function writeIfChanged(file: string, content: string | Uint8Array): boolean {
  if (existsSync(file) && readFileSync(file).equals(Buffer.from(content))) return false;
  writeWhole(file, content);
  return true;
}

/** Takes a folder away with all that is in it; whether it was there. */
export function removeFolder(folder: string): boolean {
  const wasThere = existsSync(folder);
  rmSync(folder, { recursive: true, force: true });
  return wasThere;
}

/** A text's SHA-256, in hexadecimal. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
