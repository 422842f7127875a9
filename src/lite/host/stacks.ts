// Stack traces in a page, and maps back to the source, of version 3 with one source.

import { readStacksAsV8 } from "./foreignStacks";

readStacksAsV8();

/** A frame as it would be if the code of cells stood in scripts and were not evaluated. */
export function frameText(frame: string): string {
  return frame.replace(/^(async )?eval \((cell:[^()]*)\)$/, "$1$2");
}

interface Entry {
  originalLine: number;
  originalColumn: number;
}

type Segment = readonly [column: number, line: number, sourceColumn: number];

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export class SourceMap {
  private readonly rows: readonly (readonly Segment[])[];

  constructor({ mappings }: { mappings: string }) {
    let [line, column] = [0, 0];
    this.rows = mappings.split(";").map((row) => {
      let at = 0;
      const segments = row === "" ? [] : row.split(",").map(numbersOf);
      return segments.flatMap(([by, source, lines, columns]): Segment[] => {
        at += by;
        if (source === undefined) return [];
        line += lines;
        column += columns;
        return [[at, line, column]];
      });
    });
  }

  /** The place in the source of the nearest mapped place at or before this one; all count from 0. */
  findEntry(line: number, column: number): Partial<Entry> {
    for (let row = Math.min(line, this.rows.length - 1); row >= 0; row--) {
      const found = this.rows[row].findLast(([at]) => row < line || at <= column);
      if (found !== undefined) return { originalLine: found[1], originalColumn: found[2] };
    }
    return {};
  }
}

/** The numbers of a segment: five bits a digit, the lowest first, the sign in the lowest bit. */
function numbersOf(segment: string): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const letter of segment) {
    const digit = digits.indexOf(letter);
    value |= (digit & 31) << shift;
    shift += 5;
    if ((digit & 32) !== 0) continue;
    numbers.push((value & 1) === 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}
