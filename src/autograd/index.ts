// Operations on tensors, and their differentiation.

import "./methods";

export type { PassOptions } from "./backward";
export { hessian, hvp, jacobian, vjp } from "./functional";
export type { ArgumentOptions, TensorLike } from "./grad";
export { grad, valueAndGrad } from "./grad";
export type { GradcheckOptions, TensorFunction } from "./gradcheck";
export { gradcheck, gradgradcheck } from "./gradcheck";
export type { BackwardOptions, GradOptions } from "./gradients";
export { enableGrad, noGrad } from "./mode";
export type { Operand } from "./operand";
export * from "./ops";
