// The further functions that are methods of a tensor too, with the tensor as first argument.

export { elu, gelu, leakyRelu, logsigmoid, silu } from "./activation";
export { atan2, fmod, remainder } from "./quotient";
export {
  broadcastTo,
  diagonal,
  diff,
  indexSelect,
  maskedSelect,
  movedim,
  nonzero,
  unflatten,
} from "./arrange";
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
  deg2rad,
  digamma,
  erfinv,
  floorDivide,
  fmax,
  fmin,
  frac,
  heaviside,
  hypot,
  lerp,
  lgamma,
  logaddexp,
  logaddexp2,
  logit,
  rad2deg,
} from "./special";
export { cummax, cummin, logcumsumexp } from "./running";
