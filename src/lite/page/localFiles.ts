// The files of the site's drive that code imports by their places, such as `./near`: they are sent to the
// worker before the code. So nothing is waited for in the worker, and no service worker is needed.

import type { Contents } from "./jupyter";

/** By path as the code's own folder sees it: the text, or null where a file is gone. */
export type Changes = Record<string, string | null>;

/** An import in code, also in code that stands in JSON. */
const imports = /\b(?:from|import|require)\s*\(?\s*\\?["'](\.{1,2}\/[^"'\\\n]*)/g;

const endings = ["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs", "json"];

/** What the name of a built file may stand for. */
const sources: Readonly<Record<string, readonly string[]>> = {
  js: ["ts", "tsx"],
  mjs: ["mts"],
  cjs: ["cts"],
  jsx: ["tsx"],
};

/** Code that imports files without end is not followed further. */
const most = 500;

export class LocalFiles {
  private readonly sent = new Map<string, string>();

  constructor(
    private readonly contents: Contents,
    /** The folder of the notebook in the drive. */
    private readonly folder: string,
  ) {}

  /** Whether code may need files: it imports one, or code before it did. */
  concern(code: string): boolean {
    return this.sent.size > 0 || specifiersIn(code).length > 0;
  }

  /** Files that are new, changed or gone since they were sent. */
  async changes(code: string): Promise<Changes> {
    const found = new Map<string, string>();
    const folders = new Map<string, Promise<ReadonlySet<string>>>();
    const wanted = specifiersIn(code).map((specifier) => placeOf(this.folder, specifier));
    for (const path of this.sent.keys()) wanted.push(path);
    for (let next = wanted.pop(); next !== undefined && found.size < most; next = wanted.pop())
      for (const path of await this.candidates(next, folders)) {
        if (found.has(path)) continue;
        const text = await this.text(path);
        if (text === undefined) continue;
        found.set(path, text);
        wanted.push(...specifiersIn(text).map((specifier) => placeOf(parentOf(path), specifier)));
      }
    return this.difference(found);
  }

  private difference(found: ReadonlyMap<string, string>): Changes {
    const changes: Changes = {};
    for (const path of this.sent.keys()) if (!found.has(path)) changes[this.seen(path)] = null;
    for (const [path, text] of found) if (this.sent.get(path) !== text) changes[this.seen(path)] = text;
    this.sent.clear();
    for (const [path, text] of found) this.sent.set(path, text);
    return changes;
  }

  /** From the notebook's folder: `../shared/near.ts`. */
  private seen(path: string): string {
    const from = this.folder === "" ? [] : this.folder.split("/");
    const to = path.split("/");
    while (from.length > 0 && from[0] === to[0]) {
      from.shift();
      to.shift();
    }
    return [...from.map(() => ".."), ...to].join("/");
  }

  /** The files that a place without its ending may mean. */
  private async candidates(
    path: string,
    folders: Map<string, Promise<ReadonlySet<string>>>,
  ): Promise<string[]> {
    const names = (folder: string): Promise<ReadonlySet<string>> => {
      const known = folders.get(folder) ?? this.names(folder);
      folders.set(folder, known);
      return known;
    };
    const there = await names(parentOf(path));
    const [, stem, ending] = /^(.*?)(?:\.([a-z]+))?$/.exec(path)!;
    const others = (sources[ending] ?? []).map((end) => `${stem}.${end}`);
    const found = [path, ...others, ...endings.map((end) => `${path}.${end}`)].filter((one) =>
      there.has(`file ${nameOf(one)}`),
    );
    if (!there.has(`directory ${nameOf(path)}`)) return found;
    const inside = await names(path);
    const index = endings.map((end) => `index.${end}`).filter((name) => inside.has(`file ${name}`));
    return [...found, ...index.map((name) => `${path}/${name}`)];
  }

  private async names(folder: string): Promise<ReadonlySet<string>> {
    try {
      const { content } = await this.contents.get(folder, { content: true });
      const entries = content as readonly { name: string; type: string }[];
      return new Set(
        entries.map(({ name, type }) => `${type === "directory" ? "directory" : "file"} ${name}`),
      );
    } catch {
      return new Set();
    }
  }

  private async text(path: string): Promise<string | undefined> {
    try {
      const { content, format } = await this.contents.get(path, { content: true });
      if (typeof content !== "string") return JSON.stringify(content);
      return format === "base64" ? decoded(content) : content;
    } catch {
      return undefined;
    }
  }
}

function specifiersIn(code: string): string[] {
  return Array.from(code.matchAll(imports), ([, specifier]) => specifier.replace(/[?#].*$/, ""));
}

function placeOf(folder: string, specifier: string): string {
  const parts = folder === "" ? [] : folder.split("/");
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Servers take the ending of TypeScript for that of films, whose bytes come in base64. */
function decoded(base64: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
}
