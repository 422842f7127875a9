// What a cell calls to show something: display(value), html, latex, markdown, clearOutput.

import { refuseUnknownOptions, wrongType, wrongValue } from "../errors";
import { isThenable, type jupyterDisplay, toBundle } from "./bundle";
import { currentHost, type MimeBundle, type Output } from "./host";
import { asAtStart } from "./intrinsics";
import { textOf } from "./markup";

/** How `display` shows. */
export interface DisplayOptions {
  /** A name for the output, by which a later `display(…, { id, update: true })` replaces it. */
  id?: string;
  /** Replaces what was shown under `id` in place of adding an output. */
  update?: boolean;
}

/** `Promise<void>` for a value whose rich form comes as a promise, else `void`. */
export type Displayed<T> = T extends { [jupyterDisplay](): Promise<MimeBundle> } ? Promise<void> : void;

/**
 * Shows a value under the running cell: by its `Symbol.for("Jupyter.display")` method where it has one, as a
 * table where it is an array of flat objects, else as `console.log` would print it, without colours. In a
 * terminal the plain text is printed.
 *
 * Where the value's method returns a promise, `display` returns a promise as well: `await display(value)`.
 *
 * @param value anything
 * @param options `id` names the output, `update: true` replaces the output of that name
 * @throws TypeError for an unknown option, an `id` that is no text, `update` without `id`
 * @example
 * ```ts
 * display([{ h: 0.1, error: 0.31 }, { h: 0.01, error: 0.0301 }])
 * // =>    h   error
 * //     0.1    0.31
 * //    0.01  0.0301
 * display("still working", { id: "progress" })
 * // => still working
 * display("done", { id: "progress", update: true })
 * // => done
 * ```
 */
export function display<T>(value: T, options: DisplayOptions = {}): Displayed<T> {
  const { id, update = false } = readOptions(options);
  const output = (data: MimeBundle): Output => ({ data, displayId: id, update });
  const bundle = asAtStart(() => toBundle(value));
  if (isThenable(bundle)) {
    return bundle.then((data) => currentHost().display(output(data))) as Displayed<T>;
  }
  return currentHost().display(output(bundle)) as Displayed<T>;
}

function readOptions(options: DisplayOptions): DisplayOptions {
  refuseUnknownOptions("display", options, ["id", "update"]);
  const { id, update } = options;
  if (id !== undefined && typeof id !== "string") {
    throw wrongType({ fn: "display", argument: "options.id", got: id, wanted: "a string" });
  }
  if (update === true && id === undefined) {
    throw wrongValue({
      fn: "display",
      argument: "options.id",
      got: id,
      wanted: "the name of an output where options.update is true",
      hint: `Show the first output with { id: "…" }, too.`,
    });
  }
  return { id, update };
}

/**
 * Shows a piece of HTML under the running cell, with its words as plain text beside it.
 *
 * @param source the text of the page's part
 * @example
 * ```ts
 * html("<b>f</b> grows where its derivative is positive.")
 * // => f grows where its derivative is positive.
 * ```
 */
export function html(source: string): void {
  const words = textOf(requireText("html", source));
  show({ "text/html": source, "text/plain": words });
}

/**
 * Shows a formula, typeset. TeX without delimiters is set as display-style mathematics; text that has its own
 * (`$…$`, `\[…\]`, `\begin{…}`) stays as it is. In a TypeScript string a backslash is written twice, or use
 * `String.raw`.
 *
 * @param source TeX, with its dollars or without
 * @example
 * ```ts
 * latex(String.raw`\frac{d}{dx} x^3 = 3 x^2`)
 * // => \frac{d}{dx} x^3 = 3 x^2
 * ```
 */
export function latex(source: string): void {
  const isDelimited = /^\s*(\$|\\\[|\\\(|\\begin\{)/.test(requireText("latex", source));
  show({ "text/latex": isDelimited ? source : `$\\displaystyle ${source}$`, "text/plain": source });
}

/**
 * Shows text in Markdown, formulas between `$` included.
 *
 * @param source Markdown
 * @example
 * ```ts
 * markdown("The slope is **4**.")
 * // => The slope is **4**.
 * ```
 */
export function markdown(source: string): void {
  show({ "text/markdown": requireText("markdown", source), "text/plain": source });
}

/**
 * Removes what the running cell has shown so far; with `wait: true` only when its next output comes, so that
 * nothing flickers. (Stock tslab and a terminal cannot take outputs back: there it does nothing. To redraw in
 * place everywhere, give `display` an `id`.)
 *
 * @param options `wait`: clear only when the next output comes
 * @throws TypeError for an unknown option
 * @example
 * ```ts
 * display("half done")
 * clearOutput({ wait: true })
 * display("done")
 * // => done
 * ```
 */
export function clearOutput(options: { wait?: boolean } = {}): void {
  refuseUnknownOptions("clearOutput", options, ["wait"]);
  currentHost().clearOutput(options.wait === true);
}

function show(data: MimeBundle): void {
  currentHost().display({ data });
}

function requireText(fn: string, source: unknown): string {
  if (typeof source === "string") return source;
  throw wrongType({
    fn,
    argument: "source",
    got: source,
    wanted: "a string",
    hint: "Other values are shown by display(value).",
  });
}
