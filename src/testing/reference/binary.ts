// Functions of two and three numbers, element by element; shapes broadcast and dtypes are promoted.

import type { Entries, Entry } from "./entry";
import { anything, entry, floats, numbers, two } from "./entry";
import { together } from "./define";
import type { Operand } from "./dtypes";
import { floatOf, isValue, promoted } from "./dtypes";
import type { Domain, Wish } from "./chooser";
import type { DType, Exactness, Value } from "./value";
import { isFloat, numbersOf, refuseUnless } from "./value";

type F2 = (x: number, y: number) => number;

/** In the dtype that both are promoted to. */
const joined = (f: F2, wish: Wish = anything, exactness: Exactness = "short", int: F2 = f): Entry =>
  entry(two(wish), (a: Operand, b: Operand) => {
    const dtype = promoted(a, b);
    return together([a, b], dtype, dtype === "int32" ? int : f, exactness);
  });
/** Always a floating-point number. */
const floated = (f: F2, first: Domain = "any", second: Domain = first): Entry =>
  entry(two({ domain: first }, { domain: second }), (a: Operand, b: Operand) =>
    together([a, b], floatOf(promoted(a, b)), f),
  );
/** Floating-point numbers only. */
const onlyFloats = (f: F2, domain: Domain = "any"): Entry =>
  entry(two({ ...floats, domain }), (a: Operand, b: Operand) => together([a, b], promoted(a, b), f));
const truth = (f: (x: number, y: number) => boolean): Entry =>
  entry(two(anything), (a: Operand, b: Operand) =>
    together([a, b], "bool", (x, y) => Number(f(x, y)), "exact"),
  );

/** Bool has no differences. */
function noBool(...operands: Operand[]): void {
  const hasBool = operands.some((x) => (isValue(x) ? x.dtype === "bool" : typeof x === "boolean"));
  refuseUnless(!hasBool, "not defined for bool");
}

/** The larger; of a number that is NaN and another, NaN. */
export const larger: F2 = (x, y) => (Number.isNaN(x) || Number.isNaN(y) ? NaN : x >= y ? x : y);
export const smaller: F2 = (x, y) => (Number.isNaN(x) || Number.isNaN(y) ? NaN : x <= y ? x : y);

/** C's power. */
const power: F2 = (x, y) => (x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y);

function wholePower(x: number, n: number): number {
  if (n < 0) return Math.abs(x) === 1 ? wholePower(x, -n) : 0;
  let result = 1;
  for (let i = 0; i < n; i++) result = Math.imul(result, x);
  return result;
}

const remainder: F2 = (x, y) => {
  const rest = x % y;
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest;
};

const floorDivide: F2 = (x, y) => {
  if (y === 0) return x / y;
  const rest = x % y;
  const quotient = (x - rest) / y - Number(rest !== 0 && rest < 0 !== y < 0);
  if (quotient === 0) return x / y < 0 || Object.is(x / y, -0) ? -0 : 0;
  const whole = Math.floor(quotient);
  return quotient - whole > 0.5 ? whole + 1 : whole;
};

/** Whole numbers cannot be divided by 0, and bool not at all. */
function divided(f: F2): Entry {
  return entry(two(numbers, { ...numbers, domain: "nonzero" }), (a: Operand, b: Operand) => {
    const dtype = promoted(a, b);
    refuseUnless(dtype !== "bool", "not defined for bool");
    const divisor = isValue(b) ? numbersOf(b) : [Number(b)];
    refuseUnless(dtype !== "int32" || !divisor.includes(0), "whole numbers divided by 0");
    return together([a, b], dtype, f, "short");
  });
}

export const logaddexp: F2 = (x, y) =>
  x === y && Math.abs(x) === Infinity ? x : larger(x, y) + Math.log1p(Math.exp(-Math.abs(x - y)));
const logaddexp2: F2 = (x, y) =>
  x === y && Math.abs(x) === Infinity ? x : larger(x, y) + Math.log1p(2 ** -Math.abs(x - y)) / Math.LN2;

/** As far as `interpret` moves an element of a leaf. */
const moveBy = 2 ** -10;

function clamp(a: Value, low: Operand | undefined | null, high: Operand | undefined | null): Value {
  const bounds = [low, high].filter((x) => x !== undefined && x !== null);
  refuseUnless(bounds.length > 0, "a bound is wanted");
  const dtype: DType = promoted(a, ...bounds);
  noBool(a);
  return together(
    [a, low ?? -Infinity, high ?? Infinity],
    dtype,
    // Between equal bounds that lie at x, whose the gradient is, is a convention: no difference is formed
    // there.
    (x, l, h) => (l === h && x !== l && Math.abs(x - l) <= moveBy ? NaN : smaller(larger(x, l), h)),
    "exact",
  );
}

const bounded: Entry["make"] = (c) => {
  const a = c.t(numbers);
  const [low, high] = [c.pick([-0.5, -1, 0.25]), c.pick([1.5, 2, 0.5])];
  if (c.chance(3)) {
    // Where both bounds are one tensor PyTorch's gradient is 0, which no difference can tell.
    const [p, q] = [c.partner(a, floats), c.partner(a, floats)];
    return p.$ === q.$ ? [a, p] : [a, p, q];
  }
  return c.pick([
    [a, low],
    [a, low, high],
    [a, undefined, high],
  ]);
};

const three: Entry["make"] = (c) => {
  const a = c.t(floats);
  return c.args(
    a,
    c.partner(a, floats),
    c.partner(a, { ...floats, domain: "nonzero" }),
    c.pick([undefined, 0.5, -2]),
  );
};

function multiplied(f: (x: number, y: number, z: number, v: number) => number): Entry {
  return entry(three, (a: Value, b: Value, c: Value, value: number = 1) =>
    together([a, b, c], promoted(a, b, c), (x, y, z) => f(x, y, z, value), "short"),
  );
}

export const masked: Entry["make"] = (c) => {
  const a = c.t();
  return [a, c.partner(a, { dtypes: ["bool"] }), c.pick([7, -0.5, 0])];
};

export const binary: Entries<
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "pow"
  | "atan2"
  | "xlogy"
  | "copysign"
  | "remainder"
  | "fmod"
  | "floorDivide"
  | "maximum"
  | "minimum"
  | "fmax"
  | "fmin"
  | "hypot"
  | "logaddexp"
  | "logaddexp2"
  | "heaviside"
  | "eq"
  | "ne"
  | "lt"
  | "le"
  | "gt"
  | "ge"
  | "logicalAnd"
  | "logicalOr"
  | "logicalXor"
  | "isclose"
  | "where"
  | "maskedFill"
  | "clamp"
  | "clampMin"
  | "clampMax"
  | "lerp"
  | "addcmul"
  | "addcdiv"
  | "prelu"
> = {
  add: joined((x, y) => x + y),
  sub: entry(two(numbers), (a: Operand, b: Operand) => {
    noBool(a, b);
    return together([a, b], promoted(a, b), (x, y) => x - y, "short");
  }),
  mul: joined((x, y) => x * y, anything, "short", Math.imul),
  div: entry(two(anything, { ...anything, domain: "nonzero" }), (a: Operand, b: Operand) =>
    together([a, b], floatOf(promoted(a, b)), (x, y) => x / y, "short"),
  ),
  pow: entry(
    (c) => {
      const a = c.t({ ...numbers, domain: c.pick(["positive", "positive", "any"] as const) });
      return [
        a,
        c.chance(2)
          ? c.partner(a, { ...numbers, domain: "small" })
          : c.pick([2, 3, 0.5, -1, 0, 1, -2, -0.5, 2.5]),
      ];
    },
    (a: Operand, b: Operand) => {
      const dtype = promoted(a, b);
      refuseUnless(dtype !== "bool", "not defined for bool");
      if (dtype !== "int32") return together([a, b], dtype, power);
      refuseUnless(isValue(b) || Number(b) >= 0, "negative powers of whole numbers");
      return together([a, b], dtype, wholePower);
    },
  ),
  atan2: floated(Math.atan2, "any", "nonzero"),
  xlogy: floated((x, y) => (Number.isNaN(y) ? NaN : x === 0 ? 0 : x * Math.log(y)), "any", "positive"),
  copysign: floated((x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x)), "nonzero"),
  remainder: divided(remainder),
  fmod: divided((x, y) => x % y),
  floorDivide: divided(floorDivide),
  maximum: joined(larger, anything, "exact"),
  minimum: joined(smaller, anything, "exact"),
  fmax: joined((x, y) => (Number.isNaN(x) ? y : Number.isNaN(y) ? x : larger(x, y)), anything, "exact"),
  fmin: joined((x, y) => (Number.isNaN(x) ? y : Number.isNaN(y) ? x : smaller(x, y)), anything, "exact"),
  hypot: onlyFloats(Math.hypot, "nonzero"),
  logaddexp: onlyFloats(logaddexp),
  logaddexp2: onlyFloats(logaddexp2),
  heaviside: entry(
    (c) => {
      const a = c.t(numbers);
      return [a, c.partner(a, { dtypes: [c.value(a).dtype] })];
    },
    (a: Value, b: Value) => {
      refuseUnless(a.dtype === b.dtype, "equal dtypes are wanted");
      const f: F2 = (x, y) => (Number.isNaN(x) ? NaN : x === 0 ? y : Number(x > 0));
      return together(
        [
          { ...a, still: true },
          { ...b, still: true },
        ],
        a.dtype,
        f,
        "exact",
      );
    },
  ),
  eq: truth((x, y) => x === y),
  ne: truth((x, y) => x !== y),
  lt: truth((x, y) => x < y),
  le: truth((x, y) => x <= y),
  gt: truth((x, y) => x > y),
  ge: truth((x, y) => x >= y),
  logicalAnd: truth((x, y) => x !== 0 && y !== 0),
  logicalOr: truth((x, y) => x !== 0 || y !== 0),
  logicalXor: truth((x, y) => (x !== 0) !== (y !== 0)),
  isclose: entry(
    (c) => {
      const a = c.t(numbers);
      const b = c.partner(a, { dtypes: [c.value(a).dtype] });
      return c.args(a, b, c.pick([undefined, { atol: 0.5 }, { rtol: 0.25 }, { equalNan: true }]));
    },
    (a: Value, b: Value, options: { rtol?: number; atol?: number; equalNan?: boolean } = {}) => {
      refuseUnless(a.dtype === b.dtype, "equal dtypes are wanted");
      const { rtol = 1e-5, atol = 1e-8, equalNan = false } = options;
      const near = (x: number, y: number): boolean =>
        x === y ||
        (equalNan && Number.isNaN(x) && Number.isNaN(y)) ||
        (Number.isFinite(y) && Math.abs(x - y) <= atol + rtol * Math.abs(y));
      return together([a, b], "bool", (x, y) => Number(near(x, y)), "exact");
    },
  ),
  where: entry(
    (c) => {
      const a = c.t(anything);
      return [c.partner(a, { dtypes: ["bool"] }), a, c.operand(a, anything)];
    },
    (condition: Value, a: Operand, b: Operand) =>
      together([condition, a, b], promoted(a, b), (w, x, y) => (w !== 0 ? x : y), "exact"),
  ),
  maskedFill: entry(masked, (a: Value, mask: Value, value: number) =>
    together([a, mask], a.dtype, (x, on) => (on !== 0 ? value : x), "exact"),
  ),
  clamp: entry(bounded, clamp),
  clampMin: entry(
    (c) => [c.t(numbers), c.pick([-0.5, 0, 1])],
    (a: Value, low: Operand) => clamp(a, low, undefined),
  ),
  clampMax: entry(
    (c) => [c.t(numbers), c.pick([0.5, 0, 1])],
    (a: Value, high: Operand) => clamp(a, undefined, high),
  ),
  lerp: entry(
    (c) => {
      const a = c.t(floats);
      const dtypes = [c.value(a).dtype];
      return [a, c.partner(a, { dtypes }), c.chance(2) ? c.partner(a, { dtypes }) : c.pick([0.25, 0.5, 2])];
    },
    (a: Value, b: Value, weight: Operand) =>
      // The end that is nearer is moved, as PyTorch does it: with an infinity it makes a difference.
      together(
        [a, b, weight],
        promoted(a, b, weight),
        (x, y, w) => (Math.abs(w) < 0.5 ? x + w * (y - x) : y - (y - x) * (1 - w)),
        "short",
      ),
  ),
  addcmul: multiplied((x, y, z, v) => x + v * y * z),
  addcdiv: multiplied((x, y, z, v) => x + (v * y) / z),
  prelu: entry(
    (c) => {
      const a = c.t(floats);
      const { shape, dtype } = c.value(a);
      return [a, c.fresh({ shape: c.pick([[], [1], shape.slice(1, 2)]), dtypes: [dtype] })];
    },
    (a: Value, weight: Value) => {
      refuseUnless(isFloat(a.dtype) && a.dtype === weight.dtype, "equal floating-point dtypes are wanted");
      const size = weight.cells.length;
      const fits = size === 1 || (a.shape.length > 1 && a.shape[1] === size);
      refuseUnless(weight.shape.length < 2 && fits, "a slope for each channel is wanted");
      const slopes = { ...weight, shape: a.shape.map((_, d) => (d === 1 ? size : 1)) };
      return together([a, slopes], a.dtype, (x, w) => (x > 0 ? x : w * x), "short");
    },
  ),
};
