// The text of a function of a cell, `String(f)`, as the user's code reads: names in place of the boxes in
// which they live, so that it means the same where there are no boxes, in a thread or in another realm.

import { Reflect } from "../../intrinsics";
import { withIntrinsics } from "../../restored";

/** Whether something is the name of a variable of the session. */
type IsName = (name: string) => boolean;

/**
 * Makes functions of cells tell their text in the user's names; all other functions tell theirs as before.
 */
export function installFunctionText(isName: IsName): void {
  const { toString: native } = Function.prototype as unknown as { toString: (this: unknown) => string };
  const { includes } = String.prototype as unknown as { includes: (this: string, part: string) => boolean };
  // As a method it is no constructor, and has its name.
  const made: { toString: (this: unknown) => string } = {
    toString() {
      const text: string = Reflect.apply(native, this === made.toString ? native : this, []);
      if (!Reflect.apply(includes, text, ["$$"])) return text;
      return withIntrinsics(() => inUsersNames(text, isName));
    },
  };
  Reflect.defineProperty(Function.prototype, "toString", {
    value: made.toString,
    writable: true,
    configurable: true,
  });
}

/**
 * A question whether the code is to end, as a statement or in front of an expression, or the word of a
 * `finally` block that it begins or ends.
 */
const QUESTION = /typeof (\$\$+0) === "function" && \1\((?:true|false)?\)(?:;\s*|, )/g;

/** The counters of loops, and what a loop does with its own; other loops may lie inside. */
const COUNTERS = /let (?:(?:, )?\$\$+0[nc]\d+ = \d+)+;\s*/g;
const STRIP =
  /\{\s*let (\$\$+0)c(\d+) = \1n\2;\s*do\s+((?:(?!(?:let|const) \$\$+0c)[^])*?)\s*while \(--\1c\2 > 0[^]*?\);\s*if \(\1c\2 > 0\)\s*break;\s*\1n\2 = typeof \1 === "function" \? \1\(\1n\2\) : \d+;\s*\}/;
const STRIDE =
  /\{\s*const (\$\$+0)c(\d+) = [^;]*;\s*do\s+((?:(?!(?:let|const) \$\$+0c)[^])*?)\s*while \([^;\s]+ [<>] \1c\2 && [^;]*\);\s*[^;]* \|\| \(\1n\2 = typeof \1 === "function" \? \1\(\1n\2\) : \d+\);\s*\}/;
const COUNT =
  /--(\$\$+0)c(\d+) > 0 \|\| \(\1c\2 = \1n\2 = typeof \1 === "function" \? \1\(\1n\2\) : \d+\);\s*/g;

/** Innermost loops first. */
function withoutCounts(text: string): string {
  let plain = text.replace(COUNTERS, "").replace(COUNT, "");
  for (let before = ""; before !== plain;) {
    before = plain;
    plain = plain.replace(STRIP, "$3").replace(STRIDE, "$3");
  }
  return plain;
}

/** A name's box, also called without an owner: `(0, $$f.v)`. */
const CALLED = /\(0, (\$\$[\p{ID_Continue}$]*)\.v\)/gu;
const BOX = /(?<![\p{ID_Continue}$.])(\$\$[\p{ID_Continue}$]*)\.v(?![\p{ID_Continue}$])/gu;

/** What a cell asks of the loader. */
const LOADER = /(?<![\p{ID_Continue}$.])\$\$+\.(import\b(?=\()|meta\b)/gu;

/** The text with names of the session in place of their boxes. */
export function inUsersNames(text: string, isName: IsName): string {
  const named = (whole: string, box: string): string => nameOf(box, isName) ?? whole;
  return withoutCounts(text)
    .replace(QUESTION, "")
    .replace(CALLED, named)
    .replace(BOX, named)
    .replace(LOADER, (_, member: string) => (member === "meta" ? "import.meta" : member));
}

/**
 * A box is called as its name, behind two or more `$`: as many as keep it apart from the names in its cell.
 */
function nameOf(box: string, isName: IsName): string | undefined {
  for (let start = 2; start < box.length; start++) {
    const name = box.slice(start);
    if (isName(name)) return name;
    if (box[start] !== "$") return undefined;
  }
  return undefined;
}
