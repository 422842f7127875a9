// The API reference: typedoc's pages of the docstrings, one for each export, with the gallery's picture where
// an export draws.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Application, DeclarationReflection, ProjectReflection } from "typedoc" with {
  "resolution-mode": "import",
};
import { drawn, gallery } from "../testing/gallery";

const root = resolve(__dirname, "..", "..");

/**
 * What the index calls the exports of a folder below src/, else by its name; the longest folder that fits
 * counts.
 */
const categories: Readonly<Record<string, string>> = {
  numeric: "Numerical derivatives",
  symbolic: "Symbolic derivatives",
  compare: "Derivatives compared",
  tensor: "Tensors",
  autograd: "Automatic differentiation",
  "autograd/ops": "Operations on tensors",
  "autograd/rules": "Operations on tensors",
  functions: "Functions of numbers and tensors",
  "autograd/optim": "Optimizers",
  plot: "Pictures",
  "plot/widgets": "Controls",
  display: "In a notebook",
  exercise: "Exercises",
  "autograd/more": "Further operations on tensors",
};

function categoryOf({ sources = [] }: DeclarationReflection): string {
  const file = sources[0]?.fileName.replace(/^.*src\//, "") ?? "";
  const folders = Object.keys(categories).filter((folder) => file.startsWith(`${folder}/`));
  const longest = folders.sort((a, b) => b.length - a.length)[0];
  return categories[longest] ?? file.split("/")[0];
}

// TypeScript of CommonJS writes import() of an ES module as it stands.
async function converted(): Promise<{ app: Application; project: ProjectReflection }> {
  const { Application: App, Comment, CommentTag, Converter } = await import("typedoc");
  const app = await App.bootstrap({
    entryPoints: [join(root, "src", "index.ts")],
    tsconfig: join(root, "tsconfig.json"),
    name: "nablab",
    readme: "none",
    skipErrorChecking: true,
    disableGit: true,
    sourceLinkTemplate: "{path}",
    hideGenerator: true,
    excludePrivate: true,
    excludeProtected: true,
    categorizeByGroup: false,
    categoryOrder: [...new Set(Object.values(categories))],
    navigationLinks: { "The lessons": "../index.html" },
    validation: { notExported: false, invalidLink: true, notDocumented: false },
    logLevel: "Warn",
    treatWarningsAsErrors: true,
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const one of project.children ?? []) {
      const tag = new CommentTag("@category", [{ kind: "text", text: categoryOf(one) }]);
      const described = one.signatures?.[0] ?? one;
      (described.comment ??= new Comment()).blockTags.push(tag);
    }
  });
  const project = await app.convert();
  if (project === undefined || app.logger.hasErrors()) throw new Error("typedoc found no project.");
  // Where a name is defined is said, but there is no address to link to.
  for (const one of Object.values(project.reflections) as DeclarationReflection[])
    for (const source of one.sources ?? []) delete source.url;
  return { app, project };
}

/** Puts the picture of an example on the page of the function that draws it. */
function addPicture(folder: string, name: string, png: Uint8Array): void {
  const page = join(folder, "functions", `${name}.html`);
  const image = `<p><img src="data:image/png;base64,${Buffer.from(png).toString("base64")}" alt="${name}" style="max-width: 100%"></p>`;
  const html = readFileSync(page, "utf8");
  const place = '<div class="tsd-comment tsd-typography">';
  if (!html.includes(place)) throw new Error(`The page of ${name} has no place for its picture.`);
  writeFileSync(page, html.replace(place, `${image}${place}`));
}

/**
 * Icons are taken from the page itself, which has them all: a page that is opened as a file may not read
 * another file.
 */
function keepIconsInside(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!entry.endsWith(".html")) continue;
    const page = join(folder, entry);
    const html = readFileSync(page, "utf8");
    writeFileSync(page, html.replace(/href="(?:\.\.\/)?assets\/icons\.svg#/g, 'href="#'));
  }
}

/** Writes the reference into a folder; the names of the exports, each of which has a page there. */
export async function writeReference(folder: string): Promise<string[]> {
  const { app, project } = await converted();
  await app.generateDocs(project, folder);
  for (const [name, example] of Object.entries(gallery))
    addPicture(folder, name, await drawn(example).toPng());
  keepIconsInside(folder);
  return (project.children ?? []).map(({ name }) => name);
}
