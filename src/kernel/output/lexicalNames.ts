// Global names that a script may not declare anew. What `vm.runInThisContext("let Map = 0")` declares lies in
// front of the global object for all code of the realm, also for the kernel's and the compiler's, and nothing
// takes it away again. The language refuses such a declaration where the global object's property cannot be
// taken away: assigning another value to it stays allowed, and the kernel puts that back while it works.

import { bare, Object } from "../intrinsics";

/** Without which no cell runs; what else the kernel needs of the global names it has of its own. */
const names = ["Array", "Error", "JSON", "Map", "Math", "Object", "Set", "String", "parseInt"];

export function keepLexicalNames(): void {
  for (const name of names) Object.defineProperty(globalThis, name, bare({ configurable: false }));
}
