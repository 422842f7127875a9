// Methods of class Tensor. The class itself knows no operation, so that rules can be written with tensors.

import { refuseType } from "../../tensor/refuse";
import { Tensor } from "../../tensor/tensor";
import { unbind } from "../ops";
import * as ops from "../ops/asMethods";
import { install, type MethodsOf, methodsOf } from "./derived";
import type { ExtremeMethods } from "./extreme";
import { extremeMethods } from "./extreme";
import { gradientMethods } from "./gradient";
import { inPlaceMethods } from "./inplace";
import { shapeMethods } from "./shape";

type DerivedMethods = MethodsOf<typeof ops>;
type ShapeMethods = typeof shapeMethods;
type InPlaceMethods = typeof inPlaceMethods;
type GradientMethods = typeof gradientMethods;

declare module "../../tensor/tensor" {
  interface Tensor
    extends DerivedMethods, ExtremeMethods, ShapeMethods, InPlaceMethods, GradientMethods, Iterable<Tensor> {}
}

install(methodsOf(ops), extremeMethods, shapeMethods, inPlaceMethods, gradientMethods);

/** The entries along the first dimension, one after the other: `for (const row of t)`, `const [a, b] = t`. */
Object.defineProperty(Tensor.prototype, Symbol.iterator, {
  value(this: Tensor): Iterator<Tensor> {
    if (this.ndim > 0) return unbind(this)[Symbol.iterator]();
    throw refuseType("iteration over a 0-d tensor", "A single number has no entries; item() reads it.");
  },
  writable: true,
  configurable: true,
});
