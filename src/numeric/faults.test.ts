// Functions that are not smooth, in a table of many seeds: the adaptive rule claims to converge at none of
// them.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { derivativeWithError } from "./derivative";
import { seeded } from "../testing/smooth";

type RealFunction = (x: number) => number;

const view = new DataView(new ArrayBuffer(8));
/**
 * A number from -1 to 1 that looks random, and is the same for the same `x`: noise that a repeated call does
 * not betray.
 */
function hash(x: number): number {
  view.setFloat64(0, x);
  let h = Math.imul(view.getInt32(0), 0x9e3779b1) ^ Math.imul(view.getInt32(4), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return ((h ^ (h >>> 15)) >>> 0) / 2 ** 31 - 1;
}

/** Smooth functions with their derivatives, to which faults are added. */
const bases: Record<string, [RealFunction, RealFunction]> = {
  "0": [() => 0, () => 0],
  "2x": [(x) => 2 * x, () => 2],
  "sin x": [Math.sin, Math.cos],
  "exp x": [Math.exp, Math.exp],
  "log(1 + x^2)": [(x) => Math.log(1 + x * x), (x) => (2 * x) / (1 + x * x)],
  "1000 + x^3": [(x) => 1e3 + x ** 3, (x) => 3 * x * x],
};

/** Shapes whose derivative at 0 does not exist. */
const corners: Record<string, RealFunction> = {
  "|x|": Math.abs,
  "max(0, x)": (x) => Math.max(0, x),
  "two slopes": (x) => (x < 0 ? -2 * x : x / 2),
  "sqrt |x|": (x) => Math.sqrt(Math.abs(x)),
  "sqrt |x| with a sign": (x) => Math.sign(x) * Math.sqrt(Math.abs(x)),
  "cbrt x": Math.cbrt,
  "|x|^0.9": (x) => Math.abs(x) ** 0.9,
};

/** Shapes that jump by 1 at 0, or have a value of their own there. */
const jumps: Record<string, RealFunction> = {
  "x >= 0": (x) => (x >= 0 ? 1 : 0),
  "x > 0": (x) => (x > 0 ? 1 : 0),
  "x = 0": (x) => (x === 0 ? 1 : 0),
  "a sawtooth": (x) => x - Math.floor(x),
};

const random = seeded(5);
const places = [0, 1, -2, 0.1, 1 / 3, 37.2, 1e-3, Math.PI, -0.7071, 12345.6789, 1e4];
for (let i = 0; i < 20; i++) places.push((random() < 0.5 ? -1 : 1) * 10 ** (6 * random() - 3));

/**
 * What rounding does to a value of `f` within a step of `x`, by its size and by that of `x`: a smaller fault
 * cannot be told from it.
 */
function roundingOf([f, slope]: [RealFunction, RealFunction], x: number): number {
  const size = Math.max(...[x - 0.2, x, x + 0.2].map((t) => Math.abs(f(t))));
  return Number.EPSILON * (size + Math.abs(x * slope(x)));
}

/**
 * Tries a fault of many sizes on every base at every place where it is visible; gives the places at which the
 * rule was deceived.
 */
function deceived(
  sizes: readonly number[],
  fault: (size: number, place: number) => RealFunction,
  isVisible: (size: number, rounding: number, shape: RealFunction, place: number) => boolean,
): { tried: number; claims: string[] } {
  let tried = 0;
  const claims: string[] = [];
  for (const [name, base] of Object.entries(bases))
    for (const place of places)
      for (const size of sizes) {
        const shape = fault(size, place);
        const rounding = roundingOf(base, place);
        if (!isVisible(size, rounding, shape, place)) continue;
        tried++;
        if (derivativeWithError((x) => base[0](x) + shape(x), place).converged)
          claims.push(`${size} on ${name} at ${place}`);
      }
  return { tried, claims };
}

describe("the adaptive rule never claims to converge", () => {
  for (const [name, corner] of Object.entries(corners))
    it(`at a corner or cusp like that of ${name}`, () => {
      const { tried, claims } = deceived(
        [1, 0.1, 1e-2, 1e-3, 1e-4],
        (size, place) => (x) => size * corner(x - place),
        // On the scale of the steps the fault stands out from rounding.
        (_, rounding, shape, place) => Math.max(shape(place + 0.01), shape(place - 0.01)) > 1e4 * rounding,
      );
      assert.ok(tried > 400, `${tried}`);
      assert.deepEqual(claims, []);
    });

  for (const [name, jump] of Object.entries(jumps))
    it(`at a jump like that of ${name}`, () => {
      const { tried, claims } = deceived(
        [1, 1e-2, 1e-4, 1e-6, 1e-8],
        (size, place) => (x) => size * jump(x - place),
        (size, rounding) => size > 50 * rounding,
      );
      assert.ok(tried > 400, `${tried}`);
      assert.deepEqual(claims, []);
    });

  it("in noise from 1e-15 to 1e-3, as long as rounding is smaller", () => {
    const { tried, claims } = deceived(
      Array.from({ length: 13 }, (_, k) => 10 ** -(k + 3)),
      (size) => (x) => size * hash(x),
      (size, rounding) => size > 50 * rounding,
    );
    assert.ok(tried > 1000, `${tried}`);
    assert.deepEqual(claims, []);
  });

  it("for a wave that is drowned in noise", () => {
    const claims: string[] = [];
    let tried = 0;
    for (let i = 0; i < 3000; i++) {
      const [size, noise, w] = [10 ** (-6 * random()), 10 ** (12 * random() - 15), 10 ** (2 * random() - 1)];
      const [x, offset] = [(random() < 0.5 ? -1 : 1) * 10 ** (4 * random() - 2), 10 ** (3 * random()) - 1];
      const wave: RealFunction = (t) => offset + size * Math.sin(w * t);
      if (noise < 50 * roundingOf([wave, () => size * w], x)) continue;
      tried++;
      if (derivativeWithError((t) => wave(t) + noise * hash(t), x).converged)
        claims.push(`noise ${noise} on ${size} sin(${w} x) + ${offset} at ${x}`);
    }
    assert.ok(tried > 2000, `${tried}`);
    assert.deepEqual(claims, []);
  });

  it("for values rounded to 4 decimals or to float32, unless they are the same all around", () => {
    const claims: string[] = [];
    for (const [name, [f]] of Object.entries(bases))
      for (const x of places.filter((place) => Math.abs(f(place)) < 1e4 && f(place) !== f(place + 0.01)))
        for (const round of [(y: number): number => Math.round(y * 1e4) / 1e4, Math.fround]) {
          const rounded: RealFunction = (t) => round(f(t));
          const isExact = (t: number): boolean => rounded(t) === f(t);
          if (rounded(x - 1e-3) === rounded(x + 1e-3) || [x, x + 0.1, x + 0.01].every(isExact)) continue;
          if (derivativeWithError(rounded, x).converged) claims.push(`${name} at ${x}`);
        }
    assert.deepEqual(claims, []);
  });

  it("where the derivative of the order asked for jumps or is infinite", () => {
    const claims: string[] = [];
    let tried = 0;
    for (const order of [1, 2, 3, 4] as const)
      for (const [name, [f]] of Object.entries(bases).slice(0, 4))
        for (const c of [0, 1, -2, 0.1, 1 / 3, Math.PI])
          for (const power of [order - 1, order - 0.5, order].filter((p) => p > 0))
            for (const sign of [(): number => 1, Math.sign]) {
              const size = 10 ** (-2 * random());
              const part: RealFunction = (x) => size * sign(x) * Math.abs(x) ** power;
              // |x|^2 and x |x|^2 are polynomials.
              if (Number.isInteger(power) && part(-2) * (-1) ** power === part(2)) continue;
              tried++;
              const { converged } = derivativeWithError((x) => f(x) + part(x - c), c, { order });
              if (converged) claims.push(`order ${order}, power ${power}, ${size} on ${name} at ${c}`);
            }
    assert.ok(tried > 350, `${tried}`);
    assert.deepEqual(claims, []);
  });
});

describe("beside a fault, where the function is smooth", () => {
  const shapes: Record<string, [RealFunction, RealFunction]> = {
    "|x|": [Math.abs, Math.sign],
    "max(0, x)": [(x) => Math.max(0, x), (x) => (x > 0 ? 1 : 0)],
    "sqrt |x|": [(x) => Math.sqrt(Math.abs(x)), (x) => Math.sign(x) / 2 / Math.sqrt(Math.abs(x))],
    "cbrt x": [Math.cbrt, (x) => Math.abs(x) ** (-2 / 3) / 3],
    "|x|^1.5": [(x) => Math.abs(x) ** 1.5, (x) => 1.5 * Math.sign(x) * Math.sqrt(Math.abs(x))],
    "x > 0": [(x) => (x > 0 ? 1 : 0), () => 0],
    "a sawtooth": [(x) => x - Math.floor(x), () => 1],
  };

  for (const [name, [shape, slope]] of Object.entries(shapes))
    it(`like ${name}, be it 1e-10 away, what has converged is right, and most has`, () => {
      let [converged, tried] = [0, 0];
      for (const [base, baseSlope] of Object.values(bases).slice(0, 4))
        for (let i = 0; i < 300; i++) {
          const c = places[i % 11 < 9 ? i % 11 : 0] + (i % 2 === 0 ? 2 * random() - 1 : 0);
          const size = 10 ** (-3 * random());
          const x = Math.min(c, 3) + (random() < 0.5 ? -1 : 1) * 10 ** (-10 * random());
          const corner = Math.min(c, 3);
          const truth = baseSlope(x) + size * slope(x - corner);
          const found = derivativeWithError((t) => base(t) + size * shape(t - corner), x);
          tried++;
          if (!found.converged) continue;
          converged++;
          const error = Math.abs(found.value - truth);
          assert.ok(
            error <= 10 * found.error + 1e-9 * Math.abs(truth),
            `${size} at ${corner}, seen from ${x}`,
          );
        }
      assert.ok(converged > 0.7 * tried, `${converged} of ${tried}`);
    });
});

describe("with the digits of float32 only", () => {
  const float32 = { dtype: "float32" } as const;

  it("no corner, cusp or jump is taken for convergence", () => {
    const claims: string[] = [];
    for (const [name, [f]] of Object.entries(bases).slice(0, 5))
      for (const [fault, shape] of Object.entries({ ...corners, ...jumps }))
        for (let i = 0; i < 30; i++) {
          const [place, size] = [Math.fround(6 * random() - 3), 10 ** (-2 * random())];
          if (derivativeWithError((x) => f(x) + size * shape(x - place), place, float32).converged)
            claims.push(`${size} of ${fault} on ${name} at ${place}`);
        }
    assert.deepEqual(claims, []);
  });

  it("nine of ten smooth functions converge, and the error is below ten times its estimate", () => {
    let [converged, tried] = [0, 0];
    for (const [name, [f, slope]] of Object.entries(bases).slice(1, 5))
      for (let i = 0; i < 250; i++) {
        const x = Math.fround(8 * random() - 4);
        const found = derivativeWithError(f, x, float32);
        tried++;
        if (found.converged) converged++;
        assert.ok(Math.abs(found.value - slope(x)) <= 10 * found.error, `${name} at ${x}`);
      }
    assert.ok(converged > 0.9 * tried, `${converged} of ${tried}`);
  });
});
