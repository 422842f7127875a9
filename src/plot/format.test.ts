import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { cycleColor, letters, namedColor } from "./colors";
import { parseFormat } from "./format";

type Pieces = [line: string | null, marker: string | null, color: string | null];

/** What Matplotlib itself makes of format strings. */
const oracle = JSON.parse(
  readFileSync(join(__dirname, "..", "..", "src", "plot", "matplotlibFormats.json"), "utf8"),
) as { accepted: Record<string, Pieces>; refused: string[] };

const parse = (text: unknown): ReturnType<typeof parseFormat> => parseFormat("plot", "options.fmts[0]", text);

/** The plotly names for one piece, read through strings that hold nothing else. */
const dashOf = (line: string | null): string | undefined => (line === null ? undefined : parse(line).dash);
const symbolOf = (marker: string | null): string | undefined =>
  marker === null ? undefined : parse(marker).symbol;

function colorOf(color: string | null): string | undefined {
  if (color === null) return undefined;
  if (/^C\d+$/.test(color)) return cycleColor(Number(color.slice(1)));
  return letters[color] ?? namedColor(color);
}

describe("a format string", () => {
  it("is read as Matplotlib reads it", () => {
    for (const [text, [line, marker, color]] of Object.entries(oracle.accepted)) {
      const { dash, symbol, color: found } = parse(text);
      const expected = [
        marker === null ? dashOf(line ?? "-") : dashOf(line),
        symbolOf(marker),
        colorOf(color),
      ];
      assert.deepEqual([dash, symbol, found], expected, text);
    }
  });

  it("is refused where Matplotlib refuses it", () => {
    for (const text of oracle.refused) assert.throws(() => parse(text), RangeError, text);
  });

  it("names plotly's dashes, symbols and Matplotlib's colours", () => {
    assert.deepEqual(parse("m--"), { color: "#bf00bf", dash: "dash" });
    assert.deepEqual(parse("g-."), { color: "#008000", dash: "dashdot" });
    assert.deepEqual(parse("r:"), { color: "#ff0000", dash: "dot" });
    assert.deepEqual(parse("o"), { symbol: "circle", markerSize: 7 });
    assert.deepEqual(parse("C1s-"), { color: "#d55e00", dash: "solid", symbol: "square", markerSize: 7 });
    assert.deepEqual(parse(""), { dash: "solid" });
  });

  it("has another symbol for every marker", () => {
    const found = [..."ov^<>12348spP*hH+xXDd|_"].map(symbolOf);
    assert.equal(new Set(found).size, found.length);
  });

  it("that is unknown is refused with what is wrong and what there is", () => {
    assert.throws(() => parse("m~"), {
      name: "RangeError",
      message:
        "plot: options.fmts[0] must be one of Matplotlib's format strings: a marker (. , o s ^ v < > x X + P * D d p h H 8 1 2 3 4 | _), " +
        "a line (- -- -. :) and a colour (b g r c m y k w, C0 to C9), each at most once, in any order; or a colour alone, " +
        'by its name or as #rrggbb, but got "m~" (~ is none of these).',
    });
    assert.throws(() => parse("rb"), /"rb" \(it names two colours\)/);
    assert.throws(() => parse("o-s"), /"o-s" \(it names two markers\)/);
    assert.throws(() => parse(3), /^TypeError: plot: options\.fmts\[0\] must be a format string such as/);
  });
});

describe("the colours of curves", () => {
  it("repeat, and are told apart by their lightness or hue", () => {
    assert.equal(cycleColor(0), cycleColor(7));
    assert.equal(new Set(Array.from({ length: 7 }, (_, k) => cycleColor(k))).size, 7);
  });
});
