// Error messages: function, argument, what came, what was wanted, the way out.

import { inspect } from "node:util";

/** What an error has to tell; `hint` is the way out, a whole sentence. */
export interface Refusal {
  /** The public function that refuses, as the user called it: `"tangentLine"`. */
  fn: string;
  /** The argument or option at fault: `"x0"`, `"options.h"`. */
  argument: string;
  /**
   * What came; shown as Node's inspector prints it, shortened. Text that is to stand as it is goes through
   * `asIs`.
   */
  got: unknown;
  /** What was wanted, to be read after "must be": `"a finite number other than 0"`. */
  wanted: string;
  hint?: string;
}

/** Text that an error shows without quotes, such as `f(0) = Infinity`. */
export class AsIs {
  constructor(readonly text: string) {}
}

/** Marks `text` to be shown in an error as it is, not as a quoted string. */
export function asIs(text: string): AsIs {
  return new AsIs(text);
}

/**
 * The sentence: `tangentLine: x0 must be a finite number, but got "x". Give the point of contact, for
 * instance 1.`
 */
export function refusal({ fn, argument, got, wanted, hint }: Refusal): string {
  const name = `${shortened(fn, mostOfName)}: ${shortened(argument, mostOfName)}`;
  const sentence = `${name} must be ${shortened(wanted, mostOfSentence)}, but got ${shown(got)}.`;
  return hint === undefined ? sentence : `${sentence} ${shortened(hint, mostOfSentence)}`;
}

/** What a user wrote can be as long as a file; a message is for reading. */
const [mostOfName, mostOfSentence] = [200, 1000];

/** A text that is longer than `most` characters without its middle: how long it is stands there instead. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const gap = ` … (${text.length} characters) … `;
  const kept = Math.max(2, most - gap.length);
  return text.slice(0, Math.ceil(kept / 2)) + gap + text.slice(text.length - Math.floor(kept / 2));
}

/** The error for an argument of the wrong kind. */
export function wrongType(what: Refusal): TypeError {
  return new TypeError(refusal(what));
}

/** The error for an argument of the right kind whose value cannot be used. */
export function wrongValue(what: Refusal): RangeError {
  return new RangeError(refusal(what));
}

/** Refuses an `f` that cannot be called. */
export function requireFunction(fn: string, f: unknown, example: string = "(x) => x ** 2"): void {
  if (typeof f === "function") return;
  throw wrongType({ fn, argument: "f", got: f, wanted: `a function such as ${example}` });
}

/** Refuses an options object with a name that the function does not know, and lists those that it does. */
export function refuseUnknownOptions(
  fn: string,
  options: object | undefined,
  known: readonly string[],
): void {
  if (options === undefined) return;
  if (options === null || typeof options !== "object") {
    throw wrongType({
      fn,
      argument: "options",
      got: options,
      wanted: "an object such as { " + known[0] + ": … }",
    });
  }
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const wanted = `one of ${known.join(", ")}`;
    throw wrongType({
      fn,
      argument: "the name of an option",
      got: name,
      wanted,
      hint: didYouMean(name, known),
    });
  }
}

function didYouMean(name: string, known: readonly string[]): string | undefined {
  const near = known.find(
    (k) => k.toLowerCase() === name.toLowerCase() || k.startsWith(name) || name.startsWith(k),
  );
  return near === undefined ? undefined : `Did you mean ${near}?`;
}

/** A value as an error shows it: by Node's inspector, shortened. */
export function shown(value: unknown): string {
  if (value instanceof AsIs) return shortened(value.text, mostOfSentence);
  if (typeof value === "function")
    return `the function ${shortened(value.name || "(anonymous)", mostOfName)}`;
  const text = inspect(value, { depth: 2, maxArrayLength: 6, maxStringLength: 60, breakLength: Infinity });
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
