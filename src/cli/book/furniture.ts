// What stands around a lesson on its page: contents, the other language, the pages before and after.

import { posix } from "node:path";
import { escapeHtml } from "../../display/markup";
import { runAddress } from "../siteAddress";
import type { Lesson } from "./lesson";
import { languageOf, words } from "./words";

/** What a page is surrounded by. */
interface Surroundings {
  /** All lessons of the book, in order. */
  lessons: readonly Lesson[];
  /** The address of the site that runs them, from the book's folder; undefined where none is known. */
  site: string | undefined;
}

/** The page of a lesson with its surroundings. */
export function furnished(html: string, lesson: Lesson, { lessons, site }: Surroundings): string {
  const headings = Array.from(
    html.matchAll(/<h2 id="([^"]+)">([\s\S]*?)<a class="anchor-link"/g),
    (found) => ({
      id: found[1],
      title: found[2],
    }),
  );
  return html
    .replace(/(<h1 id="[^"]*">)/, (tag) => (lesson.number === "" ? tag : `${tag}${lesson.number} · `))
    .replace("<main>", () => `${bar(lesson, lessons, headings)}\n<main>\n${note(lesson, site)}`)
    .replace("</main>", () => `${pager(lesson, lessons)}\n</main>`)
    .replace("</head>", () => `<style>${style}</style>\n</head>`)
    .replace("</body>", () => `<script>${script}</script>\n</body>`);
}

/** The title with the number that the course gives the lesson. */
export function numbered({ number, title }: Lesson): string {
  return number === "" ? title : `${number} · ${title}`;
}

const link = (from: Lesson, to: string): string => encodeURI(posix.relative(posix.dirname(from.path), to));

function bar(
  lesson: Lesson,
  lessons: readonly Lesson[],
  headings: readonly { id: string; title: string }[],
): string {
  const { contents } = words[languageOf(lesson.path)];
  const siblings = lessons.filter(({ path }) => posix.dirname(path) === posix.dirname(lesson.path));
  const inner = headings.map(({ id, title }) => `<li><a href="#${id}">${title}</a></li>`).join("\n");
  const items = siblings.map((one) =>
    one === lesson
      ? `<li><a href="#" aria-current="page">${escapeHtml(numbered(one))}</a><ul>\n${inner}\n</ul></li>`
      : `<li><a href="${link(lesson, one.path)}">${escapeHtml(numbered(one))}</a></li>`,
  );
  return `<nav class="nablab-bar" aria-label="${contents}">
<a href="${link(lesson, "index.html")}">‹ nablab</a>
${otherLanguage(lesson, lessons)}
<details class="nablab-contents"><summary>${contents}</summary>
<ul>\n${items.join("\n")}\n</ul></details>
</nav>`;
}

/** A link to the same lesson in the other language, where there is one. */
function otherLanguage(lesson: Lesson, lessons: readonly Lesson[]): string {
  const language = languageOf(lesson.path);
  const folder = posix.dirname(lesson.path);
  const name = posix.basename(lesson.path);
  const other = posix.join(language === "zh" ? posix.dirname(folder) : posix.join(folder, "zh"), name);
  if (!lessons.some(({ path }) => path === other)) return "";
  const target = language === "zh" ? "en" : "zh";
  return `<a class="nablab-other" href="${link(lesson, other)}" lang="${target}" hreflang="${target}">${words[language].other}</a>`;
}

/** What the page can do, and where the programs run. */
function note(lesson: Lesson, site: string | undefined): string {
  const { note, where, sheet, run } = words[languageOf(lesson.path)];
  const file = posix.basename(lesson.path).replace(/html$/, "ipynb");
  const sheets = posix.join(posix.dirname(lesson.path), "sheets.html");
  const print = lesson.hasSheet
    ? ` <a href="${link(lesson, sheets)}#cell-id=${sheetId(lesson)}">${sheet}</a>`
    : "";
  const live = site === undefined ? "" : ` ${runLink(lesson, site, run, link(lesson, "."))}`;
  return `<p class="nablab-note">${note} <code>${escapeHtml(file)}</code> ${where}${live}${print}</p>`;
}

/** A link that opens a lesson in the site; `up` leads from the page to the book. */
export function runLink({ path }: Lesson, site: string, word: string, up = "."): string {
  const address = runAddress(site, path.replace(/html$/, "ipynb"), up || ".");
  return `<a class="nablab-run" href="${escapeHtml(address)}">${word}</a>`;
}

/** A page that was opened as a file cannot lead to a site beside it: a site needs a server. */
export const hideDeadLinks =
  'for (const run of document.querySelectorAll(".nablab-run")) run.hidden = run.protocol === "file:";';

/** The id of the cell that is a lesson's sheet; nbconvert writes `cell-id=` before it. */
export function sheetId({ path }: Lesson): string {
  return posix.basename(path, ".html");
}

function pager(lesson: Lesson, lessons: readonly Lesson[]): string {
  const { before, after } = words[languageOf(lesson.path)];
  const siblings = lessons.filter(({ path }) => posix.dirname(path) === posix.dirname(lesson.path));
  const at = siblings.indexOf(lesson);
  const to = (one: Lesson | undefined, rel: string, word: string): string =>
    one === undefined
      ? "<span></span>"
      : `<a rel="${rel}" href="${link(lesson, one.path)}">${word}: ${escapeHtml(numbered(one))}</a>`;
  return `<nav class="nablab-pager">${to(siblings[at - 1], "prev", before)}${to(siblings[at + 1], "next", after)}</nav>`;
}

/** Where there is room the contents are open beside the page. */
const script = `
(() => {
  const contents = document.querySelector(".nablab-contents");
  const wide = matchMedia("(min-width: 75rem)");
  const fit = () => { contents.open = wide.matches; };
  fit();
  wide.addEventListener("change", fit);
  ${hideDeadLinks}
})();`;

const style = `
.nablab-bar { font-family: system-ui, sans-serif; display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; padding: 0.5rem 0.75rem; align-items: baseline; font-size: 0.9rem; }
.nablab-bar a, .nablab-pager a, .nablab-note a { color: var(--jp-content-link-color, #0072b2); text-decoration: none; }
.nablab-bar a:hover, .nablab-bar a:focus-visible { text-decoration: underline; }
.nablab-bar a[aria-current] { font-weight: 600; color: inherit; }
.nablab-bar ul { list-style: none; margin: 0; padding: 0 0 0 0.75rem; }
.nablab-bar li { margin: 0.35rem 0; line-height: 1.3; }
.nablab-bar summary { cursor: pointer; }
.nablab-contents[open] { flex-basis: 100%; }
.nablab-note { font-family: system-ui, sans-serif; font-size: 0.85rem; margin: 0.5rem 0.75rem; padding: 0.5rem 0.75rem; border-left: 3px solid #0072b2; }
.nablab-pager { font-family: system-ui, sans-serif; display: flex; flex-wrap: wrap; justify-content: space-between; gap: 1rem; margin: 2rem 0.75rem; }
main { max-width: 62rem; margin: 0 auto; }
@media (min-width: 75rem) {
  .nablab-bar { position: fixed; top: 0; bottom: 0; left: 0; width: 16rem; overflow-y: auto; align-content: flex-start; border-right: 1px solid var(--jp-border-color2, #ddd); box-sizing: border-box; }
  body { padding-left: 17rem !important; }
}
@media print {
  .nablab-bar, .nablab-note, .nablab-pager { display: none; }
  body { padding-left: 0 !important; }
}
`;
