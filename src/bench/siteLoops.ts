// What it costs that a page's loops ask whether they are to end: each loop as a function of a cell, and beside it
// the same text by `eval`, which is run as it stands. In headless Chromium, one after the other, five times.
//
//     node dist/bench/siteLoops.js

import { launchChromium, openWindow } from "../testing/browser/chromium";
import { chromiumPath } from "../testing/browser/findChromium";
import { openInSite, runInPage, serveSite } from "../testing/browser/site";

const notebook = "00-start-here.ipynb";

/** Bodies of functions without words, so that the compiler has nothing to ask for; `n` is no constant of theirs. */
const loops: Readonly<Record<string, string>> = {
  "empty, counted": "const n = many(1e9); for (let i = 0; i < n; i++) {}",
  "a value to a variable":
    "const n = many(1e9); let last = 0; for (let i = 0; i < n; i++) last = i; return last;",
  "a sum": "const n = many(4e8); let s = 0; for (let i = 0; i < n; i++) s += i; return s;",
  nested:
    "const n = many(2e4); let s = 0; for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) s += i ^ k; return s;",
  "nested, three rounds inside":
    "const n = many(5e7), m = many(3); let s = 0; for (let i = 0; i < n; i++) for (let k = 0; k < m; k++) s += i ^ k; return s;",
  "while, with a condition":
    "const n = many(1e6); let most = 0; for (let i = 1; i < n; i++) { let k = i, c = 0; while (k !== 1) { k = k % 2 === 0 ? k / 2 : 3 * k + 1; c++; } if (c > most) most = c; } return most;",
  "do while": "const n = many(4e8); let k = 0, s = 0; do { s += k; k++; } while (k < n); return s;",
  "for of a list":
    "const xs = Array.from({ length: 1e6 }, (_, i) => i); let s = 0; for (let r = 0; r < 200; r++) for (const x of xs) s += x; return s;",
  "writes to a list":
    "const xs = new Array(1e6).fill(0); for (let r = 0; r < 200; r++) for (let i = 0; i < xs.length; i++) xs[i] = i * r; return xs[7];",
  "writes to a Float64Array":
    "const xs = new Float64Array(1e6); for (let r = 0; r < 200; r++) for (let i = 0; i < xs.length; i++) xs[i] += i * r; return xs[7];",
  "calls of a function":
    "const n = many(3e8), twice = (x = 0) => x * 2 + 1; let s = 0; for (let i = 0; i < n; i++) s += twice(i); return s;",
};

/** Times both in milliseconds, so that the first call of each is left out. */
function program(body: string): string {
  return `{
  const many = (x: number) => Math.round(x + Math.random() / 4);
  const asking = () => { ${body} };
  const bare = ((0, eval)(${JSON.stringify(`(many) => () => { ${body} }`)}))(many);
  const times: number[][] = [[], []];
  for (let round = 0; round < 6; round++)
    [bare, asking].forEach((f, k) => {
      const start = performance.now();
      f();
      if (round > 0) times[k].push(performance.now() - start);
    });
  console.log(times.map((all) => all.sort((a, b) => a - b)[2].toFixed(1)).join(" "));
}`;
}

async function main(): Promise<void> {
  const site = await serveSite([notebook]);
  const browser = await launchChromium(chromiumPath());
  try {
    const page = await (await openWindow(browser)).context.newPage();
    await openInSite(page, site.server, notebook);
    console.log("| loop | as it stands, ms | asking, ms | times |\n| --- | ---: | ---: | ---: |");
    for (const [name, body] of Object.entries(loops)) {
      const { status, text } = await page.evaluate(runInPage, [program(body), ""] as const);
      if (status !== "ok") throw new Error(`${name}: ${text}`);
      const [bare, asking] = text.trim().split(" ").map(Number);
      console.log(`| ${name} | ${bare} | ${asking} | ${(asking / bare).toFixed(2)} |`);
    }
  } finally {
    await browser.close();
    await site.close();
  }
}

void main();
