// The language in which figures, tables, checks and controls speak, and how their sentences are translated.

import { wrongValue } from "../errors";
import { type DisplayHost, hostKey, type Locale } from "./host";

export type { Locale } from "./host";

const locales: readonly Locale[] = ["en", "zh"];

/** Where no kernel keeps the language: in stock tslab and in a terminal. */
let withoutHost: Locale | undefined;

function host(): DisplayHost | undefined {
  return (globalThis as Record<symbol, unknown>)[hostKey] as DisplayHost | undefined;
}

/**
 * Chooses the language of what figures, tables, `check`, `todo` and controls say from now on, and of the
 * advice on a cell that is refused. Without it the notebook's metadata decides, else it is English. Errors
 * keep their English sentence, so that a search for it finds the explanation.
 *
 * @param language `"en"` or `"zh"`
 * @throws RangeError for any other language
 * @example
 * ```ts
 * setLanguage("zh")
 * check("切线的斜率", todo, 4)
 * // => ○ 切线的斜率：待完成
 * setLanguage("en")
 * ```
 */
export function setLanguage(language: Locale): void {
  if (!locales.includes(language)) {
    throw wrongValue({ fn: "setLanguage", argument: "language", got: language, wanted: '"en" or "zh"' });
  }
  withoutHost = language;
  const kernel = host();
  if (kernel !== undefined) kernel.locale = language;
}

/** The language now. */
export function currentLocale(): Locale {
  return host()?.locale ?? withoutHost ?? "en";
}

/** The names in braces of a template. */
type Places<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Places<Rest>
  : never;

type Values<Template extends string> = [Places<Template>] extends [never]
  ? []
  : [values: Readonly<Record<Places<Template>, string | number>>];

/** Says a sentence of a catalogue in the language now. */
export type Say<Template extends string> = <T extends Template>(template: T, ...values: Values<T>) => string;

/**
 * The sentences of one part of the library: for each English template, in which `{name}` stands for a value,
 * its translation. What is not in the catalogue cannot be said: a forgotten translation does not compile.
 */
export function sayFrom<Template extends string>(chinese: Readonly<Record<Template, string>>): Say<Template> {
  return (template, ...[values]) => {
    const text: string = currentLocale() === "zh" ? chinese[template] : template;
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String((values as Record<string, unknown>)[name]));
  };
}
