// Names of graph nodes: the caller's, else x1, x2, … for leaves, v1, v2, … in between, y for the output.

import type { GraphTensor } from "./structure";

export class Namer {
  private readonly byObject = new Map<object, string>();
  private readonly taken: ReadonlySet<string>;
  private readonly used = new Set<string>();
  private readonly counts = new Map<string, number>();

  constructor(private readonly names: Readonly<Record<string, GraphTensor>>) {
    this.taken = new Set(Object.keys(names));
    for (const [name, tensor] of Object.entries(names)) this.byObject.set(tensor.gradFn ?? tensor, name);
  }

  /** The caller's name for a leaf, an operation or a constant. */
  given(object: object): string | undefined {
    const own = (object as { name?: unknown }).name;
    const name =
      this.byObject.get(object) ??
      (isTensor(object) && typeof own === "string" && own !== "" ? own : undefined);
    if (name !== undefined) this.used.add(name);
    return name;
  }

  /** The caller's name, else one of ours with this letter. */
  nameOf(object: object, letter: string): string {
    return this.given(object) ?? this.next(letter);
  }

  /** The caller's names for tensors that are not in the graph. */
  strangers(): string[] {
    return Object.keys(this.names).filter((name) => !this.used.has(name));
  }

  private next(letter: string): string {
    const count = (this.counts.get(letter) ?? 0) + 1;
    this.counts.set(letter, count);
    const name = letter === "y" && !this.taken.has("y") ? "y" : `${letter}${count}`;
    return this.taken.has(name) ? this.next(letter) : name;
  }
}

/** Operations have names of their own: MulBackward0. */
function isTensor(object: object): boolean {
  return "tolist" in object;
}
