// The examples of the gallery beside their goldens, and what a notebook shows of them.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Figure } from "../index";
import * as plot from ".";
import { drawn, type Example, gallery } from "../testing/gallery";

const goldens = join(__dirname, "..", "..", "src", "plot", "goldens");

/**
 * A figure as a person can read it: numbers of four digits, of a long list the ends, the range and the
 * length.
 */
function readable(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, inner: unknown) => (isLong(inner) ? brief(inner) : short(inner))),
  );
}

function isLong(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 12 && value.every((x) => typeof x === "number" || x === null);
}

function brief(list: readonly number[]): object {
  const numbers = list.filter((x) => x !== null);
  const range = [Math.min(...numbers), Math.max(...numbers)];
  return { length: list.length, begin: list.slice(0, 3), end: list.slice(-3), range };
}

function short(value: unknown): unknown {
  return typeof value === "number" ? Number(value.toPrecision(4)) : value;
}

/**
 * Each picture's golden. `NABLAB_GOLDENS=write node --test dist/plot/gallery.test.js` stores them anew, to be
 * looked at in the diff.
 */
function agrees(name: string, example: Example): void {
  const file = join(goldens, `${name}.json`);
  const now = readable(drawn(example).toJSON());
  if (process.env.NABLAB_GOLDENS === "write") writeFileSync(file, `${JSON.stringify(now, undefined, 1)}\n`);
  assert.ok(existsSync(file), `${file} is missing`);
  assert.deepEqual(now, JSON.parse(readFileSync(file, "utf8")));
}

describe("the gallery", () => {
  it("has an example of every export that draws, and of nothing else", () => {
    const drawing = Object.keys(plot).filter((name) => /^(plot|contour|surface|quiver|descent|figure|stepsSlider)/.test(name)); // prettier-ignore
    assert.deepEqual(Object.keys(gallery).sort(), drawing.sort());
    assert.equal(new Set(Object.values(gallery).map(({ title }) => title)).size, drawing.length);
  });

  for (const [name, example] of Object.entries(gallery)) {
    it(`${name} is a figure that looks like its golden`, () => {
      assert.ok(drawn(example) instanceof Figure);
      agrees(name, example);
    });
  }
});
