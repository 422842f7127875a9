import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ownBox, pageBox } from "./boundingBox";
import { elementNode, type SvgNode, textNode } from "./dom";
import { measure } from "./fonts";
import { parseTransform, times } from "./matrix";
import { pathBox } from "./pathBox";

type Child = string | FakeNode;

/** An element with its attributes and children. */
class FakeNode implements SvgNode {
  readonly nodeType = elementNode;
  parentNode: FakeNode | null = null;
  readonly childNodes: SvgNode[];

  constructor(
    readonly nodeName: string,
    private readonly attributes: Record<string, string | number>,
    children: Child[] = [],
  ) {
    this.childNodes = children.map((child) => (typeof child === "string" ? textOf(child) : child));
    for (const child of children) if (typeof child !== "string") child.parentNode = this;
  }

  get textContent(): string {
    return this.childNodes.map(({ textContent }) => textContent).join("");
  }

  getAttribute(name: string): string | null {
    return name in this.attributes ? String(this.attributes[name]) : null;
  }
}

function textOf(textContent: string): SvgNode {
  const getAttribute = (): null => null;
  return {
    nodeName: "#text",
    nodeType: textNode,
    textContent,
    parentNode: null,
    childNodes: [],
    getAttribute,
  };
}

const plain = { size: 12, bold: false, italic: false };
const width = (text: string, size = 12): number => measure(text, { ...plain, size }).width;
const near = (actual: number | undefined, expected: number): void =>
  assert.ok(Math.abs((actual ?? NaN) - expected) < 1e-9, `${actual} is not ${expected}`);

describe("text", () => {
  it("is as wide as the font's table of widths says", () => {
    // DejaVu Sans: a digit is 1303 of 2048 units wide.
    near(width("0123456789"), (10 * 1303 * 12) / 2048);
    assert.ok(measure("0", { ...plain, bold: true }).width > width("0"));
    assert.equal(width("\u200b"), 0);
  });

  it("has letters of several scripts, each as wide as its font says", () => {
    for (const text of ["αβγ", "∂∇∑√∞≤≠", "₁₂⁻³", "→⟨⟩‖"])
      assert.ok(width(text) > 0.4 * 12 * [...text].length, text);
    // An ideograph is a square.
    near(width("曲线"), 2 * 12);
    near(width("f 曲线"), width("f ") + 2 * 12);
  });

  it("stands where its anchor, its base line and its lines put it", () => {
    const text = new FakeNode("text", { x: 100, y: 50, "text-anchor": "middle", style: "font-size: 12px;" }, [
      "0123",
    ]);
    const box = ownBox(text);
    near(box?.left, 100 - width("0123") / 2);
    near(box?.right, 100 + width("0123") / 2);
    // 0.928 and 0.236 of 12 pixels, rounded as browsers do.
    assert.deepEqual([box?.top, box?.bottom], [50 - 11, 50 + 3]);
    const lines = new FakeNode("text", { x: 0, y: 0 }, [
      new FakeNode("tspan", { x: 0, dy: "0em" }, ["a"]),
      new FakeNode("tspan", { x: 0, dy: "1.3em" }, ["bb"]),
    ]);
    near(ownBox(lines)?.bottom, 1.3 * 12 + 3);
    near(ownBox(lines)?.right, width("bb"));
  });

  it("counts raised pieces at their own size", () => {
    const raised = new FakeNode("tspan", { style: "font-size:70%", dy: "-0.6em" }, ["2"]);
    near(
      ownBox(new FakeNode("text", { x: 0, y: 0 }, ["10", raised]))?.right,
      width("10") + width("2", 0.7 * 12),
    );
  });
});

describe("a box on the page", () => {
  it("follows all transforms around it", () => {
    const rect = new FakeNode("rect", { x: 1, y: 2, width: 10, height: 20, transform: "rotate(90)" });
    new FakeNode("svg", {}, [new FakeNode("g", { transform: "translate(100,50) scale(2)" }, [rect])]);
    const box = pageBox(rect);
    near(box?.left, 100 - 2 * 22);
    near(box?.top, 50 + 2 * 1);
    near(box?.bottom, 50 + 2 * 11);
  });

  it("holds what is in it and can be seen, and is none where that is nothing", () => {
    const seen = new FakeNode("circle", { cx: 0, cy: 0, r: 3 });
    const hidden = new FakeNode("rect", { width: 99, height: 99, style: "display: none" });
    assert.deepEqual(ownBox(new FakeNode("g", {}, [seen, hidden])), {
      left: -3,
      top: -3,
      right: 3,
      bottom: 3,
    });
    assert.equal(ownBox(new FakeNode("g", {}, [hidden])), undefined);
    assert.equal(ownBox(new FakeNode("text", { x: 5 }, [])), undefined);
  });

  it("of a path is around its points, relative ones too", () => {
    assert.deepEqual(pathBox("M0,10h5v-5L20,3Z"), { left: 0, top: 3, right: 20, bottom: 10 });
    assert.deepEqual(pathBox("M3,0A3,3 0 1,1 0,-3"), { left: 0, top: -3, right: 3, bottom: 0 });
    assert.equal(pathBox(""), undefined);
  });

  it("is turned and moved in the order that SVG says", () => {
    assert.deepEqual(parseTransform("translate(80,100)"), [1, 0, 0, 1, 80, 100]);
    assert.deepEqual(parseTransform(null), [1, 0, 0, 1, 0, 0]);
    const [, , , , e, f] = times(parseTransform("rotate(90,10,0)"), parseTransform("translate(10,5)"));
    near(e, 5);
    near(f, 0);
  });
});
