// Where the values of a session live: one box for each name.

import { Object } from "../../intrinsics";

export interface Box {
  v: unknown;
}

export class Boxes {
  /**
   * Without a prototype, and no Map: cells call this while they run, whatever they have made of built-ins.
   */
  private readonly boxes: Record<string, Box> = { __proto__: null as never };

  /** The names of the session as properties, for code that looks them up by name while it runs. */
  readonly scope: object = new Proxy(
    { __proto__: null },
    {
      has: (_, name) => typeof name === "string" && name in this.boxes,
      get: (_, name) => (typeof name === "string" ? this.boxes[name]?.v : undefined),
      set: (_, name, value) => {
        this.box(name as string).v = value;
        return true;
      },
    },
  );

  box(name: string): Box {
    return (this.boxes[name] ??= { v: undefined });
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
    return name in this.boxes;
  }

  names(): Iterable<string> {
    return Object.keys(this.boxes);
  }

  private fix(box: Box, value: unknown): void {
    Object.defineProperty(box, "v", { value, writable: true, configurable: true, enumerable: true });
  }
}
