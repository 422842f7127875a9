// Symbolic functions.

export type { Elementwise } from "./evaluate";
export type { Explanation, Step } from "./explain";
export type { Scope } from "./parse/names";
export { isSymbolic, type Symbolic, symbolic } from "./symbolic";
export type { SymbolicMatrix, SymbolicVector } from "./vector";
