import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Figure, noGrad, plotGraph, randn, tensor, type Tensor } from "../../index";
import { readGraph } from "./read";

const quiet = { show: false } as const;
const leaf = (data: number | number[]): Tensor => tensor(data, { requiresGrad: true, dtype: "float64" });

/** The boxes of a picture, each as its lines. */
function boxes({ data }: Figure): string[] {
  return (data[0].text as string[]).map((text) => text.replaceAll("<br>", " | ").replace(/<[^<>]*>/g, ""));
}

/** The labels on the arrows. */
function labels({ data }: Figure): string[] {
  return data[1].text as string[];
}

function chain(): { y: Tensor; names: Record<string, Tensor> } {
  const [x, a1, b1, a2] = [tensor(1.2), tensor(2.3, { requiresGrad: true }), tensor(1.3), tensor(2.2)];
  const y1 = x.mul(a1).add(b1);
  return { y: y1.mul(a2), names: { x, a1, b1, y1, a2 } };
}

describe("plotGraph", () => {
  it("shows every value, every gradient, and the local derivative on every arrow", () => {
    const [x, w] = [leaf(2), leaf(3)];
    const u = x.mul(w);
    const figure = plotGraph(u.add(1).square(), { ...quiet, names: { x, w, u } });
    assert.deepEqual(boxes(figure), [
      "x | 2 | ∂y/∂x = 42",
      "w | 3 | ∂y/∂w = 28",
      "u = x · w | 6 | ∂y/∂u = 14",
      "v1 = u + 1 | 7 | ∂y/∂v1 = 14",
      "y = v1² | 49 | ∂y/∂y = 1",
    ]);
    assert.deepEqual(labels(figure), ["3", "2", "1", "14"]);
  });

  it("draws constants where they are named, told apart by the tensor and not by its number; else they stand in the operation", () => {
    const { y, names } = chain();
    const heads = (figure: Figure): string[] => boxes(figure).map((box) => box.split(" | ")[0]);
    assert.deepEqual(heads(plotGraph(y, { ...quiet, names })), ["a1", "x", "v1 = x · a1", "b1", "y1 = v1 + b1", "a2", "y = y1 · a2"]); // prettier-ignore
    assert.deepEqual(heads(plotGraph(y, quiet)), ["x1", "v1 = 1.2 · x1", "v2 = v1 + 1.3", "y = v2 · 2.2"]);
  });

  it("shows the same after backward, which lets go of what it needed", () => {
    const { y, names } = chain();
    const before = plotGraph(y, { ...quiet, names }).toJSON();
    y.backward();
    assert.deepEqual(plotGraph(y, { ...quiet, names }).toJSON(), before);
  });

  it("adds up over all ways to a leaf, also twice to one operation", () => {
    const x = leaf(3);
    const figure = plotGraph(x.mul(x).add(x), { ...quiet, names: { x } });
    assert.deepEqual(labels(figure), ["3", "3", "1", "1"]);
    assert.match(figure.toString(), /x = 3, ∂y\/∂x = 7; v1 = x · x = 9, ∂y\/∂v1 = 1; y = v1 \+ x = 12$/);
  });

  it("shows small vectors with rows and diagonals as local derivatives, large tensors by their shape", () => {
    const x = leaf([1, 1, 3]);
    assert.deepEqual(labels(plotGraph(x.norm(), quiet)), ["[0.30151, 0.30151, 0.90453]"]);
    const products = plotGraph(x.square().sum(), quiet);
    assert.deepEqual(labels(products), ["diag(2, 2, 6)", "[1, 1, 1]"]);
    assert.match(boxes(products)[0], /^x1 \| \[1, 1, 3\] \| ∂y\/∂x1 = \[2, 2, 6\]$/);
    const W = randn(20, 20, { requiresGrad: true });
    const large = plotGraph(W.matmul(W).sum(), quiet);
    assert.deepEqual(labels(large), []);
    assert.match(boxes(large)[0], /^x1 \| shape \[20, 20\]$/);
  });

  it("has no gradients where the output is not a single number", () => {
    assert.deepEqual(boxes(plotGraph(leaf([1, 2]).exp(), quiet)), [
      "x1 | [1, 2]",
      "y = exp(x1) | [2.7183, 7.3891]",
    ]);
  });

  it("lights up the boxes that are named, and the arrows between them", () => {
    const [a, b] = [leaf(2), leaf(3)];
    const [x, y] = [a.mul(b), a.add(b)];
    const names = { a, b, x, y };
    const litIn = (highlight: string[]): [arrows: number, boxes: number] => {
      const { layout } = plotGraph(x.mul(y), { ...quiet, names, highlight });
      const lit = (layout.shapes as { path: string; line: { color?: string } }[]).filter(
        ({ line }) => line.color === "#cc79a7",
      );
      const count = (isBox: boolean): number =>
        lit.flatMap(({ path }) => path.match(/M[^M]*/g) ?? []).filter((part) => part.includes("Z") === isBox).length; // prettier-ignore
      return [count(false), count(true)];
    };
    assert.deepEqual(litIn([]), [0, 0]);
    assert.deepEqual(litIn(["b"]), [0, 1]);
    assert.deepEqual(litIn(["a", "x"]), [1, 2]);
    assert.deepEqual(litIn(["a", "x", "y"]), [2, 3]);
  });

  it("leads every arrow through the place of its label", () => {
    const [x, w] = [leaf(2), leaf(3)];
    const { data, layout } = plotGraph(x.square().log().mul(x.sin()).add(x.reciprocal().mul(w)), quiet);
    const lines = (layout.shapes as { path: string }[])[0].path;
    const ends = Array.from(lines.matchAll(/(-?[\d.]+),(-?[\d.]+)(?= [CM]|$)/g), ([, px, py]) => [
      Number(px),
      Number(py),
    ]);
    const { x: labelX, y: labelY } = data[1] as { x: number[]; y: number[] };
    for (const [k, px] of labelX.entries()) {
      const nearest = Math.min(...ends.map(([ex, ey]) => Math.hypot(ex - px, ey - labelY[k])));
      assert.ok(nearest < 1, `label ${k} is ${nearest} from its arrow`);
    }
  });

  it("has more room for a title, and none of it from the graph", () => {
    const height = (options: object): number => plotGraph(leaf(2).exp(), { ...quiet, ...options }).layout.height as number; // prettier-ignore
    assert.equal(height({ title: "e²" }) - height({}), 24);
    const { layout } = plotGraph(leaf(2).exp(), { ...quiet, title: "from -1 to 2" });
    assert.equal((layout.title as { text: string }).text, "from −1 to 2");
  });

  it("of many nodes draws 200, nearest to the output, and says so; the gradients are those of the whole graph", () => {
    let y: Tensor = leaf(0.5);
    const x = y;
    for (let i = 0; i < 300; i++) y = y.mul(0.999).add(x);
    const figure = plotGraph(y, { ...quiet, names: { x } });
    assert.match(figure.toString(), /; 200 of 601 nodes drawn$/);
    const caption = (figure.layout.annotations as { text: string }[]).at(-1)!.text;
    assert.match(caption, /^200 of 601 nodes drawn, those nearest to y<br>/);
    assert.ok(JSON.stringify(figure).length < 100_000, `${JSON.stringify(figure).length} bytes`);
    const { vertices } = readGraph(y, { x }, 200);
    const slope = vertices.find(({ name }) => name === "x")!.gradient![0];
    const [exact] = y.gradFn === null ? [NaN] : [Array.from({ length: 301 }, (_, k) => 0.999 ** k).reduce((a, b) => a + b)]; // prettier-ignore
    assert.ok(Math.abs(slope - exact) < 1e-9 * exact, `${slope} for ${exact}`);
  });

  it("does not recurse: a chain of 50,000 operations is drawn in part", () => {
    let y: Tensor = leaf(1);
    for (let i = 0; i < 50_000; i++) y = y.add(1);
    assert.match(plotGraph(y, { ...quiet, nodes: 5 }).toString(), /; 5 of 50001 nodes drawn$/);
  });

  it("of a leaf is one box", () => {
    assert.deepEqual(boxes(plotGraph(leaf(3), quiet)), ["x1 | 3 | ∂x1/∂x1 = 1"]);
  });

  it("leads to the right, or downwards where that would be too wide, or as told", () => {
    const isWide = (figure: Figure): boolean => Number(figure.layout.width) > Number(figure.layout.height);
    let y: Tensor = leaf(1);
    assert.ok(isWide(plotGraph(y.sin().cos().exp(), quiet)));
    assert.ok(!isWide(plotGraph(y.sin().cos().exp(), { ...quiet, direction: "down" })));
    for (let i = 0; i < 20; i++) y = y.sin();
    assert.ok(!isWide(plotGraph(y, quiet)));
  });

  it("passes plotly's own attributes through, and names that are not in the graph are told", () => {
    const [x, z] = [leaf(1), leaf(2)];
    const figure = plotGraph(x.exp(), {
      ...quiet,
      names: { x, z },
      title: "e to the x",
      layout: { paper_bgcolor: "#fafafa" },
      traces: [{ x: [0], y: [0], name: "corner" }],
      config: { scrollZoom: true },
    });
    assert.equal(figure.layout.paper_bgcolor, "#fafafa");
    assert.equal(figure.config.scrollZoom, true);
    assert.match(figure.toString(), /^Figure: e to the x: leaf, output, corner.*; not in this graph: z$/);
  });

  it("refuses what has no graph, and options that it does not know", () => {
    const refuses = (call: () => unknown, words: RegExp): void =>
      assert.throws(call, (error: Error) => words.test(error.message));
    // @ts-expect-error a number is no tensor
    refuses(() => plotGraph(3), /^plotGraph: t must be a tensor, but got 3/);
    refuses(() => plotGraph(tensor(3).add(1)), /operations were recorded.*\{ requiresGrad: true \}/);
    refuses(() => plotGraph(noGrad(() => leaf(3).add(1))), /operations were recorded/);
    // @ts-expect-error a name stands for a tensor
    refuses(() => plotGraph(leaf(1), { names: { x: 3 } }), /options.names.x must be a tensor, but got 3/);
    refuses(() => plotGraph(leaf(1), { nodes: 1000 }), /options.nodes must be a whole number from 1 to 200/);
    // @ts-expect-error there is no such direction
    refuses(() => plotGraph(leaf(1), { direction: "up" }), /options.direction must be "right" or "down"/);
    refuses(
      () => plotGraph(leaf(1), { highlight: ["q"] }),
      /options.highlight must be names of boxes, of x1, but got 'q'/,
    );
    // @ts-expect-error a name alone is no list
    refuses(() => plotGraph(leaf(1), { highlight: "x1" }), /options.highlight must be an array of names/);
    // @ts-expect-error there is no such option
    refuses(() => plotGraph(leaf(1), { name: "x" }), /but got 'name'. Did you mean names\?/);
  });
});
