// Source maps read in both directions (https://tc39.es/ecma426/): `node:module`'s goes from the generated
// text to the source only. All lines and columns count from 0.

export interface Position {
  line: number;
  column: number;
}

interface Mapping {
  generated: Position;
  original: Position;
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export class TwoWayMap {
  private readonly byOriginal = new Map<number, Mapping[]>();
  private readonly byGenerated = new Map<number, Mapping[]>();

  /** `map` is version 3 in JSON, of one source. */
  constructor(map: string) {
    for (const mapping of decode((JSON.parse(map) as { mappings: string }).mappings)) {
      add(this.byOriginal, mapping.original.line, mapping);
      add(this.byGenerated, mapping.generated.line, mapping);
    }
  }

  /**
   * Where a generated position comes from: what stands there or before it in its line, else the first behind
   * it.
   */
  original({ line, column }: Position): Position | undefined {
    const row = this.byGenerated.get(line) ?? [];
    return (row.findLast(({ generated }) => generated.column <= column) ?? row[0])?.original;
  }

  /**
   * Where a position of the source has gone: the first place of what stands there or behind it in its line.
   */
  generated({ line, column }: Position): Position | undefined {
    const row = this.byOriginal.get(line) ?? [];
    const behind = row.filter(({ original }) => original.column >= column);
    const nearest = Math.min(...behind.map(({ original }) => original.column));
    return (behind.find(({ original }) => original.column === nearest) ?? row[0])?.generated;
  }
}

function add(rows: Map<number, Mapping[]>, line: number, mapping: Mapping): void {
  const row = rows.get(line);
  if (row) row.push(mapping);
  else rows.set(line, [mapping]);
}

function* decode(mappings: string): Generator<Mapping> {
  let [line, original] = [0, 0];
  for (const [generated, row] of mappings.split(";").entries()) {
    let column = 0;
    for (const segment of row === "" ? [] : row.split(",")) {
      const [across, source, down, along] = numbersOf(segment);
      column += across;
      // What the compiler has added has no place in the source.
      if (source === undefined) continue;
      line += down;
      original += along;
      yield { generated: { line: generated, column }, original: { line, column: original } };
    }
  }
}

/** Numbers in base 64, five bits a digit, the lowest first; the lowest bit of all is the sign. */
function numbersOf(segment: string): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const letter of segment) {
    const digit = digits.indexOf(letter);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}
