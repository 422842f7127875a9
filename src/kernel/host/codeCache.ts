// The names under which V8's code is kept.

import { createHash } from "node:crypto";
import { cachedDataVersionTag } from "node:v8";

/**
 * V8 refuses the code of another V8, or of one with other options; the name keeps them from overwriting each
 * other's. `parts` are what else the code belongs to.
 */
export function codeCacheName(name: string, ...parts: readonly string[]): string {
  const all = [...parts, process.execArgv, process.env.NODE_OPTIONS, cachedDataVersionTag()];
  const tag = createHash("sha256").update(JSON.stringify(all)).digest("hex").slice(0, 12);
  return `${name}-${process.version}-${process.arch}-${tag}.cache`;
}
