// What is used of modules that bring no types of their own.

declare module "jsdom" {
  import type { Context } from "node:vm";
  export class VirtualConsole {}
  export class JSDOM {
    constructor(
      html: string,
      options?: { runScripts: "outside-only"; pretendToBeVisual: boolean; virtualConsole: VirtualConsole },
    );
    readonly window: object;
    getInternalVMContext(): Context;
  }
}

declare module "fontkit" {
  export interface Font {
    readonly unitsPerEm: number;
    readonly ascent: number;
    readonly descent: number;
    layout(text: string): { advanceWidth: number };
  }
  export function create(bytes: Uint8Array): Font;
}

declare module "svg-path-properties" {
  export class svgPathProperties {
    constructor(d: string);
    getTotalLength(): number;
    getPointAtLength(length: number): { x: number; y: number };
  }
}
