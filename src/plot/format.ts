// Matplotlib's format strings: [marker][line][colour] in any order, "m--", "ro", "C2-.", as its documentation
// of `plot` defines them.

import { asIs, wrongType, wrongValue } from "../errors";
import { cycleColor, letters, namedColor } from "./colors";

/** Plotly's names for Matplotlib's lines. */
const lines: Readonly<Record<string, string>> = { "-": "solid", "--": "dash", "-.": "dashdot", ":": "dot" };

/**
 * Plotly's symbols for Matplotlib's markers; those drawn with strokes only are "open" ones, which plotly
 * outlines in the marker's colour.
 */
const markers: Readonly<Record<string, string>> = {
  ".": "circle",
  ",": "circle",
  o: "circle",
  v: "triangle-down",
  "^": "triangle-up",
  "<": "triangle-left",
  ">": "triangle-right",
  1: "y-down-open",
  2: "y-up-open",
  3: "y-left-open",
  4: "y-right-open",
  8: "octagon",
  s: "square",
  p: "pentagon",
  P: "cross",
  "*": "star",
  h: "hexagon",
  H: "hexagon2",
  "+": "cross-thin-open",
  x: "x-thin-open",
  X: "x",
  D: "diamond",
  d: "diamond-tall",
  "|": "line-ns-open",
  _: "line-ew-open",
};

/** Sizes in pixels, where a marker has one of its own. */
const markerSizes: Readonly<Record<string, number>> = { ".": 4, ",": 1.5 };

/** What one format string says; where it names no line or no colour, that is left out. */
export interface Format {
  color?: string;
  /** One of plotly's names; missing where only markers are drawn. */
  dash?: string;
  /** One of plotly's symbols. */
  symbol?: string;
  markerSize?: number;
}

/** Which of Matplotlib's three kinds a piece of the string is; at most one of each. */
interface Pieces {
  line?: string;
  marker?: string;
  color?: string;
}

/** Reads a format string. A line is drawn where no marker is named, as in Matplotlib. */
export function parseFormat(fn: string, argument: string, text: unknown): Format {
  if (typeof text !== "string") {
    throw wrongType({ fn, argument, got: text, wanted: `a format string such as "-", "m--" or "ro"` });
  }
  const pieces = split(fn, argument, text);
  const line = pieces.line ?? (pieces.marker === undefined ? "-" : undefined);
  return {
    ...(pieces.color !== undefined && { color: pieces.color }),
    ...(line !== undefined && { dash: lines[line] }),
    ...(pieces.marker !== undefined && {
      symbol: markers[pieces.marker],
      markerSize: markerSizes[pieces.marker] ?? 7,
    }),
  };
}

function split(fn: string, argument: string, text: string): Pieces {
  const whole = namedColor(text);
  if (whole !== undefined) return { color: whole };
  const found: Pieces = {};
  for (let rest = text; rest !== "";) {
    const [kind, piece, value] = next(rest) ?? refuse(fn, argument, text, `${rest[0]} is none of these`);
    if (found[kind] !== undefined)
      refuse(fn, argument, text, `it names two ${kind === "color" ? "colours" : `${kind}s`}`);
    found[kind] = value;
    rest = rest.slice(piece.length);
  }
  return found;
}

/**
 * The piece at the start of the text: its kind, its characters, and what it stands for. Two-character lines
 * come first.
 */
function next(text: string): [kind: keyof Pieces, piece: string, value: string] | undefined {
  const line = [text.slice(0, 2), text[0]].find((piece) => Object.hasOwn(lines, piece));
  if (line !== undefined) return ["line", line, line];
  if (Object.hasOwn(markers, text[0])) return ["marker", text[0], text[0]];
  if (Object.hasOwn(letters, text[0])) return ["color", text[0], letters[text[0]]];
  const numbered = /^C\d+/.exec(text)?.[0];
  return numbered === undefined ? undefined : ["color", numbered, cycleColor(Number(numbered.slice(1)))];
}

function refuse(fn: string, argument: string, text: string, why: string): never {
  throw wrongValue({
    fn,
    argument,
    got: asIs(`"${text}" (${why})`),
    wanted:
      "one of Matplotlib's format strings: a marker (. , o s ^ v < > x X + P * D d p h H 8 1 2 3 4 | _), " +
      "a line (- -- -. :) and a colour (b g r c m y k w, C0 to C9), each at most once, in any order; " +
      "or a colour alone, by its name or as #rrggbb",
  });
}
