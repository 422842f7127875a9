import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { tensor } from "../create";
import { apply1, apply2, copy, write } from "../elementwise";
import { map1, map2 } from "../loops";
import { Generator } from "../random";
import { sumOf, sumOfProducts, sumOfSquares } from "../sums";
import { Tensor } from "../tensor";
import type { Simd1, Simd2 } from "./run";
import { fits, pieceLength, shortest } from "./run";

const random = new Generator(11);
const special = [NaN, Infinity, -Infinity, 0, -0, 1e-45, -1e-42, 3.4e38, 1, -1];

/** Random numbers of all sizes, one in ten of them special. */
function numbers(n: number): Float32Array {
  return Float32Array.from({ length: n }, () => {
    if (random.uniform64() < 0.1) return special[Math.floor(random.uniform64() * special.length)];
    return random.normal() * 10 ** Math.floor(20 * random.uniform64() - 10);
  });
}

/** A vector at an odd place in longer memory, or alone in its own. */
function vector(n: number, offset: number): Tensor {
  return new Tensor(numbers(n + offset), [n], [1], offset, "float32");
}

const lengths = [shortest, shortest + 1, 1000, 1023, pieceLength, pieceLength + 3, 3 * pieceLength + 5];
const two: Record<Simd2, (x: number, y: number) => number> = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
  slope: (x, y) => 2 * Math.fround(x * y),
};
const one: Record<Simd1, (x: number) => number> = {
  abs: Math.abs,
  neg: (x) => -x,
  sqrt: Math.sqrt,
  square: (x) => x * x,
  tanh: Math.tanh,
  copy: (x) => x,
};

function sameBits(actual: Tensor, expected: readonly number[]): void {
  const came = actual.toFlatArray();
  assert.equal(came.length, expected.length);
  const wrong = came.findIndex((value, i) => !Object.is(value, Math.fround(expected[i])));
  assert.equal(wrong, -1, `at ${wrong}: ${came[wrong]}, not ${Math.fround(expected[wrong])}`);
}

describe("SIMD kernels give the bits of the loops in JavaScript", () => {
  it("run on this machine", () => assert.ok(fits(numbers(shortest), shortest)));

  for (const [name, of] of Object.entries(two)) {
    it(`${name}: of two vectors, of a vector and a number, of a number and a vector`, () => {
      const map = map2(of, name as Simd2);
      for (const n of lengths) {
        const [a, b, number] = [vector(n, 3), vector(n, n % 2), Math.fround(random.normal())];
        const [x, y] = [a.toFlatArray(), b.toFlatArray()];
        const scalar = Tensor.scalar(number, "float32");
        sameBits(
          apply2(map, a, b, "float32"),
          x.map((value, i) => of(value, y[i])),
        );
        sameBits(
          apply2(map, a, scalar, "float32"),
          x.map((value) => of(value, number)),
        );
        sameBits(
          apply2(map, scalar, a, "float32"),
          x.map((value) => of(number, value)),
        );
      }
    });
  }

  for (const [name, of] of Object.entries(one)) {
    it(`${name} of a vector`, () => {
      for (const n of lengths) {
        const a = vector(n, 5);
        sameBits(apply1(map1(of, name as Simd1), a, "float32"), a.toFlatArray().map(of));
      }
    });
  }

  it("tanh at every size of number, to the last bit of float32", () => {
    const bits = Uint32Array.from({ length: 1 << 16 }, (_, i) => Math.imul(i, 0x10001) + Math.imul(i, i));
    const a = tensor(new Float32Array(bits.buffer));
    sameBits(apply1(map1(Math.tanh, "tanh"), a, "float32"), a.toFlatArray().map(Math.tanh));
  });

  it("a number of dtype float64 beside float32 is used unrounded by both", () => {
    const a = vector(1000, 0);
    const third = Tensor.scalar(1 / 3, "float64");
    sameBits(
      apply2(map2(two.mul, "mul"), a, third, "float32"),
      a.toFlatArray().map((x) => x / 3),
    );
  });

  it("sums, of numbers, squares and products, are added in the same order", () => {
    for (const n of [...lengths, 4096, 4097, 100003]) {
      const [a, b] = [numbers(n + 1), numbers(n)].map((list) => list.map((x) => (x * 0 === 0 ? x : 1)));
      // The kernels take rows without gaps only.
      const apart = (list: Float32Array): Float32Array =>
        Float32Array.from({ length: 2 * list.length }, (_, i) => list[i >> 1]);
      const [a2, b2] = [apart(a), apart(b)];
      assert.equal(sumOf(a, 1, 1, n), sumOf(a2, 2, 2, n));
      assert.equal(sumOfSquares(a, 1, 1, n), sumOfSquares(a2, 2, 2, n));
      assert.equal(sumOfProducts(a, 1, 1, b, 0, 1, n), sumOfProducts(a2, 2, 2, b2, 0, 2, n));
      assert.equal(sumOfProducts(a, 1, 1, a, 0, 1, n), sumOfProducts(a2, 2, 2, a2, 0, 2, n));
    }
  });

  it("what lies behind the end of a vector does not count", () => {
    sumOf(new Float32Array(2000).fill(1e30), 0, 1, 2000);
    assert.equal(sumOf(new Float32Array(193).fill(1), 0, 1, 193), 193);
    assert.equal(sumOfProducts(numbers(193).fill(2), 0, 1, numbers(193).fill(3), 0, 1, 193), 6 * 193);
  });
});

describe("sums of float32", () => {
  it("lose no more than one rounding, however long they are", () => {
    const tenth = new Float32Array(1_000_003).fill(0.1);
    const exact = 1_000_003 * Math.fround(0.1);
    assert.ok(Math.abs(sumOf(tenth, 0, 1, tenth.length) - exact) < 1e-9 * exact);
  });
});

describe("memory", () => {
  it("of one tensor is not touched by another that lies beside it", () => {
    const many = Array.from({ length: 300 }, (_, k) => copy(tensor(new Array<number>(100 + k).fill(k))));
    many.forEach((t, k) => assert.deepEqual(new Set(t.toFlatArray()), new Set([k])));
  });

  it("is written row by row, and by steps, alike", () => {
    const target = tensor(new Float32Array(600));
    const from = vector(300, 1);
    write(from, target.strided([300], [1], 7));
    sameBits(target.strided([300], [1], 7), from.toFlatArray());
    write(from, target.strided([300], [2], 0));
    sameBits(target.strided([300], [2], 0), from.toFlatArray());
  });
});
