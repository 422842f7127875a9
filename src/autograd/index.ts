// Operations on tensors, and their differentiation.

import "./methods";

export { detectAnomaly, setDetectAnomaly } from "./anomaly";
export type { PassOptions } from "./backward";
export type { FunctionContext, FunctionDefinition } from "./custom";
export { defineFunction } from "./custom";
export { hvp, jvp, vjp } from "./directional";
export type { JacobianOptions } from "./functional";
export { hessian, jacobian } from "./functional";
export type { ArgumentOptions, TensorLike } from "./grad";
export { grad, valueAndGrad } from "./grad";
export type { GradcheckOptions, TensorFunction } from "./gradcheck";
export { gradcheck, gradgradcheck } from "./gradcheck";
export type { BackwardOptions, GradOptions } from "./gradients";
export type { GradientHook, HookHandle } from "./hooks";
export { enableGrad, noGrad } from "./mode";
export type { Operand } from "./operand";
export * from "./ops";
export * from "./more";
export * from "./optim";
export type { TraceRow } from "./trace";
export { ForwardTrace, forwardTrace } from "./trace";
