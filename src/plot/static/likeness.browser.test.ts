// The static picture of each kind of figure beside Chromium's own drawing of it: the same plotly, the same
// fonts, the same size.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { JSDOM } from "jsdom";
import type { Browser, Page as BrowserPage } from "playwright-core";
import { ssim } from "ssim.js";
import { chromiumPath } from "../../testing/browser/findChromium";
import * as lab from "../../index";
import { drawn, gallery } from "../../testing/gallery";
import { launchChromium } from "../../testing/browser/chromium";
import { screenshotFolder } from "../../testing/browser/lab";
import { type Pixels, pixelsOf } from "../../testing/browser/pixels";
import type { FigureSpec } from "../spec";
import { pageBox } from "./boundingBox";
import type { SvgNode } from "./dom";
import { fontFiles } from "./fonts";
import { drawable } from "./kinds";
import { Page } from "./page";
import { PictureWorker } from "./pictureWorker";

const { linspace } = lab;
const show = false;
const cubic = (x: number): number => x ** 3 - 1 / x;
const plain = (data: object[], layout: object = {}): FigureSpec => ({
  data: data as FigureSpec["data"],
  layout: { width: 560, height: 400, ...layout },
});
const waves = Array.from({ length: 10 }, (_, k) => (x: number) => Math.sin(x + k / 3) / (1 + k / 5));
const weights = Array.from({ length: 300 }, (_, k) => Math.sin(k * 12.9898) + Math.sin(k * 4.1414));

/** What plotly draws with the graphics card has no likeness here; `space/` has tests of its own. */
const flat = Object.values(gallery).filter((example) => example !== gallery.surface);

/** The examples of the gallery, and further kinds of figures. */
const kinds: Record<string, () => FigureSpec> = {
  ...Object.fromEntries(flat.map((example) => [example.title, () => drawn(example)])),
  "two curves with a legend and labels": () =>
    lab.plot(linspace(0.1, 3, 60), [cubic, (x: number) => 4 * x - 4], { legend: ["f(x)", "Tangent line (x=1)"], xlabel: "x", ylabel: "f(x)", title: "A curve", show }), // prettier-ignore
  "ten curves in many formats": () =>
    lab.plot(linspace(0, 6, 80), waves, { legend: waves.map((_, k) => `wave ${k}`), fmts: ["-", "m--", "g-.", "r:"], show }), // prettier-ignore
  "logarithmic axes": () =>
    lab.plot(linspace(0.001, 100, 200), [(x: number) => x ** 2, (x: number) => 1 / x], { xscale: "log", yscale: "log", xlabel: "h", ylabel: "error", show }), // prettier-ignore
  "a pole": () => lab.plot([(x: number) => Math.tan(x)], { xlim: [-4, 4], ylim: [-10, 10], show }),
  "a pole between points, limits of its own": () => lab.plot((x) => 1 / x ** 2, { xlim: [-2, 2.01], show }),
  "points alone": () => lab.plot([1, 2, 3, 4, 5], [1, 4, 9, 16, 25], { fmts: ["o"], show }),
  "Chinese words": () =>
    lab.plot([1, 2, 3], [1, 4, 2], { legend: ["曲线"], xlabel: "步长 h", ylabel: "误差", title: "误差与步长", show }), // prettier-ignore
  "a histogram of plotly's own": () =>
    plain([{ type: "histogram", x: weights, nbinsx: 20 }], { title: { text: "Weights" } }),
  "a heat map of plotly's own": () =>
    plain([{ type: "heatmap", z: [[1, 20, 30], [20, 1, 60], [30, 60, 1]], x: ["a", "b", "c"] }]), // prettier-ignore
  "groups of bars of plotly's own": () =>
    plain([{ type: "bar", x: ["one", "two", "three"], y: [20, 14, 23] }, { type: "bar", x: ["one", "two", "three"], y: [12, 18, 29] }], { barmode: "group" }), // prettier-ignore
  "boxes and violins of plotly's own": () =>
    plain([{ type: "box", y: weights, name: "box" }, { type: "violin", y: weights, name: "violin" }]), // prettier-ignore
  "a pie of plotly's own": () =>
    plain([{ type: "pie", values: [16, 15, 12, 6], labels: ["a", "b", "c", "d"] }]),
  "an image of plotly's own": () =>
    plain([{ type: "image", z: [[[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [255, 255, 0]]] }]), // prettier-ignore
  "dates on an axis, and a filled curve": () =>
    plain([{ x: ["2026-01-01", "2026-02-01", "2026-03-01"], y: [1, 3, 2], fill: "tozeroy" }]),
};

/** Words of a drawing, and where their middle is. */
interface Word {
  text: string;
  x: number;
  y: number;
}

describe("the static picture beside Chromium's own drawing", () => {
  const worker = new PictureWorker();
  const page = new Page();
  let browser: Browser | undefined;
  let window: BrowserPage;

  before(async () => {
    browser = await launchChromium(chromiumPath());
    const context = await browser.newContext({
      deviceScaleFactor: 2,
      viewport: { width: 1000, height: 800 },
    });
    window = await context.newPage();
    window.setDefaultTimeout(60_000);
    await window.setContent(
      `<!DOCTYPE html><style>${faces()} body { margin: 0 }</style><div id="figure"></div>`,
    );
    await window.evaluate("Promise.all(Array.from(document.fonts, (face) => face.load()))");
    const plotly = require.resolve("plotly.js-cartesian-dist-min/plotly-cartesian.min.js");
    await window.addScriptTag({ path: plotly });
  });

  after(() => browser?.close());

  for (const [name, make] of Object.entries(kinds)) {
    it(`is the same for ${name}`, { timeout: 240_000 }, async () => {
      const made = make();
      const { figure } = drawable(made instanceof lab.Figure ? made.toJSON() : (made as never));
      await window.evaluate(drawHere as (figure: unknown) => Promise<void>, figure);
      const shot = await (await window.$("#figure .svg-container"))!.screenshot();
      const png = await worker.draw(figure);
      keep(name, shot, png);
      const [theirs, ours] = [await pixelsOf(window, shot), await pixelsOf(window, png)];
      const there = sorted(await window.evaluate(wordsHere));
      const here = sorted(wordsIn((await page.draw(figure)).svg));
      assert.deepEqual([ours.width, ours.height], [theirs.width, theirs.height]);
      const far = here.map((word, k) => Math.hypot(word.x - there[k]?.x, word.y - there[k]?.y));
      assert.deepEqual(
        here.map(({ text }) => text),
        there.map(({ text }) => text),
      );
      // Where along its line a contour's number stands is found by a search, in which last digits decide.
      if (name !== gallery.contour.title) assert.ok(Math.max(...far) < 1, `${Math.max(...far)} pixels off`);
      assert.ok(similarity(ours, theirs) >= 0.9);
      // Of a curve that is missing, similarity takes no notice.
      const [ink, expected] = [inkIn(ours), inkIn(theirs)];
      assert.ok(Math.abs(ink - expected) <= 0.1 * expected, `${ink} coloured pixels in place of ${expected}`);
    });
  }
});

/** Our fonts under the names of those that plotly asks for. */
function faces(): string {
  const face = (file: string, more: string): string =>
    `@font-face { ${more}; src: url(data:font/otf;base64,${readFileSync(file, "base64")}); }`;
  const [upright, bold, italic, both, chinese] = fontFiles;
  const name = 'font-family: "Open Sans"';
  return [
    face(upright, name),
    face(bold, `${name}; font-weight: bold`),
    face(italic, `${name}; font-style: italic`),
    face(both, `${name}; font-weight: bold; font-style: italic`),
    face(chinese, "font-family: verdana"),
  ].join("\n");
}

function similarity(one: Pixels, other: Pixels): number {
  const image = ({
    width,
    height,
    bytes,
  }: Pixels): { width: number; height: number; data: Uint8ClampedArray } => ({
    width,
    height,
    data: new Uint8ClampedArray(bytes.buffer, bytes.byteOffset, bytes.length),
  });
  return ssim(image(one), image(other), { ssim: "fast", downsample: false }).mssim;
}

/** How many pixels have a colour, and are no shade of grey. */
function inkIn({ bytes }: Pixels): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i += 4) {
    const color = bytes.subarray(i, i + 3);
    if (Math.max(...color) - Math.min(...color) > 60) count++;
  }
  return count;
}

/** For somebody who wants to look at both. */
function keep(name: string, shot: Uint8Array, png: Uint8Array): void {
  const place = join(screenshotFolder, "likeness", name.replace(/\W+/g, "-"));
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(`${place}-chromium.png`, shot);
  writeFileSync(`${place}-ours.png`, png);
}

function sorted(words: readonly Word[]): Word[] {
  return [...words].sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : a.x - b.x || a.y - b.y));
}

/** The words of our drawing, where the static page believes them to be. */
function wordsIn(svg: string): Word[] {
  const { window } = new JSDOM(svg, { contentType: "image/svg+xml" } as never);
  const { document } = window as { document: { querySelectorAll(selector: string): Iterable<SvgNode> } };
  return Array.from(document.querySelectorAll("text")).flatMap((node) => {
    const box = pageBox(node);
    const text = node.textContent ?? "";
    return box === undefined ? [] : [{ text, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }];
  });
}

// What follows runs in the browser.

interface Rectangle {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

declare const document: {
  querySelectorAll(selector: string): Iterable<{ textContent: string; getBoundingClientRect(): Rectangle }>;
};
declare const Plotly: {
  purge(id: string): void;
  newPlot(id: string, figure: object): Promise<void>;
};

async function drawHere(figure: { data: object[]; layout: object }): Promise<void> {
  Plotly.purge("figure");
  await Plotly.newPlot("figure", { data: figure.data, layout: figure.layout, config: { staticPlot: true } });
}

function wordsHere(): Word[] {
  return Array.from(document.querySelectorAll(".main-svg text"), (node) => {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    return { text: node.textContent, x: (left + right) / 2, y: (top + bottom) / 2 };
  }).filter(({ text }) => text !== "");
}
