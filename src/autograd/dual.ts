// Forward mode: dual numbers. Beside each value travels its tangent, how fast it changes when the input
// moves, and every operation computes both: (a, da) times (b, db) is (a b, da b + a db).

import { onesLike, zerosLike } from "../tensor/create";
import { isFloating } from "../tensor/dtype";
import { sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { isRecording } from "./mode";
import { recorder, run1, run2, run3, runN } from "./record";
import { inPlaceRules, regionOf } from "./rules/inplace";
import type { Binary, Nary, Rule, Saved, Ternary, Unary } from "./rule";

/**
 * One derivative that is being computed: the tangents of the values it has met. Derivatives of derivatives
 * nest.
 */
export interface Level {
  readonly tangents: WeakMap<Tensor, Tensor>;
  /** For tensors that were written to, the views whose tangents know of it. */
  current?: WeakMap<Tensor, WeakSet<Tensor>>;
  /** Gets every operation that has a tangent here, if someone wants to watch. */
  readonly onStep?: (step: Step) => void;
}

/** What an operation did to values and tangents. */
export interface Step {
  rule: Rule;
  inputs: readonly Tensor[];
  attrs: unknown;
  out: Tensor;
  tangent: Tensor;
}

/** The derivatives under way, the innermost last. */
let levels: readonly Level[] = [];

/** True while a derivative is under way; what follows an operation costs nothing as long as none is. */
export const duals = { on: false };

/** True while it matters by which operations a tensor is computed: they are recorded, or carry tangents. */
export const isTraced = (): boolean => isRecording() || duals.on;

function setLevels(next: readonly Level[]): readonly Level[] {
  const before = levels;
  levels = next;
  duals.on = next.length > 0;
  recorder.afterRun = duals.on ? carry : null;
  return before;
}

/** Runs `f` with one more derivative under way. */
export function withLevel<T>(level: Level, f: () => T): T {
  const outer = setLevels([...levels, level]);
  try {
    return f();
  } finally {
    setLevels(outer);
  }
}

/** Gives the result of an operation its tangents. */
export function carry(rule: Rule, inputs: readonly Tensor[], attrs: unknown, out: Tensor): void {
  carryBy(
    inputs,
    out,
    (changes) => tangentOf(rule, inputs, changes, attrs, out),
    (level, tangent) => level.onStep?.({ rule, inputs, attrs, out, tangent }),
  );
}

/**
 * The same for an operation without a rule.
 *
 * The tangent of one level is computed by operations that the levels around it see: that is how second
 * derivatives come about. The outer levels come first, since an inner one may read the result.
 */
export function carryBy(
  inputs: readonly (Tensor | null)[],
  out: Tensor,
  compute: (changes: readonly (Tensor | null)[]) => Tensor,
  then: (level: Level, tangent: Tensor) => void = () => undefined,
): void {
  if (!isFloating(out.dtype)) return;
  const all = levels;
  for (let i = 0; i < all.length; i++) {
    const { tangents } = all[i];
    const changes = inputs.map((t) => (t === null ? null : tangentIn(all[i], t)));
    if (changes.every((change) => change === null)) continue;
    setLevels(all.slice(0, i));
    try {
      tangents.set(out, inShape(compute(changes), out));
      if (out.base !== null) all[i].current?.get(out.base)?.add(out);
    } finally {
      setLevels(all);
    }
    then(all[i], tangents.get(out)!);
  }
}

/** How `t` changes in a derivative that is under way; `null` if it does not. */
export function tangentIn(level: Level, t: Tensor): Tensor | null {
  const tangent = level.tangents.get(t) ?? null;
  if (t.base === null || level.current === undefined) return tangent;
  const current = level.current.get(t.base);
  if (current === undefined || current.has(t)) return tangent;
  // A view that was made before its base was written to.
  const { base } = t;
  const all = level.tangents.get(base) ?? (tangent === null ? null : zerosLike(base));
  if (all === null) return null;
  const renewed = run1(inPlaceRules.asStrided, all, regionOf(t, base));
  level.tangents.set(t, renewed);
  current.add(t);
  return renewed;
}

/** Notes for all derivatives under way that `base` was written to, and that `view` knows of it. */
export function outdateViews(base: Tensor, view: Tensor): void {
  for (const level of levels) {
    level.current ??= new WeakMap();
    level.current.set(base, new WeakSet([view]));
  }
}

/** Gives `to` the tangents that `from` has, and no others. */
export function moveTangents(from: Tensor, to: Tensor): void {
  for (const level of levels) {
    const tangent = tangentIn(level, from);
    const { tangents } = level;
    if (tangent === null) tangents.delete(to);
    else tangents.set(to, tangent);
  }
}

/** A tangent has the shape and dtype of its value. */
function inShape(tangent: Tensor, { shape, dtype }: Tensor): Tensor {
  const typed = tangent.dtype === dtype ? tangent : tangent.to(dtype);
  return sameShape(typed.shape, shape) ? typed : typed.expand(shape);
}

type Changes = readonly (Tensor | null)[];

/**
 * The tangent of a result, from the tangents of the inputs; `null` stands for an input that does not move.
 */
function tangentOf(
  rule: Rule,
  inputs: readonly Tensor[],
  changes: Changes,
  attrs: unknown,
  out: Tensor,
): Tensor {
  const { tangent } = rule;
  if (tangent === "linear") {
    const all = inputs.map((t, i) => changes[i] ?? zerosLike(t));
    return run(rule, all, attrs);
  }
  const [a, b, c] = inputs;
  const node = { a, b, c, out, attrs } as Saved & { attrs: unknown };
  const parts = changes.map((d, i) => (d === null ? null : partOf(rule, node, d, i)));
  return parts.filter((part) => part !== null).reduce((sum, part) => sum.add(part));
}

/** What the change `d` of one input contributes. */
function partOf(rule: Rule, node: Saved & { attrs: unknown }, d: Tensor, index: number): Tensor {
  const { tangent } = rule;
  const { out, attrs } = node;
  const { of } = rule.backward[index] ?? rule.backward[0];
  if (tangent === "multilinear") {
    const inputs = [node.a, node.b].map((t, i) => (i === index ? d : t));
    return run(rule, inputs, attrs);
  }
  if (tangent === "elementwise" || tangent === "symmetric") return of(d, node, out, index) ?? zerosLike(out);
  if (tangent === "grouped") {
    const slope = of(onesLike(out), node, node.a, 0);
    const { dims, keepdim } = (attrs ?? {}) as { dims?: readonly number[]; keepdim?: boolean };
    return slope === null ? zerosLike(out) : slope.mul(d).sum(dims, keepdim);
  }
  if (typeof tangent === "string") throw new Error(`unknown kind of tangent: ${tangent}`);
  return tangent[index](d, node);
}

function run(rule: Rule, inputs: readonly Tensor[], attrs: unknown): Tensor {
  const [a, b, c] = inputs;
  if ("many" in rule) return runN(rule as Nary<unknown>, inputs, attrs);
  if (rule.backward.length === 1) return run1(rule as Unary<unknown>, a, attrs);
  if (rule.backward.length === 2) return run2(rule as Binary<unknown>, a, b, attrs);
  return run3(rule as Ternary<unknown>, a, b, c, attrs);
}
