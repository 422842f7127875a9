// Functions with known derivatives, functions without, and a generator of numbers: what tests of this folder
// share.

/** Numbers from 0 to 1 that are the same in every run. Source: Tommy Ettinger's mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A function, its derivative, and points at which neither loses its digits to rounding. */
export interface SmoothCase {
  name: string;
  f: (x: number) => number;
  exact: (x: number) => number;
  at: readonly number[];
}

const { exp, log, sin, cos, tan, sqrt, atan, tanh, sinh, cosh, PI } = Math;
const positive = [1e-8, 1e-6, 1e-4, 1e-2, 0.1, 0.5, 1, 2, 10, 100, 1e4, 1e6, 1e8];
const both = (points: readonly number[]): number[] => points.flatMap((x) => [x, -x]);
const all = both(positive);
const upTo = (most: number): number[] => all.filter((x) => Math.abs(x) <= most);
const from = (least: number, most = Infinity): number[] => upTo(most).filter((x) => Math.abs(x) >= least);

type Row = [string, (x: number) => number, (x: number) => number, readonly number[]];

const polynomials: Row[] = [
  ["5", () => 5, () => 0, all],
  ["3x - 2", (x) => 3 * x - 2, () => 3, all],
  ["x^2", (x) => x ** 2, (x) => 2 * x, all],
  ["x^3 - 2x^2 + x - 5", (x) => x ** 3 - 2 * x * x + x - 5, (x) => 3 * x * x - 4 * x + 1, all],
  ["x^5", (x) => x ** 5, (x) => 5 * x ** 4, from(1e-4)],
  ["x^7 - x", (x) => x ** 7 - x, (x) => 7 * x ** 6 - 1, all],
  ["x^10", (x) => x ** 10, (x) => 10 * x ** 9, from(1e-2)],
  ["x^20", (x) => x ** 20, (x) => 20 * x ** 19, from(0.1, 1e4)],
  ["(x - 1)^4 + x", (x) => (x - 1) ** 4 + x, (x) => 4 * (x - 1) ** 3 + 1, all],
  ["flat: 1e-6 x^2 + x", (x) => 1e-6 * x * x + x, (x) => 2e-6 * x + 1, all],
  ["steep: 1e6 x^3 + x", (x) => 1e6 * x ** 3 + x, (x) => 3e6 * x * x + 1, all],
  ["large: 1e100 x^2", (x) => 1e100 * x * x, (x) => 2e100 * x, all],
  ["small: 1e-100 x^2", (x) => 1e-100 * x * x, (x) => 2e-100 * x, all],
  ["offset: 1e4 + x^2", (x) => 1e4 + x * x, (x) => 2 * x, from(0.1, 1e4)],
];

const exponentials: Row[] = [
  ["exp x", exp, exp, upTo(100)],
  ["exp -x", (x) => exp(-x), (x) => -exp(-x), upTo(100)],
  ["exp 2x", (x) => exp(2 * x), (x) => 2 * exp(2 * x), upTo(100)],
  ["exp x/1000", (x) => exp(x / 1e3), (x) => exp(x / 1e3) / 1e3, upTo(1e4)],
  ["exp 1e-6x", (x) => exp(1e-6 * x), (x) => 1e-6 * exp(1e-6 * x), upTo(1e8)],
  ["exp 50x", (x) => exp(50 * x), (x) => 50 * exp(50 * x), upTo(2)],
  ["exp 1000x", (x) => exp(1e3 * x), (x) => 1e3 * exp(1e3 * x), upTo(0.1)],
  ["exp -x^2", (x) => exp(-x * x), (x) => -2 * x * exp(-x * x), from(1e-2, 2)],
  ["exp(-x^2) + x", (x) => exp(-x * x) + x, (x) => 1 - 2 * x * exp(-x * x), all],
  ["x exp x", (x) => x * exp(x), (x) => (1 + x) * exp(x), upTo(100)],
  ["exp exp x", (x) => exp(exp(x)), (x) => exp(exp(x) + x), upTo(2)],
  ["2^x", (x) => 2 ** x, (x) => 2 ** x * Math.LN2, upTo(100)],
  ["x^x", (x) => x ** x, (x) => x ** x * (log(x) + 1), [1e-4, 0.1, 0.5, 1, 2, 10, 100]],
  ["expm1", Math.expm1, exp, upTo(10)],
  ["3x^2 + 5 exp x", (x) => 3 * x * x + 5 * exp(x), (x) => 6 * x + 5 * exp(x), upTo(100)],
  ["logistic", (x) => 1 / (1 + exp(-x)), (x) => exp(-x) / (1 + exp(-x)) ** 2, upTo(10)],
  ["softplus", (x) => Math.log1p(exp(x)), (x) => 1 / (1 + exp(-x)), upTo(100)],
  ["sinh", sinh, cosh, upTo(100)],
  ["cosh", cosh, sinh, from(0.1, 100)],
  ["tanh", tanh, (x) => 1 / cosh(x) ** 2, upTo(2)],
];

const waves: Row[] = [
  ["sin", sin, cos, all],
  ["cos", cos, (x) => -sin(x), from(1e-2)],
  ["sin + cos", (x) => sin(x) + cos(x), (x) => cos(x) - sin(x), all],
  ["sin 10x", (x) => sin(10 * x), (x) => 10 * cos(10 * x), upTo(100)],
  ["sin 100x", (x) => sin(100 * x), (x) => 100 * cos(100 * x), upTo(10)],
  ["sin x/100", (x) => sin(x / 100), (x) => cos(x / 100) / 100, upTo(1e4)],
  ["slow: sin x/1e6", (x) => sin(x / 1e6), (x) => cos(x / 1e6) / 1e6, all],
  ["period 1: sin 2πx", (x) => sin(2 * PI * x), (x) => 2 * PI * cos(2 * PI * x), upTo(2)],
  ["sin(x^2) + x", (x) => sin(x * x) + x, (x) => 2 * x * cos(x * x) + 1, upTo(100)],
  ["two scales", (x) => x + 1e-3 * sin(1e3 * x), (x) => 1 + cos(1e3 * x), upTo(2)],
  ["x + sin x", (x) => x + sin(x), (x) => 1 + cos(x), upTo(100)],
  ["tan", tan, (x) => 1 / cos(x) ** 2, [...upTo(100), 1.5, 1.57, 1.5707]],
  ["sin x / x", (x) => sin(x) / x, (x) => (cos(x) - sin(x) / x) / x, from(0.5, 1e4)],
  ["cos x / x", (x) => cos(x) / x, (x) => -sin(x) / x - cos(x) / x / x, from(1e-6, 100)],
  ["sin x exp x", (x) => sin(x) * exp(x), (x) => (sin(x) + cos(x)) * exp(x), upTo(10)],
  ["exp sin", (x) => exp(sin(x)), (x) => cos(x) * exp(sin(x)), upTo(1e4)],
  ["log(2 + sin)", (x) => log(2 + sin(x)), (x) => cos(x) / (2 + sin(x)), upTo(1e4)],
];

const roots: Row[] = [
  ["log", log, (x) => 1 / x, positive],
  ["log2", Math.log2, (x) => 1 / x / Math.LN2, positive],
  ["log1p", Math.log1p, (x) => 1 / (1 + x), positive],
  ["x log x", (x) => x * log(x), (x) => log(x) + 1, positive],
  ["log(1 + x^2)", (x) => log(1 + x * x), (x) => (2 * x) / (1 + x * x), from(0.1, 1e4)],
  ["sqrt", sqrt, (x) => 0.5 / sqrt(x), positive],
  ["cbrt", Math.cbrt, (x) => Math.cbrt(x) / x / 3, all],
  ["x^1.5", (x) => x ** 1.5, (x) => 1.5 * sqrt(x), positive],
  ["sqrt(1 + x^2)", (x) => sqrt(1 + x * x), (x) => x / sqrt(1 + x * x), from(1e-2)],
  ["asinh", Math.asinh, (x) => 1 / sqrt(1 + x * x), upTo(1e4)],
  ["atan", atan, (x) => 1 / (1 + x * x), upTo(100)],
  ["x atan x", (x) => x * atan(x), (x) => atan(x) + x / (1 + x * x), from(1e-2)],
  ["asin", Math.asin, (x) => 1 / sqrt(1 - x * x), both([1e-8, 0.1, 0.5, 0.9, 0.99, 0.9999])],
  ["acos", Math.acos, (x) => -1 / sqrt(1 - x * x), both([1e-8, 0.1, 0.5, 0.9, 0.99, 0.9999])],
];

const poles: Row[] = [
  ["1/x", (x) => 1 / x, (x) => -1 / x / x, all],
  ["1/x^2", (x) => 1 / x / x, (x) => -2 / x ** 3, all],
  ["x^3 - 1/x", (x) => x ** 3 - 1 / x, (x) => 3 * x * x + 1 / x / x, all],
  ["1/(x - 1)", (x) => 1 / (x - 1), (x) => -1 / (x - 1) ** 2, [0.1, 0.5, 0.9, 0.99, 0.9999, 2, 100, 1e8]],
  ["1/(1 + x^2)", (x) => 1 / (1 + x * x), (x) => (-2 * x) / (1 + x * x) ** 2, from(0.1, 100)],
  ["Runge", (x) => 1 / (1 + 25 * x * x), (x) => (-50 * x) / (1 + 25 * x * x) ** 2, from(0.1, 100)],
];

/** Smooth functions of many scales at |x| from 1e-8 to 1e8. */
export const smoothCases: readonly SmoothCase[] = [polynomials, exponentials, waves, roots, poles]
  .flat()
  .map(([name, f, exact, at]) => ({ name, f, exact, at }));
