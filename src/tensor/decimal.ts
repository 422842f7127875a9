// Numbers as C and Python write them. JavaScript's toFixed and toExponential round an exact tie up; C rounds
// it to even.

/** `value` with `digits` decimals, as Python's `f"{value:.4f}"`. */
export function fixed(value: number, digits: number): string {
  const size = Math.abs(value);
  // From 1e21 on toFixed falls back to exponents; such numbers are whole.
  const text = size >= 1e21 ? wholeDigits(size, digits) : toEven(digits, (n) => size.toFixed(n));
  return sign(value) + text;
}

/**
 * `value` in scientific format with `digits` decimals and an exponent of at least two digits, as Python's
 * `f"{value:.4e}"`.
 */
export function scientific(value: number, digits: number): string {
  const size = Math.abs(value);
  const text = toEven(digits, (n) => size.toExponential(n).split("e")[0]);
  const rounded = size.toExponential(digits);
  // A mantissa that rounds to 10 has moved the exponent on; then there was no tie to mend.
  const [mantissa, exponent] = [
    rounded.startsWith(text.slice(0, 1)) ? text : rounded.split("e")[0],
    rounded.split("e")[1],
  ];
  return sign(value) + mantissa + "e" + padExponent(exponent);
}

/**
 * The fewest digits that read back as the same float32, as NumPy shows it; a float64 needs only
 * `String(value)`.
 */
export function shortestFloat32(value: number): string {
  for (let digits = 0; digits < 8; digits++) {
    const near = Number(scientific(value, digits));
    if (Math.fround(near) === value) return String(near);
  }
  return String(Number(scientific(value, 8)));
}

function sign(value: number): string {
  return value < 0 || Object.is(value, -0) ? "-" : "";
}

/** `e+5` or `e-5` with two digits: `+05`. */
export function padExponent(exponent: string): string {
  return exponent[0] + exponent.slice(1).padStart(2, "0");
}

function wholeDigits(size: number, digits: number): string {
  const whole = BigInt(size).toString();
  return digits === 0 ? whole : `${whole}.${"0".repeat(digits)}`;
}

/** The longest expansion that toFixed and toExponential give. */
const mostDigits = 100;

/** `print(digits)`, except that an exact tie goes to the even neighbour. */
function toEven(digits: number, print: (digits: number) => string): string {
  const rounded = print(digits);
  if (!isTie(print, digits)) return rounded;
  const below = print(digits + 1)
    .slice(0, -1)
    .replace(/\.$/, "");
  return Number(below.at(-1)) % 2 === 0 ? below : rounded;
}

/** True if what is cut off after `digits` decimals is a 5 and nothing else. */
function isTie(print: (digits: number) => string, digits: number): boolean {
  if (!print(digits + 1).endsWith("5")) return false;
  return /^50*$/.test(print(mostDigits).slice(digits - mostDigits));
}
