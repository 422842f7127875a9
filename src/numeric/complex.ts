// Complex numbers, for the complex step: a step in the imaginary direction subtracts nothing, so that it can
// be tiny.

import { inspect } from "node:util";
import { wrongType } from "../errors";

type Operand = Complex | number;

/**
 * A complex number whose operations are methods of the names that tensors have, so that a function written
 * with them takes either. The imaginary part keeps its digits however small it is. `abs`, `sign`, `relu`,
 * `maximum` and `minimum` look at the real part and pass the rest on, which is what the complex step needs
 * and not the modulus.
 *
 * Source: Kahan, Branch Cuts for Complex Elementary Functions (1987), for roots and inverse functions.
 *
 * @example
 * ```ts
 * new Complex(1, 2).mul(new Complex(3, -1))
 * // => 5 + 5i
 * ```
 */
export class Complex {
  constructor(
    readonly re: number,
    readonly im: number = 0,
  ) {}

  add(other: Operand): Complex {
    const b = complexOf(other);
    return new Complex(this.re + b.re, this.im + b.im);
  }

  sub(other: Operand): Complex {
    const b = complexOf(other);
    return new Complex(this.re - b.re, this.im - b.im);
  }

  mul(other: Operand): Complex {
    if (typeof other === "number") return new Complex(this.re * other, this.im * other);
    const b = complexOf(other);
    return new Complex(this.re * b.re - this.im * b.im, this.re * b.im + this.im * b.re);
  }

  div(other: Operand): Complex {
    if (typeof other === "number") return new Complex(this.re / other, this.im / other);
    const { re, im } = complexOf(other);
    // Divided by the larger part first, so that squares do not overflow.
    if (Math.abs(re) >= Math.abs(im)) {
      const [ratio, below] = [im / re, re + im * (im / re)];
      return new Complex((this.re + this.im * ratio) / below, (this.im - this.re * ratio) / below);
    }
    const [ratio, below] = [re / im, re * (re / im) + im];
    return new Complex((this.re * ratio + this.im) / below, (this.im * ratio - this.re) / below);
  }

  neg(): Complex {
    return new Complex(-this.re, -this.im);
  }

  reciprocal(): Complex {
    return new Complex(1).div(this);
  }

  square(): Complex {
    return this.mul(this);
  }

  /** Whole powers are products, which keep a tiny imaginary part also left of 0. */
  pow(other: Operand): Complex {
    const exponent = typeof other === "number" ? other : other.im === 0 ? other.re : undefined;
    if (exponent === undefined) return this.log().mul(other).exp();
    if (!Number.isInteger(exponent) || Math.abs(exponent) > 1024) {
      return this.re === 0 && this.im === 0 ? new Complex(0 ** exponent) : this.log().mul(exponent).exp();
    }
    let [power, base, left] = [
      new Complex(1),
      exponent < 0 ? this.reciprocal() : (this as Complex),
      Math.abs(exponent),
    ];
    for (; left > 0; left = Math.floor(left / 2)) {
      if (left % 2 === 1) power = power.mul(base);
      if (left > 1) base = base.mul(base);
    }
    return power;
  }

  exp(): Complex {
    const size = Math.exp(this.re);
    return new Complex(size * Math.cos(this.im), this.im === 0 ? this.im : size * Math.sin(this.im));
  }

  log(): Complex {
    return new Complex(Math.log(Math.hypot(this.re, this.im)), Math.atan2(this.im, this.re));
  }

  sqrt(): Complex {
    const { re, im } = this;
    if (re === 0 && im === 0) return new Complex(0, im);
    const root = Math.sqrt((Math.abs(re) + Math.hypot(re, im)) / 2);
    if (re >= 0) return new Complex(root, im / (2 * root));
    return new Complex(Math.abs(im) / (2 * root), im < 0 ? -root : root);
  }

  sin(): Complex {
    return new Complex(Math.sin(this.re) * Math.cosh(this.im), Math.cos(this.re) * Math.sinh(this.im));
  }

  cos(): Complex {
    return new Complex(Math.cos(this.re) * Math.cosh(this.im), -Math.sin(this.re) * Math.sinh(this.im));
  }

  tan(): Complex {
    return this.sin().div(this.cos());
  }

  sinh(): Complex {
    return new Complex(Math.sinh(this.re) * Math.cos(this.im), Math.cosh(this.re) * Math.sin(this.im));
  }

  cosh(): Complex {
    return new Complex(Math.cosh(this.re) * Math.cos(this.im), Math.sinh(this.re) * Math.sin(this.im));
  }

  /** By the formula that does not overflow where tanh is 1. */
  tanh(): Complex {
    const [t, s] = [Math.tanh(this.re), 1 / Math.cosh(this.re)];
    const [sin, cos] = [Math.sin(this.im), Math.cos(this.im)];
    const below = cos * cos + t * t * sin * sin;
    return new Complex(t / below, (s * s * sin * cos) / below);
  }

  asin(): Complex {
    const [u, v] = [new Complex(1).sub(this).sqrt(), this.add(1).sqrt()];
    return new Complex(Math.atan2(this.re, u.mul(v).re), Math.asinh(u.conjugate().mul(v).im));
  }

  acos(): Complex {
    const [u, v] = [new Complex(1).sub(this).sqrt(), this.add(1).sqrt()];
    return new Complex(2 * Math.atan2(u.re, v.re), Math.asinh(v.conjugate().mul(u).im));
  }

  atan(): Complex {
    const { re, im } = this;
    const angle = Math.atan2(2 * re, (1 - re) * (1 + re) - im * im) / 2;
    return new Complex(angle, Math.log1p((4 * im) / (re * re + (1 - im) ** 2)) / 4);
  }

  asinh(): Complex {
    return this.turned().asin().turnedBack();
  }

  acosh(): Complex {
    const [u, v] = [this.sub(1).sqrt(), this.add(1).sqrt()];
    return new Complex(Math.asinh(u.conjugate().mul(v).re), 2 * Math.atan2(u.im, v.re));
  }

  atanh(): Complex {
    return this.turned().atan().turnedBack();
  }

  log1p(): Complex {
    const { re, im } = this;
    return new Complex(Math.log1p(re * (2 + re) + im * im) / 2, Math.atan2(im, 1 + re));
  }

  expm1(): Complex {
    const half = Math.sin(this.im / 2);
    return new Complex(
      Math.expm1(this.re) * Math.cos(this.im) - 2 * half * half,
      Math.exp(this.re) * Math.sin(this.im),
    );
  }

  log2(): Complex {
    return this.log().div(Math.LN2);
  }

  log10(): Complex {
    return this.log().div(Math.LN10);
  }

  sigmoid(): Complex {
    return this.neg().exp().add(1).reciprocal();
  }

  softplus(): Complex {
    return this.relu().add(this.abs().neg().exp().log1p());
  }

  abs(): Complex {
    return this.re < 0 ? this.neg() : this;
  }

  sign(): Complex {
    return new Complex(Math.sign(this.re));
  }

  relu(): Complex {
    return this.re > 0 ? this : new Complex(0);
  }

  maximum(other: Operand): Complex {
    const b = complexOf(other);
    return this.re >= b.re ? this : b;
  }

  minimum(other: Operand): Complex {
    const b = complexOf(other);
    return this.re <= b.re ? this : b;
  }

  conjugate(): Complex {
    return new Complex(this.re, -this.im);
  }

  /** Times i, and by -i. */
  private turned(): Complex {
    return new Complex(-this.im, this.re);
  }

  private turnedBack(): Complex {
    return new Complex(this.im, -this.re);
  }

  /** Operators of JavaScript work on numbers only: `x ** 2` with a complex number has no meaning there. */
  valueOf(): never {
    throw wrongType({
      fn: "Complex",
      argument: "an operand of +, -, *, / or **",
      got: this,
      wanted: "a number",
      hint: "Write the function with add, sub, mul, div, pow, exp, sin, … of nablab, or as symbolic((x) => x ** 3 - 1 / x).",
    });
  }

  toString(): string {
    return `${this.re} ${this.im < 0 || Object.is(this.im, -0) ? "-" : "+"} ${Math.abs(this.im)}i`;
  }
}

Object.defineProperty(Complex.prototype, inspect.custom, {
  value(this: Complex): string {
    return this.toString();
  },
});

function complexOf(value: Operand): Complex {
  if (value instanceof Complex) return value;
  if (typeof value === "number") return new Complex(value);
  throw wrongType({
    fn: "Complex",
    argument: "an operand",
    got: value,
    wanted: "a number or a complex number",
  });
}
