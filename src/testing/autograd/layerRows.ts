// The rows of products and sums along a dimension, and of slopes by channels: see rows.ts.

import * as lib from "../../index";
import type { Row } from "./domain";
import { nonZero } from "./domain";

export const layerRows: { readonly [K in "cumprod" | "logcumsumexp" | "prelu"]: Row[] } = {
  cumprod: [
    { domain: nonZero, shapes: [[3, 2]], call: (x) => x.cumprod(0) },
    { shapes: [[3, 2]], call: (x) => x.mul(lib.tensor([[1], [0], [1]])).cumprod(0) },
  ],
  logcumsumexp: [
    { shapes: [[2, 3]], call: (x) => x.logcumsumexp(1).mul(x.logcumsumexp(0)) },
    { shapes: [[]], call: (x) => x.logcumsumexp(0) },
  ],
  prelu: [
    { domain: nonZero, shapes: [[2, 3], [3]], call: (x, w) => lib.prelu(x, w) },
    { domain: nonZero, shapes: [[2], []], call: (x, w) => lib.prelu(x, w) },
  ],
};
