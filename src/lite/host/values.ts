// How values are printed in a page: by Node's own code, which node-inspect-extracted keeps apart from Node.

import type * as Util from "node:util";

// eslint-disable-next-line @typescript-eslint/no-require-imports -- its types are those of an older Node
const extracted = require("node-inspect-extracted") as Pick<typeof Util, "inspect" | "format">;

export const inspect: typeof Util.inspect = extracted.inspect;
export const format: typeof Util.format = extracted.format;

const { getPrototypeOf, getOwnPropertyDescriptor } = Object;
// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its `this` below
const viewTag = getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)!.get!;

interface Types {
  isProxy(value: unknown): boolean;
  isModuleNamespaceObject(value: unknown): boolean;
  isUint8Array(value: unknown): value is Uint8Array;
}

/** What values are underneath, as far as a page can tell: a proxy looks like what it stands for. */
export const types: Types = {
  isProxy: () => false,
  isModuleNamespaceObject: (value) =>
    Object.prototype.toString.call(value) === "[object Module]" && Object.isSealed(value),
  isUint8Array: (value): value is Uint8Array => viewTag.call(value) === "Uint8Array",
};

/** Texts without the codes of a terminal. */
export function stripVTControlCharacters(text: string): string {
  // eslint-disable-next-line no-control-regex -- these codes are what is looked for
  return text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, "");
}
