// Whether a complaint that the smaller library led to is one with the whole library, too, and in the same
// words. The whole one takes 50 MB and half a second, and most mistakes have nothing to do with it.

import type { World } from "../programs";
import type { Diagnostic } from "../types";

/** A name that means nothing, a member that is not there. */
const UNKNOWN: ReadonlySet<number> = new Set([
  ...[2304, 2339, 2550, 2551, 2552, 2568, 2570, 2580, 2581, 2582, 2583, 2584, 2585, 2591, 2592, 2593],
  ...[2693, 2867, 2868, 18004],
]);
/** What always needs the whole library: modules, namespaces, types that are missing. */
const NEVER: ReadonlySet<number> = new Set([2307, 2318, 2503, 2694, 2688, 2792, 2882]);
/** A type lacks a member: it may be one that the smaller library has not. */
const LACKS = /\bis missing\b|\bmissing the following\b|\bdoes not exist on type\b/;

export class Certainty {
  private extra: readonly string[] | undefined;

  constructor(private readonly world: World) {}

  /** Whether nothing that the whole library adds could change any of these complaints. */
  ofAll(source: string, diagnostics: readonly Diagnostic[]): boolean {
    return diagnostics.every((diagnostic) => this.of(source, diagnostic));
  }

  private of(source: string, { code, file, start, length, message }: Diagnostic): boolean {
    if (file !== undefined || NEVER.has(code)) return false;
    const word = source.slice(start, start + length);
    if (!UNKNOWN.has(code)) return !LACKS.test(message);
    return !isTypePlace(source, start) && !this.near(word);
  }

  /** Whether what only the whole library knows may have been meant, so that the compiler would propose it. */
  private near(word: string): boolean {
    this.extra ??= extraNames(this.world);
    return this.extra.some((name) => mayBeMeant(word, name));
  }
}

/**
 * The compiler's measure of what a misspelt name may have meant, at its most generous: a letter that is
 * another one counts twice.
 */
function mayBeMeant(word: string, name: string): boolean {
  if (Math.abs(name.length - word.length) > Math.max(2, Math.floor(word.length * 0.34))) return false;
  const most = Math.floor(word.length * 0.4) + 1;
  return name.length + word.length - 2 * commonLetters(name.toLowerCase(), word.toLowerCase()) < most;
}

/** The length of the longest sequence of letters that two words have in common. */
function commonLetters(a: string, b: string): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const letter of a) {
    const next = [0];
    for (let j = 1; j <= b.length; j++)
      next[j] = letter === b[j - 1] ? row[j - 1] + 1 : Math.max(row[j], next[j - 1]);
    row = next;
  }
  return row[b.length];
}

/** Behind a colon, `as`, `extends` or in angle brackets a name may be a type, of which there is no list. */
function isTypePlace(source: string, start: number): boolean {
  return /(?::|<|\bas|\bextends|\bimplements|\bsatisfies|\bis|\bkeyof|\|)\s*$/.test(source.slice(0, start));
}

/**
 * Names of the language and of Node, and members of their objects, that the smaller library does not know.
 */
function extraNames({ files, ahead }: World): string[] {
  const known = new Set<string>();
  for (const path of [...ahead("light"), files.preludeFile]) {
    const file = files.source(path) as unknown as { identifiers: ReadonlyMap<string, string> } | undefined;
    for (const name of file?.identifiers.keys() ?? []) known.add(name);
  }
  // Those of a module are no properties of the global object.
  const ofModules = ["__dirname", "__filename", "exports", "module", "require"];
  const names = new Set<string>([...Object.getOwnPropertyNames(globalThis), ...ofModules]);
  for (const name of [...names]) for (const member of membersOf(name)) names.add(member);
  return [...names].filter((name) => !known.has(name));
}

/**
 * Members of a global object and of what it constructs. Getters are not called, except the one of the global
 * itself.
 */
function membersOf(name: string): string[] {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
  const value: unknown = descriptor?.value;
  if ((typeof value !== "object" || value === null) && typeof value !== "function") return [];
  const prototype: unknown = Object.getOwnPropertyDescriptor(value, "prototype")?.value;
  const owners = [value, ...(typeof prototype === "object" && prototype !== null ? [prototype] : [])];
  return owners.flatMap((owner) => Object.getOwnPropertyNames(owner));
}
