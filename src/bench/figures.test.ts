import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type DisplayHost, hostKey, type MimeBundle } from "../display/host";
import { drawn, gallery } from "../testing/gallery";
import { large, ordinary } from "./figures";

/** The figures as a cell shows them, picture and all. */
function bundles(): MimeBundle[] {
  const shown: MimeBundle[] = [];
  const hosts = globalThis as Record<symbol, DisplayHost | undefined>;
  hosts[hostKey] = { display: ({ data }) => shown.push(data), clearOutput: () => undefined };
  try {
    for (const make of Object.values(ordinary)) make().show();
  } finally {
    delete hosts[hostKey];
  }
  return shown;
}

describe("figures in a notebook", () => {
  it("eleven ordinary ones weigh less than 1 MB, each with its data, its picture and its words", () => {
    const shown = bundles();
    assert.equal(shown.length, 11);
    for (const data of shown) {
      assert.ok("application/vnd.plotly.v1+json" in data && "image/png" in data && "text/plain" in data);
    }
    const outputs = shown.map((data) => ({ output_type: "display_data", metadata: {}, data }));
    const cells = outputs.map((output) => ({
      cell_type: "code",
      source: "",
      metadata: {},
      outputs: [output],
    }));
    const { length } = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }, undefined, 1);
    assert.ok(length < 1_000_000, `${length} bytes`);
  });

  it("a slider over 30 tangents weighs at most 10 KB", () => {
    const { length } = JSON.stringify(drawn(gallery.stepsSlider));
    assert.ok(length <= 10_000, `${length} bytes`);
  });

  it("a large one has less than 100 KB of data", () => {
    for (const [title, make] of Object.entries(large)) {
      const { length } = JSON.stringify(make());
      assert.ok(length < 100_000, `${title}: ${length} bytes`);
    }
  });
});
