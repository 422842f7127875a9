// The text of an inspection: the sentence of a docstring, its example, then the signature, the parameters and
// the rest.

import { existsSync, readdirSync } from "../../host/files";
import { posix } from "../../host/paths";
import type TypeScript from "typescript";
import type { Inspection } from "../../engine";

/** The parameters, results and errors are always shown; other tags in detail. */
const usual = new Set(["param", "returns", "throws", "see"]);

/** Describes a name; `page` is its page in a reference of the package. */
export function inspection(info: TypeScript.QuickInfo, detail: 0 | 1, page?: string): Inspection {
  // An earlier cell's name is an import to the service, not to the user.
  const signature = join(info.displayParts)
    .replace(/import\("[^"]*cell:d?\d+"\)\./g, "")
    .replace(/^\(alias\) ([^]*?)\nimport .*$/, "$1");
  const [sentence, prose] = beginning(join(info.documentation));
  const tags = (info.tags ?? []).map((tag) => ({ name: tag.name, text: join(tag.text) }));
  const examples = tags.filter(({ name }) => name === "example").slice(0, detail === 1 ? undefined : 1);
  const shown = tags.filter(({ name }) => name !== "example" && (detail === 1 || usual.has(name)));
  const plain = [
    sentence,
    ...examples.map(({ text }) => text.replace(/^```.*\n?/gm, "").trimEnd()),
    signature,
    prose,
    shown.map((tag) => `@${tag.name} ${tag.text}`).join("\n"),
    page === undefined ? "" : `Reference: ${page}`,
  ];
  const markdown = [
    sentence,
    ...examples.map(({ text }) => text),
    "```typescript\n" + signature + "\n```",
    prose,
    shown.map((tag) => `*@${tag.name}* ${tag.text}`).join("\n\n"),
    page === undefined ? "" : `Reference: [${page}](${encodeURI(page)})`,
  ];
  return { plain: paragraphs(plain), markdown: paragraphs(markdown) };
}

/** The first sentence of a docstring, and what follows it. */
function beginning(documentation: string): [sentence: string, prose: string] {
  const end = /[.!?:](?=\s+[A-Z`]|\s*\n\s*\n|\s*$)/.exec(documentation);
  if (end === null) return [documentation, ""];
  return [documentation.slice(0, end.index + 1), documentation.slice(end.index + 1).trim()];
}

/**
 * The page of an exported name in the book that was made of the package which declares it (`nablab book`), as
 * a link from `folder`; `undefined` where there is no such page.
 */
export function referencePage(declaring: string, name: string, folder: string): string | undefined {
  for (let at = posix.dirname(declaring); at !== posix.dirname(at); at = posix.dirname(at)) {
    if (!existsSync(`${at}/package.json`)) continue;
    const reference = `${at}/dist/book/reference`;
    if (!existsSync(reference)) return undefined;
    const kinds = readdirSync(reference).filter((kind) => existsSync(`${reference}/${kind}/${name}.html`));
    return kinds.length === 0 ? undefined : posix.relative(folder, `${reference}/${kinds[0]}/${name}.html`);
  }
  return undefined;
}

export function join(parts: readonly TypeScript.SymbolDisplayPart[] | undefined): string {
  return (parts ?? []).map((part) => part.text).join("");
}

export function paragraphs(parts: string[]): string {
  return parts.filter(Boolean).join("\n\n");
}
