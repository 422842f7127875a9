// The gamma function's logarithm and its derivatives, and the inverse of the error function.

import { erf, erfc } from "./special";

/** Coefficients of Lanczos' approximation for g = 7 (Godfrey 2001): 15 digits. */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** log |gamma(x)|; infinite at 0 and at negative whole numbers. */
export function logGamma(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (!Number.isFinite(x)) return Infinity;
  if (x <= 0 && Number.isInteger(x)) return Infinity;
  if (x === 1 || x === 2) return 0;
  // Euler's reflection.
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  if (x > 1e7) return stirling(x);
  const t = x + 6.5;
  const sum = lanczos.reduce((total, c, i) => (i === 0 ? c : total + c / (x + i - 1)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

const stirling = (x: number): number =>
  (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x);

/** Bernoulli's numbers B2, B4, …, B16. */
const bernoulli = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510];

/** From here on the asymptotic series has all digits. */
const far = 15;

/** The derivative of `logGamma`, by recurrence up to where the asymptotic series holds (Abramowitz & Stegun 6.3.18). */
export function digamma(x: number): number {
  if (x === 0) return Object.is(x, -0) ? Infinity : -Infinity;
  if (x < 0) {
    if (Number.isInteger(x) || x === -Infinity) return NaN;
    const rest = x - Math.trunc(x);
    return digamma(1 - x) - Math.PI / Math.tan(Math.PI * rest);
  }
  if (x === Infinity) return Infinity;
  let shift = 0;
  let y = x;
  for (; y < far; y++) shift += 1 / y;
  const series = bernoulli.reduce((sum, b, i) => sum + b / ((2 * i + 2) * y ** (2 * i + 2)), 0);
  return Math.log(y) - 1 / (2 * y) - series - shift;
}

/** The n-th derivative of `digamma`: a sum over 1 / (x + k)^(n+1) (Abramowitz & Stegun 6.4.10), its rest by Euler and Maclaurin. */
export function polygamma(n: number, x: number): number {
  if (n === 0) return digamma(x);
  if (Number.isNaN(x)) return NaN;
  const s = n + 1;
  const factorial = Array.from({ length: n }, (_, i) => i + 1).reduce((p, k) => p * k, 1);
  const sign = n % 2 === 0 ? -1 : 1;
  if (x <= 0 && Number.isInteger(x)) return s % 2 === 0 ? sign * Infinity : NaN;
  let sum = 0;
  let y = x;
  for (; y < far; y++) sum += y ** -s;
  return sign * factorial * (sum + restOf(s, y));
}

function restOf(s: number, y: number): number {
  let sum = y ** (1 - s) / (s - 1) + y ** -s / 2;
  let factor = s / 2;
  bernoulli.forEach((b, i) => {
    sum += b * factor * y ** (-s - 1 - 2 * i);
    factor *= ((s + 2 * i + 1) * (s + 2 * i + 2)) / ((2 * i + 3) * (2 * i + 4));
  });
  return sum;
}

/** The number whose error function is `y`: a first guess by logarithms (Winitzki 2008), made exact by Halley's steps. */
export function erfinv(y: number): number {
  if (!(Math.abs(y) < 1)) return Math.abs(y) === 1 ? y * Infinity : NaN;
  if (y === 0) return y;
  const a = 0.147;
  const log = Math.log1p(-y * y);
  const part = 2 / (Math.PI * a) + log / 2;
  let x = Math.sign(y) * Math.sqrt(Math.sqrt(part * part - log / a) - part);
  for (let i = 0; i < 3; i++) {
    const error = y > 0.5 ? 1 - y - erfc(x) : y < -0.5 ? erfc(-x) - 1 - y : erf(x) - y;
    const slope = (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x);
    const step = error / slope;
    x -= step / (1 + x * step);
  }
  return x;
}
