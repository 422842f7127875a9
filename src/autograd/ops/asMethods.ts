// The functions that are methods of a tensor too, with the tensor as first argument: `mul(a, b)` is
// `a.mul(b)`.

export * from "./activation";
export { add, div, mul, neg, pow, square, sub } from "./arithmetic";
export { narrow, select, unbind } from "./entries";
export { clamp, maskedFill, maximum, minimum } from "./choice";
export { slice } from "./choose";
export * from "./compare";
export { amax, amin, argmax, argmin } from "./extreme";
export { cumprod, cumsum, logSoftmax, softmax } from "./scan";
export { bmm, dot, matmul, mm, mv, outer } from "./product";
export { logsumexp, mean, norm, prod, std, sum, variance } from "./reduction";
export { clone, to } from "./copies";
export { flatten, squeeze, t, transpose, unsqueeze } from "./shape";
export * from "./unary";
