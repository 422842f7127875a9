// Exact fractions, so that 1/3 stays 1/3 and the coefficients of a result are a textbook's.

/**
 * A fraction in lowest terms with a positive denominator. `decimal`: it came from a number with a point and
 * is printed as one.
 */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
  readonly decimal: boolean;
}

/** The fraction `n / d` in lowest terms; `d` must not be 0. */
export function rational(n: bigint | number, d: bigint | number = 1n, decimal = false): Rational {
  const [top, bottom] = [BigInt(n), BigInt(d)];
  const divisor = gcd(top, bottom) * (bottom < 0n ? -1n : 1n);
  return { n: top / divisor, d: bottom / divisor, decimal };
}

export const zero: Rational = rational(0);
export const one: Rational = rational(1);

/** The greatest common divisor, not negative. */
export function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

export function plus(a: Rational, b: Rational): Rational {
  return rational(a.n * b.d + b.n * a.d, a.d * b.d, a.decimal || b.decimal);
}

export function times(a: Rational, b: Rational): Rational {
  return rational(a.n * b.n, a.d * b.d, a.decimal || b.decimal);
}

export function negative(a: Rational): Rational {
  return { ...a, n: -a.n };
}

/** `1 / a`; `a` must not be 0. */
export function inverse(a: Rational): Rational {
  return rational(a.d, a.n, a.decimal);
}

export function isInteger(a: Rational): boolean {
  return a.d === 1n;
}

export function isNumber(a: Rational, value: number): boolean {
  return a.d === 1n && a.n === BigInt(value);
}

export function sign(a: Rational): number {
  return a.n > 0n ? 1 : a.n < 0n ? -1 : 0;
}

/** More digits than anyone reads: such powers stay powers. */
const mostBits = 256;

/** `a ** exponent` where it is a fraction of moderate size, else undefined. */
export function power(a: Rational, exponent: Rational): Rational | undefined {
  if (isNumber(a, 1)) return one;
  const root = exponent.d === 1n ? a : rootOf(a, exponent.d);
  if (root === undefined || (root.n === 0n && exponent.n < 0n)) return undefined;
  const size = exponent.n < 0n ? -exponent.n : exponent.n;
  if (isNumber(root, -1)) return size % 2n === 0n ? one : root;
  const bits = BigInt(Math.max(root.n.toString(2).length, root.d.toString(2).length));
  if (size > 1024n || (bits > 2n && bits * size > mostBits)) return undefined;
  const raised = rational(root.n ** size, root.d ** size, a.decimal);
  return exponent.n < 0n ? inverse(raised) : raised;
}

/** The root of a square, a cube, …; undefined where it is no fraction, or the number negative. */
function rootOf(a: Rational, degree: bigint): Rational | undefined {
  if (a.n < 0n || degree > 64n) return undefined;
  const [n, d] = [integerRoot(a.n, degree), integerRoot(a.d, degree)];
  return n === undefined || d === undefined ? undefined : rational(n, d, a.decimal);
}

function integerRoot(value: bigint, degree: bigint): bigint | undefined {
  const guess = BigInt(Math.round(Number(value) ** (1 / Number(degree))) || 0);
  return guess ** degree === value ? guess : undefined;
}

/** The nearest number, rounded once. */
export function toNumber({ n, d }: Rational): number {
  const safe = BigInt(Number.MAX_SAFE_INTEGER);
  const size = n < 0n ? -n : n;
  if (size <= safe && d <= safe) return Number(n) / Number(d);
  // A quotient of 70 bits, whose last says whether anything follows, is rounded by Number as the whole would
  // be.
  const shift = BigInt(d.toString(2).length - size.toString(2).length + 70);
  const [top, bottom] = shift > 0n ? [size << shift, d] : [size, d << -shift];
  const quotient = (top / bottom) | (top % bottom === 0n ? 0n : 1n);
  const half = -Number(shift) / 2;
  return Number(quotient) * 2 ** Math.floor(half) * 2 ** Math.ceil(half) * (n < 0n ? -1 : 1);
}

/** The fraction that a number's shortest decimal notation means: 0.1 is 1/10. The number must be finite. */
export function fromNumber(value: number): Rational {
  return fromDecimal(String(value));
}

/** The fraction of a decimal notation such as `12`, `0.5`, `1.5e-3`. */
export function fromDecimal(text: string): Rational {
  const [, sign, whole, digits = "", exponent = "0"] = /^(-?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text)!;
  const scale = Number(exponent) - digits.length;
  const n = BigInt(`${sign}${whole}${digits}`);
  const value = scale >= 0 ? rational(n * 10n ** BigInt(scale)) : rational(n, 10n ** BigInt(-scale));
  return { ...value, decimal: !isInteger(value) };
}

/** `3`, `1/2`, `0.25`: as a fraction, or as the decimal that it came from. */
export function show(a: Rational): string {
  if (a.d === 1n) return String(a.n);
  return a.decimal ? String(toNumber(a)) : `${a.n}/${a.d}`;
}
