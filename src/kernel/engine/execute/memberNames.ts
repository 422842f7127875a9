// What a value has under its dot, for completions where the checker knows no more than `any`: read without
// running code of the user's.

import { types } from "../../host/values";

/** How far up prototypes are followed, and how many names are told. */
const HIGHEST = 20;
const MOST = 1000;

const PATH =
  /(?<![\p{ID_Continue}$.\])])([\p{ID_Start}$_][\p{ID_Continue}$]*)((?:\s*\??\.\s*[\p{ID_Start}$_][\p{ID_Continue}$]*|\[(?:\d+|"[^"\\]*"|'[^'\\]*')\])*)\s*\??\.\s*$/u;
const STEP = /[\p{ID_Start}$_][\p{ID_Continue}$]*|\d+|"[^"]*"|'[^']*'/gu;

/** The names that a text which ends in a dot goes through: `a.b[0].` gives a, b and 0. */
export function pathBefore(text: string): string[] | undefined {
  const found = PATH.exec(text);
  if (found === null) return undefined;
  const steps = [...found[2].matchAll(STEP)].map(([step]) => step.replace(/^["']|["']$/g, ""));
  return [found[1], ...steps];
}

/**
 * The value at the end of a path through plain properties; undefined where a getter or a proxy stands in the
 * way.
 */
export function valueAt(start: unknown, steps: readonly string[]): unknown {
  let value = start;
  for (const step of steps) value = propertyOf(value, step);
  return value;
}

function propertyOf(value: unknown, key: string): unknown {
  for (const owner of owners(value)) {
    const found = Object.getOwnPropertyDescriptor(owner, key);
    if (found !== undefined) return found.value as unknown;
  }
  return undefined;
}

/** The names of what a value has, its own first; those that all objects have are left out. */
export function memberNames(value: unknown): { name: string; isMethod: boolean }[] {
  const found = new Map<string, boolean>();
  for (const owner of owners(value)) {
    if (owner === Object.prototype) break;
    for (const [name, { value: member }] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
      if (found.size >= MOST) break;
      if (IDENTIFIER.test(name) && name !== "constructor" && !found.has(name))
        found.set(name, typeof member === "function");
    }
  }
  return [...found].map(([name, isMethod]) => ({ name, isMethod }));
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** An object and its prototypes, as far as no proxy stands there, whose handler would be called. */
function* owners(value: unknown): Generator<object> {
  if (value === undefined || value === null) return;
  let at: unknown = Object(value);
  for (let height = 0; height < HIGHEST; height++) {
    if (at === null || types.isProxy(at)) return;
    yield at as object;
    at = Object.getPrototypeOf(at);
  }
}
