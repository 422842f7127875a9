// The files of a page: texts in memory by their absolute path.

import { notebookFolder } from "../places";

interface Stat {
  isFile(): boolean;
  isDirectory(): boolean;
  mtimeMs: number;
  size: number;
}

const texts = new Map<string, string>();
const folders = new Map<string, Set<string>>([["/", new Set()]]);
/** It is there before its first file: modules that cells define are looked for in it. */
folders.set(notebookFolder, new Set());

/** Puts a file there, or takes it away. */
export function put(path: string, text: string | undefined): void {
  if (text !== undefined) {
    texts.set(path, text);
    return note(path);
  }
  texts.delete(path);
  const at = path.lastIndexOf("/");
  folders.get(path.slice(0, at) || "/")?.delete(path.slice(at + 1));
}

function note(path: string): void {
  const at = path.lastIndexOf("/");
  const folder = path.slice(0, at) || "/";
  const names = folders.get(folder) ?? new Set();
  const isNew = !folders.has(folder);
  names.add(path.slice(at + 1));
  folders.set(folder, names);
  if (isNew) note(folder);
}

function namesIn(path: string): ReadonlySet<string> | undefined {
  return folders.get(path.length > 1 ? path.replace(/\/$/, "") : path);
}

function missing(call: string, path: string): Error {
  const error = new Error(`ENOENT: no such file or directory, ${call} '${path}'`);
  return Object.assign(error, { code: "ENOENT", path });
}

export function existsSync(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

export function readFileSync(path: string): string {
  const text = texts.get(path);
  if (text === undefined) throw missing("open", path);
  return text;
}

export function statSync(
  path: string,
  { throwIfNoEntry = true }: { throwIfNoEntry?: boolean } = {},
): Stat | undefined {
  const text = texts.get(path);
  if (text !== undefined)
    return { isFile: () => true, isDirectory: () => false, mtimeMs: hashOf(text), size: text.length };
  if (namesIn(path) !== undefined)
    return { isFile: () => false, isDirectory: () => true, mtimeMs: 0, size: 0 };
  if (throwIfNoEntry) throw missing("stat", path);
  return undefined;
}

/** Stands for the time of a change: a text that is another has another one. */
function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}

export function readdirSync(path: string): string[] {
  const names = namesIn(path);
  if (names === undefined) throw missing("scandir", path);
  return [...names];
}

/** There are no links. */
export const realpathSync: { native(path: string): string } = { native: (path) => path };
