// Fields: functions of several variables, called with points of the kind that was given.

import type { SameKind, Variables } from "./points";

/** Numbers of a point to be replaced, by their index. */
export type Changes = readonly (readonly [index: number, value: number])[];

/**
 * Makes a `T` of what a function returned, or throws an error that names the call as `where` describes it.
 */
export type Reader<T> = (got: unknown, where: () => string) => T;

/**
 * So many numbers are copied for every call; to copy more would take about as long as a function of them
 * does.
 */
const alwaysCopied = 1000;

/**
 * A function of several variables, called near one point: with a few of the point's numbers replaced.
 * The caller's point is never given away. A large array is a copy that is written over for the next call,
 * unless the function is seen to change its argument.
 */
export class Field<X, T> {
  private base: { value: T } | undefined;
  /** The array that calls share; undefined where each has its own. */
  private shared: number[] | undefined;

  constructor(
    private readonly f: (x: SameKind<X>) => unknown,
    readonly variables: Variables<X>,
    private readonly read: Reader<T>,
  ) {}

  /** The value at the point itself, computed once. */
  here(): T {
    this.base ??= { value: this.near([]) };
    return this.base.value;
  }

  /** The value with some numbers of the point replaced. */
  near(changes: Changes): T {
    const got =
      this.shared === undefined ? this.callWithCopy(changes) : this.callShared(this.shared, changes);
    return this.read(got, () => describe(this.variables.values, changes));
  }

  /**
   * What `compute` makes of the values near the point; sharing an array where that saves time and does no
   * harm.
   */
  explore<R>(compute: () => R): R {
    const { values, rebuild, isArray } = this.variables;
    if (!isArray || values.length <= alwaysCopied) return compute();
    const array = rebuild(values) as number[];
    this.f(array as SameKind<X>);
    if (!sameNumbers(array, values)) return compute();
    this.shared = array;
    const result = compute();
    this.shared = undefined;
    // A function that changed it only later has spoiled the values.
    return sameNumbers(array, values) ? result : compute();
  }

  private callWithCopy(changes: Changes): unknown {
    const { values, rebuild } = this.variables;
    const changed = values.slice();
    for (const [i, value] of changes) changed[i] = value;
    return this.f(rebuild(changed));
  }

  private callShared(array: number[], changes: Changes): unknown {
    const { values } = this.variables;
    for (const [i, value] of changes) array[i] = value;
    const got = this.f(array as SameKind<X>);
    for (const [i] of changes) array[i] = values[i];
    return got;
  }
}

function sameNumbers(a: ArrayLike<number>, b: readonly number[]): boolean {
  return a.length === b.length && b.every((value, i) => Object.is(a[i], value));
}

/** `f([1.001, 2])`, or for many variables only what was replaced. */
function describe(values: readonly number[], changes: Changes): string {
  if (values.length > 6 && changes.length === 0) return "f(x)";
  if (values.length > 6)
    return `f(x) with ${changes.map(([i, value]) => `x[${i}] = ${value}`).join(" and ")}`;
  const changed = values.slice();
  for (const [i, value] of changes) changed[i] = value;
  return `f([${changed.join(", ")}])`;
}
