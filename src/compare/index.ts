// Numerical, automatic and symbolic derivatives side by side.

export { compareDerivatives, type Differentiable, type DifferentiableOfMany } from "./compareDerivatives";
export { type DerivativeRow, DerivativeTable, type GradientRow } from "./table";
