// The library's table of contents: what `import { … } from "nablab"` offers, one line a file.

export * from "./display";
export * from "./exercise";
export * from "./numeric";
export * from "./tensor";
export * from "./autograd";
// The functions of tensors that also take numbers and complex numbers stand before those of the same names.
export { type Arithmetic, type Elementary, exp, log, sqrt, abs, sign, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, asinh, acosh, atanh, log1p, expm1, log2, log10, sigmoid, softplus, relu, square, reciprocal, neg, add, sub, mul, div, pow, maximum, minimum, lift, type Lifted } from "./functions"; // prettier-ignore
export * from "./symbolic";
export * from "./compare";
export * from "./plot";
