// The further functions that are methods of a tensor too, with the tensor as first argument.

export { elu, gelu, leakyRelu, logsigmoid, silu } from "./activation";
export { atan2, fmod, remainder } from "./quotient";
export { broadcastTo, diagonal, movedim, unflatten } from "./arrange";
export { diff } from "./sampled";
export { indexSelect, maskedSelect, nonzero } from "./selection";
export { scatter, scatterAdd, takeAlongDim } from "./scatter";
export { gather, take } from "./gather";
export { cholesky, det, inv, logdet, matrixPower, pinv, slogdet } from "./linalg";
export {
  all,
  any,
  countNonzero,
  isclose,
  isfinite,
  isinf,
  isnan,
  logicalAnd,
  logicalNot,
  logicalOr,
  logicalXor,
  nanmean,
  nansum,
  nanToNum,
  signbit,
} from "./logic";
export { diag, trace, tril, triu } from "./matrix";
export { chunk, repeatInterleave, roll, split } from "./move";
export { argsort, kthvalue, mode, quantile, sort, topk } from "./order";
export { inner, kron, vdot } from "./product";
export {
  addcdiv,
  addcmul,
  clampMax,
  clampMin,
  copysign,
  floorDivide,
  fmax,
  fmin,
  heaviside,
  hypot,
  lerp,
  logaddexp,
  logaddexp2,
} from "./pairs";
export { deg2rad, digamma, erfinv, frac, lgamma, logit, rad2deg } from "./special";
export { cummax, cummin, logcumsumexp } from "./running";
