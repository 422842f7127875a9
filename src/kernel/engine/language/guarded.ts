// The compiler behind a guard: an interrupt or a limit of time ends its work, and nothing that a cell
// replaced is used by it.

import { guardedEditing } from "./drafts/guardedEditing";
import type { Language } from "./types";

/** Runs synchronous work; throws when it was ended from outside. */
export type Guard = <T>(run: () => T) => T;

/** Work of the engine's own, such as checking types. */
export interface Work {
  /** How long it may take, in milliseconds. */
  readonly limit: number;
  /** Throws away what the work had begun when it was ended from outside. */
  renew(): void;
  /** The error of work that has taken too long. */
  late(): Error;
}

/** Types that take longer than the limit. */
export class CheckingTakesTooLong extends Error {
  override readonly name: string = "CheckingTakesTooLong";
}

/** Node's code for a script that SIGINT has ended. */
const INTERRUPTED = "ERR_SCRIPT_EXECUTION_INTERRUPTED";

/** How long the compiler may work on one question, in milliseconds. */
const checkingLimit = 120_000;

function tooLong(): CheckingTakesTooLong {
  return new CheckingTakesTooLong(
    `Checking the types of this cell took more than ${checkingLimit / 1000} s and was ended; nothing of it was run. ` +
      "A type that refers to itself or multiplies large unions is the usual cause: write a simpler type, or the type any.",
  );
}

/** Warming is nobody's question, so an interrupt that hits it is told to nobody: it begins anew. */
function warmed(slice: () => boolean): boolean {
  try {
    return slice();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === INTERRUPTED) return true;
    throw error;
  }
}

/** What is asked of the language as work that can be ended. */
export function checking(language: Pick<Language, "renew">): Work {
  return { limit: checkingLimit, renew: () => language.renew(), late: tooLong };
}

/**
 * Whether a cell begins with a word: directives stand in comments before the first one. The text alone is
 * asked, and nothing that a cell may have replaced.
 */
function beginsWithWord(source: string): boolean {
  let at = 0;
  while (source[at] === " " || source[at] === "\n") at++;
  const first = source[at] ?? "";
  return (first >= "a" && first <= "z") || (first >= "A" && first <= "Z") || (first >= "0" && first <= "9");
}

/** The same language, with every question guarded. */
export function guarded(language: Language, ask: Guard): Language {
  let isWarm = false;
  return {
    compile: (source) => ask(() => language.compile(source)),
    isExpression: (source) => ask(() => language.isExpression(source)),
    complete: (source, offset) => ask(() => language.complete(source, offset)),
    inspect: (source, offset, detail) => ask(() => language.inspect(source, offset, detail)),
    isComplete: (source) => ask(() => language.isComplete(source)),
    editing: () => guardedEditing(language.editing(), ask),
    // Asked in the middle of a cell that is paused, whose guard must stay as it is.
    debugText: () => language.debugText(),
    directives: (source) =>
      beginsWithWord(source) ? { jsx: false, browser: false } : ask(() => language.directives(source)),
    defineModule: (name, source, jsx) => ask(() => language.defineModule(name, source, jsx)),
    // Called in the middle of a cell, which is guarded itself.
    translate: (path, text) => language.translate(path, text),
    virtualFile: (path) => language.virtualFile(path),
    mapped: (specifier) => language.mapped(specifier),
    problems: () => language.problems(),
    warm: () => {
      isWarm ||= !warmed(() => ask(() => language.warm()));
      return !isWarm;
    },
    renew: () => {
      isWarm = false;
      language.renew();
    },
  };
}
