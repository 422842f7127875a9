// Where the parts of a parsed expression stand in its text: mathjs keeps no places in its nodes.

/** A node of which the name or number stands in the text as it is. */
export interface Leaf {
  name?: string;
  value?: unknown;
}

const words = /0[xbo][\da-f]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[\p{L}$_][\p{L}\p{N}$_]*/giu;

/** Finds the leaves of a tree, asked for from left to right, in its text. */
export class Places {
  private readonly words: RegExpExecArray[];
  private readonly texts: ReadonlySet<string>;
  private next = 0;

  constructor(private readonly text: string) {
    this.words = [...text.matchAll(words)];
    this.texts = new Set(this.words.map(([word]) => word));
  }

  /** Whether a word stands anywhere in the text. */
  has(word: string): boolean {
    return this.texts.has(word);
  }

  /** The word of a leaf and its place. */
  take(leaf: Leaf): { word: string; at: number } {
    let found = this.next;
    while (found < this.words.length && !isWordOf(leaf, this.words[found][0])) found++;
    if (found === this.words.length) return { word: "", at: this.here() };
    this.next = found + 1;
    return { word: this.words[found][0], at: this.words[found].index };
  }

  /** The place of a sign after the last leaf that was taken; of that leaf's end where there is none. */
  sign(sign: string): number {
    const here = this.here();
    return Math.max(here, this.text.indexOf(sign, here));
  }

  /** The first place that is no space after the last leaf that was taken. */
  here(): number {
    const last = this.words[this.next - 1];
    const end = last === undefined ? 0 : last.index + last[0].length;
    return end + /^\s*/.exec(this.text.slice(end))![0].length;
  }
}

function isWordOf({ name, value }: Leaf, word: string): boolean {
  return word === name || (typeof value === "number" && Number(word) === value);
}

/** The place at which the bracket at `at` is closed; undefined where there is none, or it is not closed. */
export function closingOf(text: string, at: number): number | undefined {
  if (!"([{".includes(text[at] || " ")) return undefined;
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    if ("([{".includes(text[i])) depth++;
    else if (")]}".includes(text[i]) && --depth === 0) return i;
  }
  return undefined;
}

/** The last bracket before a place that is still open there. */
export function bracketOpenAt(text: string, at: number): number | undefined {
  const open: number[] = [];
  for (let i = 0; i < at; i++) {
    if ("([".includes(text[i])) open.push(i);
    else if (")]".includes(text[i])) open.pop();
  }
  return open.at(-1);
}
