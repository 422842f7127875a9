// The index page of the book.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { escapeHtml } from "../../display/markup";
import { templateFolder } from "../../labextension/build";
import { readIfThere } from "../stamp";
import { hideDeadLinks, numbered, runLink } from "./furniture";
import type { Lesson } from "./lesson";
import { languageOf, words } from "./words";

/** The mark of a book. */
const mark = '<meta name="generator" content="nablab book">';

/** Whether a folder is a book that was made here. */
export function isBook(folder: string): boolean {
  return readIfThere(join(folder, "index.html"))?.includes(mark) ?? false;
}

const heads: Record<string, string> = { ".": "English", zh: "中文" };

interface Around {
  hasReference: boolean;
  /** The address of the site that runs the notebooks, where it is known. */
  site: string | undefined;
}

/** A card for each lesson, in groups by folder; links to the API reference and to the site where they are. */
export function indexPage(lessons: readonly Lesson[], { hasReference, site }: Around): string {
  const groups = [...new Set(lessons.map(({ path }) => dirname(path)))];
  const heading = (group: string): string => escapeHtml(heads[group] ?? group);
  const links = groups.map((group) => `<a href="#${encodeURI(group)}">${heading(group)}</a>`);
  if (hasReference) links.push('<a href="reference/index.html">API reference</a>');
  const sections = groups.map((group) => {
    const cards = lessons.filter(({ path }) => dirname(path) === group).map(card);
    const language = group === "zh" ? ' lang="zh"' : "";
    return `<section${language} id="${encodeURI(group)}">\n<h2>${heading(group)}</h2>\n${linksOf(group, lessons, site)}<div class="cards">\n${cards.join("\n")}\n</div>\n</section>`;
  });
  const mathjax = readFileSync(join(templateFolder, "static", "tex-svg-full.js"), "utf8");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width, initial-scale=1">
${mark}
<title>nablab</title>
<style>${style}</style>
<script>window.MathJax = { tex: { packages: { "[-]": ["html"] }, inlineMath: [["$", "$"]] }, options: { enableMenu: false } };</script>
<script>${mathjax}</script>
</head>
<body>
<header>
<h1>nablab</h1>
<p>The calculus lab for TypeScript in Jupyter. These pages need neither Jupyter nor a network, and their figures answer the mouse.</p>
${links.length > 1 ? `<p>${links.join(" · ")}</p>` : ""}
</header>
${sections.join("\n")}
<script>${hideDeadLinks}</script>
</body>
</html>
`;
}

/** What leads away from a group: to the site, and to the sheets of its lessons. */
function linksOf(group: string, lessons: readonly Lesson[], site: string | undefined): string {
  const own = lessons.filter(({ path }) => dirname(path) === group);
  const { sheets, answers, runFirst } = words[languageOf(`${group}/sheets.html`)];
  const to = (name: string): string => encodeURI(group === "." ? name : `${group}/${name}`);
  const links = [
    ...(site === undefined ? [] : [runLink(own[0], site, runFirst)]),
    ...(own.some(({ hasSheet }) => hasSheet)
      ? [`<a href="${to("sheets.html")}">${sheets}</a>`, `<a href="${to("answers.html")}">${answers}</a>`]
      : []),
  ];
  return links.length === 0 ? "" : `<p>${links.join(" · ")}</p>\n`;
}

function card(lesson: Lesson): string {
  const { path, summary, picture } = lesson;
  const image = picture === "" ? "" : `<img src="${picture}" alt="" loading="lazy">`;
  return `<a class="card" href="${encodeURI(path)}"><span class="picture">${image}</span><strong>${escapeHtml(numbered(lesson))}</strong><span>${escapeHtml(summary)}</span></a>`;
}

const style = `
body { font-family: system-ui, sans-serif; line-height: 1.5; color: #222; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: 1rem; }
.card { display: flex; flex-direction: column; gap: 0.4rem; padding: 1rem; border: 1px solid #ddd; border-radius: 6px; color: inherit; text-decoration: none; }
.card:hover, .card:focus { border-color: #0072b2; }
.card strong { color: #0072b2; }
.picture { display: flex; height: 9rem; align-items: center; justify-content: center; }
.picture img { max-width: 100%; max-height: 100%; }
a { color: #0072b2; }
@media (prefers-color-scheme: dark) {
  body { color: #ddd; background: #111; }
  a, .card strong { color: #6cb8ee; }
  .card { border-color: #444; }
  .card:hover, .card:focus { border-color: #6cb8ee; }
  .picture { background: #fff; border-radius: 4px; }
}
`;
