// Special functions that JavaScript's Math lacks.

const twoOverSqrtPi = 2 / Math.sqrt(Math.PI);

/** The error function, to the last digits of a float64. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < 2.5) return twoOverSqrtPi * Math.exp(-x * x) * seriesOf(x);
  return x < 0 ? tail(size) - 1 : 1 - tail(size);
}

/** 1 - erf(x), exact also where that is tiny. */
export function erfc(x: number): number {
  return x < 0.5 ? 1 - erf(x) : tail(x);
}

/** x + 2x^3/3 + 4x^5/(3*5) + …, whose terms all have the same sign (Abramowitz & Stegun 7.1.6). */
function seriesOf(x: number): number {
  let sum = x;
  let term = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return sum;
}

/** erfc for large x by its continued fraction, from the far end back (Abramowitz & Stegun 7.1.14). */
function tail(x: number): number {
  if (Number.isNaN(x) || x > 28) return x > 28 ? 0 : NaN;
  let fraction = x;
  for (let k = Math.ceil(20 + 300 / (x * x)); k >= 1; k--) fraction = x + k / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}

/** To the nearest whole number, and from halfway to the even one. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
  const result = up ? floor + 1 : floor;
  return result === 0 && (x < 0 || Object.is(x, -0)) ? -0 : result;
}

/**
 * The derivative of order `n` of sin(t) / t. From `t f(t) = sin(t)` follows
 * `t f⁽ⁿ⁾(t) + n f⁽ⁿ⁻¹⁾(t) = sin(t + n π/2)`; near 0, where that loses digits, the power series.
 */
export function sineQuotient(n: number, t: number): number {
  if (Math.abs(t) <= n) return seriesOfQuotient(n, t);
  let f = t === 0 ? 1 : Math.sin(t) / t;
  for (let k = 1; k <= n; k++) f = (turned(k, t) - k * f) / t;
  return f;
}

/** sin(t + k π/2), without rounding the sum. */
function turned(k: number, t: number): number {
  const value = k % 2 === 0 ? Math.sin(t) : Math.cos(t);
  return k % 4 < 2 ? value : -value;
}

function seriesOfQuotient(n: number, t: number): number {
  let sum = 0;
  // The terms are (-1)^k t^m / ((m + n + 1) m!) with m = 2k - n.
  for (let m = n % 2, power = n % 2 === 0 ? 1 : t; m < 60; m += 2) {
    const k = (m + n) / 2;
    sum += ((k % 2 === 0 ? 1 : -1) * power) / (m + n + 1);
    power *= (t * t) / ((m + 1) * (m + 2));
  }
  return sum;
}
