// Gives class Tensor its operations. The class itself knows nothing of them, so that rules can be written with them.

import { Tensor } from "../../tensor/tensor";
import { arithmeticMethods } from "./arithmetic";
import type { ExtremeMethods } from "./extreme";
import { extremeMethods } from "./extreme";
import { gradientMethods } from "./gradient";
import { inPlaceMethods } from "./inplace";
import { arrangeMethods } from "./arrange";
import { reductionMethods } from "./reduction";
import { shapeMethods } from "./shape";
import { specialMethods } from "./special";
import { unaryMethods } from "./unary";

type ArithmeticMethods = typeof arithmeticMethods;
type UnaryMethods = typeof unaryMethods;
type ReductionMethods = typeof reductionMethods;
type ShapeMethods = typeof shapeMethods;
type InPlaceMethods = typeof inPlaceMethods;
type ArrangeMethods = typeof arrangeMethods;
type SpecialMethods = typeof specialMethods;
type GradientMethods = typeof gradientMethods;

declare module "../../tensor/tensor" {
  interface Tensor
    extends
      ArithmeticMethods,
      UnaryMethods,
      ReductionMethods,
      ExtremeMethods,
      ShapeMethods,
      InPlaceMethods,
      ArrangeMethods,
      SpecialMethods,
      GradientMethods {}
}

const kinds = [
  arithmeticMethods,
  unaryMethods,
  reductionMethods,
  extremeMethods,
  shapeMethods,
  inPlaceMethods,
  arrangeMethods,
  specialMethods,
  gradientMethods,
];

for (const methods of kinds) {
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(Tensor.prototype, name, { value, writable: true, configurable: true });
  }
}
