import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inflateSync } from "node:zlib";
import { metadataOf } from "../../display/pngSize";
import { Canvas2d } from "./canvas";
import { toPalette } from "./palette";
import { fullPng, indexedPng } from "./png";

interface Chunk {
  type: string;
  body: Buffer;
}

function chunksOf(png: Uint8Array): Chunk[] {
  const bytes = Buffer.from(png);
  const chunks: Chunk[] = [];
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    chunks.push({
      type: bytes.toString("latin1", at + 4, at + 8),
      body: bytes.subarray(at + 8, at + 8 + length),
    });
    at += 12 + length;
  }
  return chunks;
}

const pixelsOf = (...colors: number[][]): Uint8Array => Uint8Array.from(colors.flatMap((c) => [...c, 255]));
const bodyOf = (png: Uint8Array, type: string): Buffer =>
  chunksOf(png).find((chunk) => chunk.type === type)!.body;

describe("a PNG", () => {
  const bytes = pixelsOf([255, 0, 0], [0, 0, 255], [0, 0, 255], [255, 0, 0]);

  it("with a table holds each colour once, and the pixels in rows", () => {
    const png = indexedPng({ width: 2, height: 2, bytes }, 2);
    assert.deepEqual(
      chunksOf(png).map(({ type }) => type),
      ["IHDR", "pHYs", "PLTE", "IDAT", "IEND"],
    );
    assert.deepEqual([...bodyOf(png, "PLTE")], [255, 0, 0, 0, 0, 255]);
    assert.deepEqual([...inflateSync(bodyOf(png, "IDAT"))], [0, 0, 1, 0, 1, 0]);
  });

  it("of a canvas keeps opacity", () => {
    const canvas = new Canvas2d({ width: 2, height: 1 });
    canvas.fillStyle = "rgba(1, 2, 3, 0.2)";
    canvas.fillRect(-5, 0, 6, 9);
    const png = Buffer.from(canvas.toDataURL().split(",")[1], "base64");
    assert.deepEqual([...inflateSync(bodyOf(png, "IDAT"))], [0, 1, 2, 3, 51, 0, 0, 0, 0]);
  });

  it("carries check sums as PNG's specification has them", () => {
    const end = Buffer.from(fullPng({ width: 1, height: 1, bytes: pixelsOf([1, 2, 3]) })).subarray(-12);
    // The end of every PNG file.
    assert.equal(end.toString("hex"), "0000000049454e44ae426082");
  });

  it("tells a notebook how large it is to be shown", () => {
    const sharp = indexedPng({ width: 4, height: 2, bytes: new Uint8Array(4 * 8) }, 2);
    const bundle = (png: Uint8Array): object => ({ "image/png": Buffer.from(png).toString("base64") });
    assert.deepEqual(metadataOf({ ...bundle(sharp) }), { "image/png": { width: 2, height: 1 } });
    assert.deepEqual(
      metadataOf({ ...bundle(fullPng({ width: 1, height: 1, bytes: new Uint8Array(4) })) }),
      {},
    );
    for (const data of [{}, { "text/plain": "x" }, { "image/png": "" }, { "image/png": 7 }]) {
      assert.deepEqual(metadataOf(data), {});
    }
  });
});

describe("the table of colours", () => {
  it("is exact for few colours", () => {
    const colors = Array.from({ length: 256 }, (_, k) => [k, 255 - k, 7]);
    const palette = toPalette(pixelsOf(...colors));
    assert.equal(palette.colors.length, 3 * 256);
    palette.indices.forEach((place, k) =>
      assert.deepEqual([...palette.colors.subarray(3 * place, 3 * place + 3)], colors[k]),
    );
  });

  it("comes close for many, and never has more than 256", () => {
    const colors = Array.from({ length: 5000 }, (_, k) => [(k * 7) % 256, (k * 13) % 256, (k * 29) % 256]);
    const palette = toPalette(pixelsOf(...colors));
    assert.ok(palette.colors.length <= 3 * 256);
    palette.indices.forEach((place, k) => {
      const got = [...palette.colors.subarray(3 * place, 3 * place + 3)];
      assert.ok(got.every((channel, c) => Math.abs(channel - colors[k][c]) <= 64));
    });
  });
});
