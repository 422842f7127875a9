// The files of a page: texts in memory by their absolute path, and what is read from elsewhere on demand.

interface Stat {
  isFile(): boolean;
  isDirectory(): boolean;
  mtimeMs: number;
  size: number;
}

/** A place below which files come from somewhere else, such as the notebook's folder in the site's drive. */
export interface Mount {
  /** Everything below this folder. */
  folder: string;
  /** The text of a file, or undefined. */
  read(path: string): string | undefined;
  /** The names in a folder, or undefined. */
  list(path: string): readonly string[] | undefined;
}

const texts = new Map<string, string>();
const folders = new Map<string, Set<string>>([["/", new Set()]]);
let mounted: Mount | undefined;

/** Puts a file there. */
export function put(path: string, text: string): void {
  texts.set(path, text);
  note(path);
}

/** Puts a place there that is asked for files. */
export function mount(place: Mount): void {
  mounted = place;
  note(`${place.folder}/.`);
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

function textOf(path: string): string | undefined {
  return texts.get(path) ?? (isMounted(path) ? mounted!.read(path) : undefined);
}

function namesIn(path: string): readonly string[] | undefined {
  const known = folders.get(path.length > 1 ? path.replace(/\/$/, "") : path);
  if (known !== undefined && path !== mounted?.folder) return [...known];
  return isMounted(`${path}/`) ? mounted!.list(path) : known && [...known];
}

function isMounted(path: string): boolean {
  return mounted !== undefined && path.startsWith(`${mounted.folder}/`) && !path.includes("/node_modules");
}

function missing(call: string, path: string): Error {
  const error = new Error(`ENOENT: no such file or directory, ${call} '${path}'`);
  return Object.assign(error, { code: "ENOENT", path });
}

export function existsSync(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

export function readFileSync(path: string): string {
  const text = textOf(path);
  if (text === undefined) throw missing("open", path);
  return text;
}

export function statSync(
  path: string,
  { throwIfNoEntry = true }: { throwIfNoEntry?: boolean } = {},
): Stat | undefined {
  const text = textOf(path);
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
