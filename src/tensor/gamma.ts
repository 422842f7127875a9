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

/**
 * The derivative of `logGamma`, by recurrence up to where the asymptotic series holds (Abramowitz & Stegun
 * 6.3.18).
 */
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

/** The largest whole number whose factorial is a finite float64. */
const mostFactorial = 170;

/**
 * The n-th derivative of `digamma`: (-1)^(n+1) n! times a sum over 1 / (x + k)^(n+1) (Abramowitz & Stegun
 * 6.4.10). At a pole it is the infinity of that sign, as PyTorch has it.
 */
export function polygamma(n: number, x: number): number {
  if (n === 0) return digamma(x);
  // PyTorch reflects the first derivative, and counts -Infinity as a pole of the others.
  if (Number.isNaN(x) || (n === 1 && x === -Infinity)) return NaN;
  const sign = n % 2 === 0 ? -1 : 1;
  if (x <= 0 && Math.trunc(x) === x) return sign * Infinity;
  if (x === Infinity) return sign * 0;
  const sum = x < -far ? sumLeft(n, x) : sumFrom(n + 1, x);
  const isNormal = n <= mostFactorial && sum !== 0;
  const size = isNormal ? factorial(n) * Math.abs(sum) : Math.exp(logGamma(n + 1) + logOf(sum, n + 1, x)); // prettier-ignore
  return sign * Math.sign(sum || 1) * size;
}

function factorial(n: number): number {
  let product = 1;
  for (let k = 2; k <= n; k++) product *= k;
  return product;
}

/** The logarithm of a sum over 1 / (x + k)^s; of one below the least float64, beside its first term. */
function logOf(sum: number, s: number, x: number): number {
  if (sum !== 0) return Math.log(Math.abs(sum));
  let ratio = 0;
  if (s <= x) ratio = restRatio(s, x);
  else for (let k = 0, term = 1; term > negligible; k++) ratio += term = Math.exp(-s * Math.log1p(k / x));
  return -s * Math.log(x) + Math.log(ratio);
}

/**
 * The sum over 1 / (x + k)^s for k from 0: directly up to where the rest by Euler and Maclaurin has all
 * digits, or is nothing.
 */
function sumFrom(s: number, x: number): number {
  let sum = 0;
  let y = x;
  for (; y < Math.max(far, s); y++) {
    const term = y ** -s;
    sum += term;
    if (y > 1 && term <= negligible * Math.abs(sum)) return sum;
  }
  return sum + restOf(s, y);
}

const negligible = 1e-18;

/** From here on the poles next to x outweigh all others. */
const steep = 20;

/**
 * The same sum far left of 0, where it has as many terms as x is large: by reflection (Abramowitz & Stegun
 * 6.4.7), or for a high derivative over the poles next to x.
 */
function sumLeft(n: number, x: number): number {
  const rest = x - Math.round(x);
  if (n < steep) {
    const turned = sumFrom(n + 1, 1 - x) * (n % 2 === 0 ? 1 : -1);
    const cotangent = Math.abs(rest) === 0.5 ? 0 : 1 / Math.tan(Math.PI * rest);
    const cotangents = Math.PI ** (n + 1) * derivativeOfCotangent(n, cotangent);
    return turned + ((n % 2 === 0 ? 1 : -1) * cotangents) / factorial(n);
  }
  let sum = 0;
  for (let k = -far; k <= far; k++) sum += (rest + k) ** -(n + 1);
  return sum;
}

/**
 * The n-th derivative of the cotangent as a polynomial in its value c: that of c^k is -k (c^(k-1) + c^(k+1)).
 */
function derivativeOfCotangent(n: number, c: number): number {
  let coefficients = [0, 1];
  for (let i = 0; i < n; i++) {
    const next = new Array<number>(coefficients.length + 1).fill(0);
    coefficients.forEach((a, k) => {
      if (k > 0) next[k - 1] -= k * a;
      next[k + 1] -= k * a;
    });
    coefficients = next;
  }
  return coefficients.reduceRight((sum, a) => sum * c + a, 0);
}

function restOf(s: number, y: number): number {
  return y ** -s * restRatio(s, y);
}

/** The sum over 1 / (y + k)^s beside its first term, by Euler and Maclaurin. */
function restRatio(s: number, y: number): number {
  let sum = y / (s - 1) + 0.5;
  let factor = s / 2;
  bernoulli.forEach((b, i) => {
    sum += b * factor * y ** (-1 - 2 * i);
    factor *= ((s + 2 * i + 1) * (s + 2 * i + 2)) / ((2 * i + 3) * (2 * i + 4));
  });
  return sum;
}

/**
 * The number whose error function is `y`: a first guess by logarithms (Winitzki 2008), made exact by Halley's
 * steps.
 */
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
