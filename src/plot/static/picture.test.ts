import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type DisplayHost, hostKey, type Output } from "../../display/host";
import { display } from "../../display/display";
import { Figure } from "../figure";
import { plot } from "../plot";
import type { FigureSpec } from "../spec";
import { Page } from "./page";

const hosts = globalThis as Record<symbol, DisplayHost | undefined>;
const types = ({ data }: Output): string[] => Object.keys(data);
const mark = "application/vnd.nablab.figure+json";
const [plotly, png, text] = ["application/vnd.plotly.v1+json", "image/png", "text/plain"];

/** What a notebook's host is given, once all that holds it has ended. */
async function shownBy(f: () => void, canHold: boolean): Promise<Output[]> {
  const outputs: Output[] = [];
  const held: Promise<unknown>[] = [];
  hosts[hostKey] = {
    display: (output) => outputs.push(output),
    clearOutput: () => undefined,
    ...(canHold && { hold: (work) => held.push(work) }),
  };
  try {
    f();
    await Promise.all(held);
  } finally {
    delete hosts[hostKey];
  }
  return outputs;
}

const spec = (y: number): FigureSpec => ({
  data: [{ x: [0, 1], y: [0, y] }],
  layout: { width: 300, height: 200 },
});

describe("a figure in a notebook", () => {
  it("is there at once, and its picture before the cell has ended", async () => {
    const outputs = await shownBy(() => new Figure(spec(1)).show(), true);
    assert.deepEqual(outputs.map(types), [
      [mark, plotly, text],
      [mark, plotly, png, text],
    ]);
    assert.deepEqual([outputs[0].update, outputs[1].update], [false, true]);
    assert.equal(outputs[0].displayId, outputs[1].displayId);
  });

  it("that changes many times gets the picture of its last state, once", async () => {
    const made = new Figure(spec(0));
    const outputs = await shownBy(() => {
      for (let y = 1; y <= 20; y++) made.update(spec(y));
    }, true);
    const pictures = outputs.filter((output) => png in output.data);
    assert.deepEqual([outputs.length, pictures.length], [21, 1]);
    assert.deepEqual(
      Buffer.from(String(pictures[0].data[png]), "base64"),
      Buffer.from(await new Figure(spec(20)).toPng()),
    );
  });

  it("is whole at once where a cell cannot wait, and where it is the value of a cell or of display()", async () => {
    const outputs = await shownBy(() => new Figure(spec(1)).show(), false);
    assert.deepEqual(outputs.map(types), [[mark, plotly, png, text]]);
    const displayed = await shownBy(() => display(new Figure(spec(1))), true);
    assert.deepEqual(displayed.map(types), [[mark, plotly, png, text]]);
  });

  it("without a static picture is shown all the same; its text and toPng say why there is none", async () => {
    const sankey = new Figure({ data: [{ type: "sankey" }] });
    const held = await shownBy(() => sankey.show(), true);
    const [whole] = await shownBy(() => sankey.show(), false);
    assert.deepEqual(held.map(types), [
      [mark, plotly, text],
      [mark, plotly, text],
    ]);
    assert.deepEqual([held[1].update, held[1].displayId], [true, held[0].displayId]);
    for (const { data } of [held[1], whole]) {
      assert.equal(
        data[text],
        `${sankey.toString()}\n(no PNG: there is no static picture of traces of type "sankey")`,
      );
    }
    await assert.rejects(sankey.toPng(), /there is no static picture of traces of type "sankey"/);
  });
});

describe("the drawing of a figure", () => {
  it("has all tick labels, the legend's entries and the titles", async () => {
    const figure = plot([0.1, 1, 2, 3], [(x: number) => x ** 3 - 1 / x, (x: number) => 4 * x - 4], {
      legend: ["f(x)", "Tangent line (x=1)"],
      xlabel: "x",
      title: "切线 ∇",
      show: false,
    });
    const { svg } = await new Page().draw(figure.toJSON());
    const texts = [...svg.matchAll(/<text [^>]*>([^<]*)/g)].map(([, words]) => words);
    const expected = [
      "0.5",
      "1",
      "1.5",
      "2",
      "2.5",
      "3",
      "−10",
      "0",
      "10",
      "20",
      "f(x)",
      "Tangent line (x=1)",
      "x",
      "切线 ∇",
    ];
    assert.deepEqual([...texts].sort(), [...expected].sort());
  });
});
