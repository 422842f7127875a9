// Where the values of a session live: one box for each name.

export interface Box {
  v: unknown;
}

export class Boxes {
  private readonly boxes = new Map<string, Box>();

  box(name: string): Box {
    let box = this.boxes.get(name);
    if (!box) this.boxes.set(name, (box = { v: undefined }));
    return box;
  }

  /** The name follows what a module exports now, until something else is declared under it. */
  follow(name: string, get: () => unknown): void {
    const box = this.box(name);
    Object.defineProperty(box, "v", {
      get,
      set: (value) => this.fix(box, value),
      configurable: true,
      enumerable: true,
    });
  }

  set(name: string, value: unknown): void {
    this.fix(this.box(name), value);
  }

  has(name: string): boolean {
    return this.boxes.has(name);
  }

  names(): Iterable<string> {
    return this.boxes.keys();
  }

  private fix(box: Box, value: unknown): void {
    Object.defineProperty(box, "v", { value, writable: true, configurable: true, enumerable: true });
  }
}
