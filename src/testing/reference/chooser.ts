// Turns a list of small whole numbers, which fast-check shrinks, into the arguments of a call.

import type { Layout } from "./program";
import type { DType, Value } from "./value";
import { isFloat, makeValue, numbersOf, range, sizeOf } from "./value";

/** A tensor of the program, by its number. */
export interface Ref {
  readonly $: number;
}

export type Arg =
  | Ref
  | number
  | boolean
  | string
  | null
  | undefined
  | readonly Arg[]
  | { readonly [option: string]: number | boolean | string | readonly number[] | undefined };

export const isRef = (arg: Arg): arg is Ref => typeof arg === "object" && arg !== null && "$" in arg;

/** From which numbers fresh tensors are made, and which tensors are taken for an argument. */
const domains = {
  any: [1.25, -0.5, 2, 0.75, -1.5, 3, 0.3125, -2.25, 0, 1.75, -0.875, 4, -3, 0.125, 1, -2],
  positive: [1.25, 0.5, 2, 0.75, 1.5, 3, 0.3125, 2.25, 1.75, 0.875, 4, 0.125, 1],
  inside: [0.25, -0.5, 0.75, -0.125, 0.625, -0.875, 0.375, -0.3125, 0, 0.5625],
  unit: [0.25, 0.5, 0.75, 0.125, 0.625, 0.875, 0.375, 0.3125, 0.9375],
  nonzero: [1.25, -0.5, 2, 0.75, -1.5, 3, 0.3125, -2.25, 1.75, -0.875, 4, -3, 0.125, 1, -2],
  aboveOne: [1.25, 2, 1.5, 3, 2.25, 1.75, 4, 1.125],
  small: [0.25, -0.5, 1, -0.75, 0.5, -1.25, 0.125, 1.5, -0.375, 0.875, 0],
} as const;
export type Domain = keyof typeof domains;

const holds: Readonly<Record<Domain, (x: number) => boolean>> = {
  any: (x) => Math.abs(x) < 64,
  positive: (x) => x > 0.01 && x < 64,
  inside: (x) => Math.abs(x) < 0.99,
  unit: (x) => x > 0.01 && x < 0.99,
  nonzero: (x) => Math.abs(x) > 0.01 && Math.abs(x) < 64,
  aboveOne: (x) => x > 1.01 && x < 64,
  small: (x) => Math.abs(x) < 2,
};

const specials = [-0, Infinity, -Infinity, NaN, 0, 1e30];

export interface Wish {
  ndim?: number | readonly [number, number];
  shape?: readonly number[];
  dtypes?: readonly DType[];
  domain?: Domain;
  /** Whole numbers from 0 up to, not including, this one. */
  below?: number;
  /** No length of 0. */
  solid?: boolean;
  /** A fresh one requires no gradient. */
  constant?: boolean;
  /** No two numbers are equal. */
  distinct?: boolean;
  fits?: (value: Value) => boolean;
}

export interface Fresh {
  shape: readonly number[];
  dtype: DType;
  numbers: readonly number[];
  grad: boolean;
  layout?: Layout;
}

/** What there is to choose from, and how a new leaf or constant is made. */
export interface World {
  readonly values: readonly (Value | null)[];
  readonly floats: readonly DType[];
  make(fresh: Fresh): Ref;
}

export class Chooser {
  private at = 0;

  constructor(
    private readonly choices: readonly number[],
    private readonly world: World,
  ) {}

  /** A whole number from 0 up to, not including, `n`. */
  number(n: number): number {
    const choice = this.at < this.choices.length ? this.choices[this.at++] : 0;
    return n <= 1 ? 0 : choice % n;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.number(list.length)];
  }

  /** True once in `n` times. */
  chance(n: number): boolean {
    return this.number(n) === n - 1;
  }

  int(low: number, high: number): number {
    return low + this.number(high - low + 1);
  }

  value(ref: Ref): Value {
    return this.world.values[ref.$]!;
  }

  /** A tensor that the wish allows: one that is there, the newest first, or a fresh one. */
  t(wish: Wish = {}): Ref {
    const found = this.chance(6)
      ? []
      : this.world.values
          .flatMap((value, i) => (value !== null && allowed(value, wish) ? [i] : []))
          .reverse();
    return found.length === 0
      ? this.fresh(wish)
      : { $: found[Math.min(this.pick([0, 0, 0, 1, 0, 1, 2, 3]), found.length - 1)] };
  }

  fresh(wish: Wish): Ref {
    const dtypes = wish.dtypes ?? [...this.world.floats, ...this.world.floats, "int32"];
    const dtype = wish.below === undefined ? this.pick(dtypes) : "int32";
    const shape = wish.shape ?? this.shape(wish);
    const grad = isFloat(dtype) && wish.constant !== true && !this.chance(4);
    const layout = this.chance(6) ? this.pick(["reversed", "gaps", "behind"] as const) : undefined;
    return this.world.make({ shape, dtype, numbers: this.numbers(sizeOf(shape), dtype, wish), grad, layout });
  }

  /** A fresh tensor of these numbers. */
  given(shape: readonly number[], numbers: readonly number[]): Ref {
    return this.world.make({ shape, dtype: this.pick(this.world.floats), numbers, grad: !this.chance(4) });
  }

  private shape({ ndim = [0, 3], solid = false, fits }: Wish): readonly number[] {
    const [low, high] = typeof ndim === "number" ? [ndim, ndim] : ndim;
    const lengths = solid || !this.chance(12) ? [2, 3, 1] : [0, 2];
    const ranks = range(high - low + 1).map((i) => low + i);
    for (let tries = 0; tries < 20; tries++) {
      const shape = range(this.pick([...ranks, ...ranks.filter((n) => n > 0)])).map(() => this.pick(lengths));
      if (sizeOf(shape) <= 18 && (fits === undefined || fits(makeValue(shape, "float64", [])))) return shape;
    }
    return range(low).map(() => 2);
  }

  private numbers(size: number, dtype: DType, { domain = "any", below, distinct = false }: Wish): number[] {
    const seed = this.number(64);
    if (below !== undefined) return range(size).map((i) => (seed + i * 3) % Math.max(1, below));
    if (dtype === "bool") return range(size).map((i) => ((seed + i * 5) % 7) % 2);
    const list: readonly number[] = domains[domain];
    const numbers = range(size).map((i) => list[(seed + i * 7) % list.length]);
    if (dtype === "int32")
      return numbers.map((x) => (domain === "any" ? Math.trunc(x) : Math.ceil(Math.abs(x))));
    const spread = distinct ? numbers.map((x, i) => x + Math.floor(i / list.length) / 16) : numbers;
    if (size > 0 && domain === "any" && this.chance(16)) spread[this.number(size)] = this.pick(specials);
    return spread;
  }

  dim(ref: Ref): number {
    const { length } = this.value(ref).shape;
    const dim = this.number(Math.max(1, length));
    return this.chance(3) ? dim - Math.max(1, length) : dim;
  }

  /** All dimensions (left out), one, or some. */
  dims(ref: Ref): Arg {
    const { length } = this.value(ref).shape;
    const kind = this.number(4);
    if (kind === 0 || length === 0) return undefined;
    if (kind < 3) return this.dim(ref);
    const chosen = range(length).filter(() => this.chance(2));
    return chosen.length === 0 ? [this.dim(ref)] : chosen.map((d) => (this.chance(3) ? d - length : d));
  }

  /** A shape that broadcasts with this one. */
  private beside(shape: readonly number[]): readonly number[] {
    const cut = this.chance(3) ? this.number(shape.length + 1) : 0;
    return shape.slice(cut).map((n) => (this.chance(4) ? 1 : n));
  }

  /** A second operand: a tensor that broadcasts with the first, or a number. */
  operand(ref: Ref, wish: Wish = {}): Arg {
    if (this.chance(5)) return this.plain(wish.domain ?? "any");
    return this.partner(ref, wish);
  }

  partner(ref: Ref, wish: Wish = {}): Ref {
    const { shape } = this.value(ref);
    const fits = (value: Value): boolean =>
      value.shape.length <= shape.length + 1 &&
      value.shape.every((n, d) => {
        const other = shape[d + shape.length - value.shape.length] ?? 1;
        return n === other || n === 1 || other === 1;
      });
    const found = this.t({
      ...wish,
      fits: (value) => value.cells.length > 0 && fits(value) && (wish.fits?.(value) ?? true),
    });
    return fits(this.value(found)) ? found : this.fresh({ ...wish, shape: this.beside(shape) });
  }

  plain(domain: Domain = "any"): number {
    return this.pick(domains[domain].filter((x) => !Object.is(x, -0)));
  }

  /** Arguments without those at the end that are left out. */
  args(...args: Arg[]): Arg[] {
    while (args.length > 0 && args[args.length - 1] === undefined) args.pop();
    return args;
  }
}

function allowed(value: Value, wish: Wish): boolean {
  const { shape, dtype } = value;
  const [low, high] = typeof wish.ndim === "number" ? [wish.ndim, wish.ndim] : (wish.ndim ?? [0, 4]);
  if (shape.length < low || shape.length > high || sizeOf(shape) > 24) return false;
  if (wish.dtypes !== undefined && !wish.dtypes.includes(dtype)) return false;
  if (
    wish.shape !== undefined &&
    (wish.shape.length !== shape.length || wish.shape.some((n, d) => n !== shape[d]))
  )
    return false;
  if (wish.solid === true && shape.includes(0)) return false;
  const numbers = numbersOf(value);
  if (wish.below !== undefined) {
    return dtype === "int32" && numbers.every((x) => x >= 0 && x < wish.below!);
  }
  if (wish.distinct === true && new Set(numbers).size < numbers.length) return false;
  return (
    (dtype === "bool" || numbers.every(holds[wish.domain ?? "any"])) &&
    (wish.fits === undefined || wish.fits(value))
  );
}
