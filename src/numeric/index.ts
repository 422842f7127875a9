// Numerical derivatives.

export { Complex } from "./complex";
export type { ComplexFunction } from "./complexStep";
export { stencil, type Stencil, type StencilOptions } from "./stencil";
export { arange } from "./arange";
export {
  derivative,
  type DerivativeMethod,
  type DerivativeOptions,
  type DerivativeResult,
  derivativeWithError,
} from "./derivative";
export { linspace } from "./linspace";
export { numericalLimit } from "./numericalLimit";
export {
  type GradientOptions,
  numericalGradient,
  type Point,
  type SameKind,
  type Scalar,
  type TensorPoint,
} from "./numericalGradient";
export { type HessianOptions, numericalHessian } from "./numericalHessian";
export { numericalJacobian, type Values } from "./numericalJacobian";
export {
  type StepSizeCurve,
  type StepSizeOptions,
  type StepSizeStudy,
  stepSizeStudy,
  type StudiedRule,
} from "./stepSizeStudy";
export { tangentLine, type TangentLine, type TangentLineOptions } from "./tangentLine";
