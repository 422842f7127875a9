// Special functions the slow way, from their series.

/** The error function: the series of positive terms, whose sum loses nothing. */
export function erf(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (Math.abs(x) > 3) return Math.sign(x) * (1 - erfc(Math.abs(x)));
  let term = x;
  let sum = x;
  for (let n = 1; n < 120; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** Its complement: a continued fraction where it is small. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x < 1.5) return x < -3 ? 2 - erfc(-x) : 1 - erf(x);
  let tail = x;
  for (let n = 400; n >= 1; n--) tail = x + n / 2 / tail;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / tail;
}

/** Where erf takes a value: halving the interval. */
export function erfinv(y: number): number {
  if (!(Math.abs(y) <= 1)) return NaN;
  if (Math.abs(y) === 1) return y * Infinity;
  if (y === 0) return y;
  let [low, high] = [0, 7];
  const size = Math.abs(y);
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (erf(middle) < size) low = middle;
    else high = middle;
  }
  return (Math.sign(y) * (low + high)) / 2;
}

const bernoulli = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6];

/** log |gamma(x)|: Stirling's series far out, the recurrence and the reflection to get there. */
export function lgamma(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (Math.abs(x) === Infinity || (x <= 0 && Number.isInteger(x))) return Infinity;
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - lgamma(1 - x);
  let [z, shift] = [x, 0];
  for (; z < 20; z++) shift += Math.log(z);
  const tail = bernoulli.reduce((sum, b, k) => sum + b / ((2 * k + 2) * (2 * k + 1) * z ** (2 * k + 1)), 0);
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + tail - shift;
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/** The derivatives of log gamma: order 0 is digamma. */
export function polygamma(n: number, x: number): number {
  if (n === 0) return digamma(x);
  if (Number.isNaN(x)) return NaN;
  if (x === Infinity) return 0;
  if (x <= 0 && Number.isInteger(x)) return (n % 2 === 1 ? 1 : -1) * Infinity;
  let [z, sum] = [x, 0];
  for (; z < 20; z++) sum += z ** -(n + 1);
  // The rest of the sum, by Euler and Maclaurin.
  sum += z ** -n / n + z ** -(n + 1) / 2;
  bernoulli.forEach((b, k) => {
    const order = 2 * k + 2;
    sum += ((b / factorial(order)) * factorial(n + order - 1)) / factorial(n) / z ** (n + order);
  });
  return (n % 2 === 1 ? 1 : -1) * factorial(n) * sum;
}

function digamma(x: number): number {
  if (x === 0) return Object.is(x, -0) ? Infinity : -Infinity;
  if (x === -Infinity || Number.isNaN(x) || (x < 0 && Number.isInteger(x))) return NaN;
  if (x === Infinity) return Infinity;
  if (x < 0) return digamma(1 - x) - Math.PI / Math.tan(Math.PI * x);
  let [z, sum] = [x, 0];
  for (; z < 20; z++) sum -= 1 / z;
  const tail = bernoulli.reduce((all, b, k) => all + b / ((2 * k + 2) * z ** (2 * k + 2)), 0);
  return sum + Math.log(z) - 1 / (2 * z) - tail;
}
