// The TypeScript compiler, by its type: the host loads it.

import type TypeScript from "typescript";

export type Compiler = typeof TypeScript;
