// Independent derivatives side by side.

export {
  compareDerivatives,
  type Differentiable,
  DerivativeTable,
  type DerivativeRow,
} from "./compareDerivatives";
