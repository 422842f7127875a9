// Files that this program makes for itself and trusts later: only the person's own, unchanged, are read back.

import { createHash, randomUUID } from "node:crypto";
import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/** The length of the digest that stands in front of the data. */
const digestLength = 32;

/** How old a file that was begun and never finished must be before it is removed, in milliseconds. */
const abandoned = 3_600_000;

/**
 * The data of a file that `writeOwned` has written whole; undefined for a file that is missing, damaged, a
 * link, a pipe, another person's or open to others' writing: code in it would run as this person.
 */
export function readOwned(file: string): Buffer | undefined {
  try {
    if (!isPrivate(lstatSync(dirname(file)))) return undefined;
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
    const fd = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      const stats = fstatSync(fd);
      return stats.isFile() && isPrivate(stats) ? verified(readFileSync(fd)) : undefined;
    } finally {
      closeSync(fd);
    }
  } catch {
    return undefined;
  }
}

/**
 * Writes the data whole or not at all, for this person alone; whether that was possible. What others left
 * half done goes.
 */
export function writeOwned(file: string, data: Uint8Array): boolean {
  const partial = `${file}.${randomUUID()}.new`;
  try {
    const folder = dirname(file);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOwn(lstatSync(folder)) || !statSync(folder).isDirectory()) return false;
    chmodSync(folder, 0o700);
    removeAbandoned(folder, basename(file));
    writeWhole(partial, data);
    renameSync(partial, file);
    return true;
  } catch {
    rmSync(partial, { force: true });
    return false;
  }
}

function writeWhole(file: string, data: Uint8Array): void {
  const fd = openSync(file, "wx", 0o600);
  try {
    const bytes = Buffer.concat([digestOf(data), data]);
    for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function removeAbandoned(folder: string, name: string): void {
  for (const other of readdirSync(folder)) {
    if (!other.startsWith(`${name}.`)) continue;
    const path = join(folder, other);
    if (Date.now() - lstatSync(path).mtimeMs > abandoned) rmSync(path, { force: true });
  }
}

function verified(bytes: Buffer): Buffer | undefined {
  const data = bytes.subarray(digestLength);
  return digestOf(data).equals(bytes.subarray(0, digestLength)) ? data : undefined;
}

function digestOf(data: Uint8Array): Buffer {
  return createHash("sha256").update(data).digest();
}

/** Windows keeps a person's folders apart by other means than modes. */
function isOwn({ uid }: Stats): boolean {
  return process.getuid === undefined || uid === process.getuid();
}

function isPrivate(stats: Stats): boolean {
  return process.getuid === undefined || (isOwn(stats) && (stats.mode & 0o022) === 0);
}
