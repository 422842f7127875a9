import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { describe, it } from "node:test";
import { dropClips } from "./clips";
import type { SvgNode } from "./dom";

interface Drawn extends SvgNode {
  innerHTML: string;
}

interface Window {
  document: { querySelector(selector: string): Drawn };
}

/** What becomes of a group that is clipped to the square from 0 to 100. */
function clipped(inside: string, frame: string = '<rect width="100" height="100"/>'): string {
  const clip = `<defs><clipPath id="frame">${frame}</clipPath></defs>`;
  const group = `<g transform="translate(7,7)" clip-path="url(#frame)">${inside}</g>`;
  const { window } = new JSDOM(`<svg>${clip}${group}</svg>`);
  const drawing = (window as Window).document.querySelector("svg");
  dropClips(drawing);
  return drawing.innerHTML.slice(clip.length);
}

const line = (d: string): string => `<path d="${d}" style="fill: none"></path>`;
const isClipped = (svg: string): boolean => svg.includes("clip-path");
const pathIn = (svg: string): string => /d="([^"]*)"/.exec(svg)![1];

describe("the clips of a drawing", () => {
  it("go where they cut nothing off", () => {
    assert.ok(!isClipped(clipped('<path d="M0,0L100,100"></path><circle cx="50" cy="50" r="50"></circle>')));
    assert.ok(!isClipped(clipped('<path d="M0,0L80,90"></path>', '<path d="M0,0L80,0L80,90L0,90Z"></path>')));
  });

  it("stay where they cut off something that is filled, a point, or a line that bends", () => {
    assert.ok(isClipped(clipped('<path d="M0,0L200,0L200,50Z"></path>')));
    assert.ok(isClipped(clipped('<circle cx="99" cy="50" r="5"></circle>')));
    assert.ok(isClipped(clipped(line("M0,0C50,0,150,50,200,50"))));
    assert.ok(isClipped(clipped(`<g transform="translate(50,0)">${line("M0,0L200,0")}</g>`)));
  });

  it("stay where they are no upright rectangle", () => {
    assert.ok(isClipped(clipped('<path d="M0,0L10,10"></path>', '<path d="M0,0L100,0L50,100Z"></path>')));
  });

  it("go where they cut off lines: these end at the frame", () => {
    const cut = clipped(line("M-100,50L50,50L50,1e3".replace("1e3", "1000")));
    assert.ok(!isClipped(cut));
    assert.equal(pathIn(cut), "M0,50L50,50L50,100");
  });

  it("leave a line that comes back in pieces, and a gap where it had one", () => {
    assert.equal(pathIn(clipped(line("M0,50L50,-50L100,50"))), "M0,50L25,0M75,0L100,50");
    assert.equal(pathIn(clipped(line("M0,10H20M30,10H200"))), "M0,10L20,10M30,10L100,10");
    assert.equal(pathIn(clipped(line("M0,200H100M10,10V20"))), "M10,10L10,20");
  });
});
