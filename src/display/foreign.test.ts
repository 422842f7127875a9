import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { JSDOM } from "jsdom";
import { toBundle } from "./bundle";

class Fake {
  constructor(more: object) {
    Object.assign(this, more);
  }
}

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

describe("what other packages draw", () => {
  it("an SVG element is a picture, any other element a page", () => {
    const { window } = new JSDOM("<svg width='1'><g/></svg><p>text</p>") as { window: unknown };
    const { document } = window as { document: { querySelector(name: string): object } };
    const svg = document.querySelector("svg");
    const image = (toBundle(svg) as Record<string, string>)["image/svg+xml"];
    assert.equal(image, '<svg xmlns="http://www.w3.org/2000/svg" width="1"><g></g></svg>');
    const page = toBundle(document.querySelector("p")) as Record<string, string>;
    assert.equal(page["text/html"], "<p>text</p>");
    const selection = new Fake({ node: () => svg, selectAll() {}, attr() {} });
    assert.equal((toBundle(selection) as Record<string, string>)["image/svg+xml"], image);
  });

  it("a canvas is its PNG", () => {
    const more = { width: 2, height: 3, getContext() {}, toBuffer: () => png };
    assert.deepEqual(toBundle(new Fake(more)), {
      "image/png": png.toString("base64"),
      "text/plain": "canvas 2 × 3",
    });
    const url = { width: 2, height: 3, getContext() {}, toDataURL: () => "data:image/png;base64,AA==" };
    assert.equal((toBundle(new Fake(url)) as Record<string, string>)["image/png"], "AA==");
  });

  it("a Vega view is its SVG, a specification goes to the front end", async () => {
    const view = new Fake({ runAsync() {}, signal() {}, toSVG: () => Promise.resolve("<svg/>") });
    assert.equal((await toBundle(view))["image/svg+xml"], "<svg/>");
    const chart = { $schema: "https://vega.github.io/schema/vega-lite/v5.json", mark: "bar" };
    assert.equal((toBundle(chart) as Record<string, unknown>)["application/vnd.vegalite.v5+json"], chart);
  });

  it("a data frame is a table, in each package's own words", () => {
    const rows = [{ a: 1, b: new Date(0) }];
    const frames = [
      { objects: () => rows, columnNames() {}, numRows: () => 1 },
      { toRecords: () => rows },
      { getColumnNames() {}, toArray: () => rows },
      { columns: ["a", "b"], values: [[1, new Date(0)]] },
    ];
    for (const frame of frames) {
      const html = (toBundle(new Fake(frame)) as Record<string, string>)["text/html"];
      assert.match(html, /<td>1<\/td><td>1970-01-01T00:00:00.000Z<\/td>/);
    }
  });

  it("whatever cannot be looked at is shown as Node's inspector shows it", () => {
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const chain: object = new Proxy(() => chain, { get: () => chain, apply: () => chain });
    const every = new Proxy({}, { get: () => () => "called" });
    const failing = Object.create({
      get nodeType(): number {
        throw new Error("in a getter");
      },
    }) as object;
    for (const value of [
      revoked.proxy,
      [revoked.proxy],
      chain,
      every,
      Object.create(every) as object,
      failing,
    ])
      assert.deepEqual(toBundle(value), { "text/plain": inspect(value) });
  });

  it("data that only looks alike stays data", () => {
    const data = { columns: ["a"], values: [[1]] };
    assert.deepEqual(toBundle(data), { "text/plain": inspect(data) });
  });
});
