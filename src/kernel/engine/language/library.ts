// The newer parts of the compiler's library that the Node that runs has: years say too little, engines take
// up one thing at a time.

/** Whether an object has all of some members. */
function has(owner: unknown, ...names: string[]): boolean {
  return owner !== undefined && owner !== null && names.every((name) => name in Object(owner));
}

const { prototype: iterator = undefined } = ((globalThis as { Iterator?: unknown }).Iterator ?? {}) as {
  prototype?: object;
};
const globals = globalThis as Readonly<Record<string, unknown>>;

/** Parts of the library after ES2023, and whether what they declare is there. */
const PARTS: Readonly<Record<string, () => boolean>> = {
  "es2024.arraybuffer": () => has(ArrayBuffer.prototype, "resize", "transfer"),
  "es2024.collection": () => has(Map, "groupBy"),
  "es2024.object": () => has(Object, "groupBy"),
  "es2024.promise": () => has(Promise, "withResolvers"),
  "es2024.regexp": () => has(RegExp.prototype, "unicodeSets"),
  "es2024.sharedmemory": () => has(Atomics, "waitAsync"),
  "es2024.string": () => has(String.prototype, "isWellFormed"),
  "es2025.collection": () => has(Set.prototype, "union", "isSubsetOf"),
  "es2025.float16": () => has(Math, "f16round") && "Float16Array" in globals,
  "es2025.intl": () => has(Intl, "DurationFormat"),
  "es2025.iterator": () => has(iterator, "map", "toArray"),
  "es2025.promise": () => has(Promise, "try"),
  "es2025.regexp": () => has(RegExp, "escape"),
  "esnext.array": () => has(Array, "fromAsync"),
  "esnext.collection": () => has(Map.prototype, "getOrInsert"),
  "esnext.date": () => has(Date.prototype, "toTemporalInstant"),
  "esnext.disposable": () => "DisposableStack" in globals,
  "esnext.error": () => has(Error, "isError"),
  "esnext.sharedmemory": () => has(Atomics, "pause"),
  "esnext.temporal": () => "Temporal" in globals,
  "esnext.typedarrays": () => has(Uint8Array, "fromBase64"),
};

/** Their files. */
export function newerParts(): string[] {
  return Object.entries(PARTS)
    .filter(([, isThere]) => isThere())
    .map(([part]) => `lib.${part}.d.ts`);
}
