import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import type { Tensor } from "../index";
import { forwardTrace, log, ones, setLanguage } from "../index";

describe("the trace of forward mode", () => {
  it("is the table of Baydin et al. (2018), table 2: log(x) + x y - sin(y) at (2, 5), by x", () => {
    const f = (x: Tensor, y: Tensor): Tensor => log(x).add(x.mul(y)).sub(y.sin());
    const trace = forwardTrace(f, [2, 5], [1, 0]);
    assert.equal(
      String(trace),
      "name  operation     value  tangent\n" +
        "   x      input         2        1\n" +
        "   y      input         5        0\n" +
        "  v1     log(x)   0.69315      0.5\n" +
        "  v2      x * y        10        5\n" +
        "  v3    v1 + v2    10.693      5.5\n" +
        "  v4     sin(y)  -0.95892        0\n" +
        "  v5    v3 - v4    11.652      5.5",
    );
    assert.equal(inspect(trace), String(trace));
    assert.equal(trace.tangent.item(), 5.5);
    const show = (trace as unknown as Record<symbol, () => Record<string, string>>)[
      Symbol.for("Jupyter.display")
    ];
    assert.match(show.call(trace)["text/html"], /<td>v5<\/td><td>v3 - v4<\/td>/);
  });

  it("names parts of a vector, constants and powers", () => {
    const { rows } = forwardTrace((x) => x.index(0).pow(2).mul(3).add(x.index(1).exp().mul(5)).neg(), [1, 2]);
    assert.deepEqual(
      rows.map(({ operation }) => operation),
      ["input", "x[0]", "v1 ** 2", "v2 * 3", "x[1]", "exp(v4)", "v5 * 5", "v3 + v6", "-v7"],
    );
    assert.equal(rows[0].value, "[1, 2]");
  });

  it("shows the shape of what is large", () => {
    assert.equal(forwardTrace((x) => x.sum(), ones(4, 5)).rows[0].value, "[4 × 5]");
  });

  it("has Chinese heads where that is the language", () => {
    setLanguage("zh");
    try {
      assert.match(String(forwardTrace((x) => x.square(), 3)), /^名称 +运算 +值 +切向量\n +x +输入 /);
    } finally {
      setLanguage("en");
    }
  });

  it("refuses what it cannot evaluate", () => {
    assert.throws(() => forwardTrace((x, y) => x.add(y), [1], [1]), /x must be a list of 2/);
    assert.throws(() => forwardTrace((x) => x, [1, 2], [1]), /^RangeError: v has invalid size/);
    assert.throws(() => forwardTrace(() => 3 as never, 1), /f must be a function that returns a tensor/);
    assert.throws(() => forwardTrace(3 as never, 1), /f must be a function of tensors/);
  });
});
