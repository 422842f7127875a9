// Operations on tensors, and their differentiation.

import "./methods";

export type { PassOptions } from "./backward";
export type { BackwardOptions, GradOptions } from "./grad";
export { grad } from "./grad";
export { enableGrad, noGrad } from "./mode";
export type { Operand } from "./operand";
export * from "./ops";
