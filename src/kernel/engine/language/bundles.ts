// Declarations that the compiler's library and @types/node spread over 120 files, as one file each. For every
// cell a program asks after each of its files, and a checker merges once more what they declare together: one
// file is bound once, for good.

import { posix } from "../../host/paths";

type Read = (path: string) => string | undefined;

const REFERENCE = /^\/\/\/ *<reference +(path|lib|types|no-default-lib)="([^"]+)".*$/gm;
/** A file that is a module by itself has a scope of its own, which it would lose in another file. */
const MODULE = /^(import|export)\b/m;
/** A comment that has its lines to itself, unlike a directive, which has two strokes. */
const COMMENT = /^[ \t]*\/\*[^]*?\*\/[ \t]*\r?\n/gm;
const NODE = "/@types/node/index.d.ts";

/** The text without docstrings, which are half of a library. */
export function withoutComments(text: string): string {
  return text.replace(COMMENT, "");
}

/**
 * Scripts gathered into one text: what they refer to stands before them, and the top refers to what stays a
 * file of its own.
 */
class Bundle {
  readonly files = new Set<string>();
  private readonly texts: string[] = [];
  private readonly references = new Set<string>();

  constructor(
    private readonly folder: string,
    private readonly read: Read,
  ) {}

  add(path: string): void {
    if (this.files.has(path)) return;
    const text = this.read(path);
    if (text === undefined || MODULE.test(text)) return this.refer("path", posix.relative(this.folder, path));
    this.files.add(path);
    for (const [, kind, name] of text.matchAll(REFERENCE)) this.follow(path, kind, name);
    this.texts.push(text.replace(REFERENCE, ""));
  }

  /** The text, to be taken once. */
  take(): string {
    return [...this.references, ...this.texts.splice(0)].join("\n");
  }

  private follow(path: string, kind: string, name: string): void {
    if (kind === "path") this.add(posix.join(posix.dirname(path), name));
    else if (kind === "lib" && isLibrary(path)) this.add(`${this.folder}/lib.${name}.d.ts`);
    else if (kind !== "no-default-lib") this.refer(kind, name);
  }

  private refer(kind: string, name: string): void {
    this.references.add(`/// <reference ${kind}="${name}" />`);
  }
}

export class Bundles {
  /**
   * The files of the compiler's library that the program of a cell has already, wherever else something
   * refers to them.
   */
  private inside: ReadonlySet<string> | undefined;

  private readonly parts: Map<string, readonly string[]>;

  /**
   * Parts of the library by the path of the bundle that stands for them; the last one has all the others
   * have.
   */
  constructor(
    parts: ReadonlyMap<string, readonly string[]>,
    private readonly read: Read,
  ) {
    this.parts = new Map(parts);
  }

  /** From now on programs have the bundle of these parts, or of the last ones that the constructor got. */
  choose(path: string, parts: readonly string[] | undefined): void {
    this.inside = undefined;
    this.parts.delete(path);
    if (parts !== undefined) this.parts.set(path, parts);
  }

  has(path: string): boolean {
    return this.parts.has(path);
  }

  /** The text of a file that is a bundle, or empty because a bundle has it; undefined for all others. */
  text(path: string): string | undefined {
    if (path.endsWith(NODE)) return this.bundle(path, [path]).take();
    const parts = this.parts.get(path);
    if (parts !== undefined) return this.bundle(path, parts).take();
    return isLibrary(path) && this.isInside(path) ? "" : undefined;
  }

  private isInside(path: string): boolean {
    this.inside ??= this.bundle(...[...this.parts].at(-1)!).files;
    return this.inside.has(path);
  }

  private bundle(path: string, parts: readonly string[]): Bundle {
    const bundle = new Bundle(posix.dirname(path), this.read);
    for (const part of parts) bundle.add(part);
    return bundle;
  }
}

/** The parts of the library that a text of the library refers to. */
export function libraryReferences(text: string): string[] {
  return [...text.matchAll(REFERENCE)].flatMap(([, kind, name]) => (kind === "lib" ? [name] : []));
}

/** A file of the compiler's own library. */
export function isLibrary(path: string): boolean {
  return /\/typescript\/lib\/lib\.[^/]+$/.test(path);
}
