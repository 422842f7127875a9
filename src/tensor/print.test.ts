import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "node:test";
import { inspect } from "node:util";
import { grad } from "../index";
import { tensor, zeros } from "./create";
import type { DType } from "./dtype";
import { format } from "./format";
import type { NestedData } from "./nested";
import { flatten } from "./nested";
import { range, sizeOf } from "./shape";
import { setPrintOptions } from "./printOptions";
import { showTensor } from "./printTensor";

/** One tensor or array, and what PyTorch 1.13 or NumPy 1.24 printed for it. */
interface PrintCase {
  lib: "torch" | "numpy";
  name: string;
  code: string;
  printed: string;
  dtype?: string;
  shape?: number[];
  requires_grad?: boolean;
  grad_fn?: string | null;
  data?: unknown;
}

const file = join(__dirname, "..", "..", "src", "testing", "oracle", "print.json");
const { prints } = JSON.parse(readFileSync(file, "utf8")) as { prints: PrintCase[] };

/** dtypes that do not exist here. */
const notHere = new Set(["scalar_complex", "vec_uint8", "str"]);

/** Whole programs; whatever is not a tensor or an array by itself. */
const programs: Record<string, () => string> = {
  grad_tuple: () => {
    const x = tensor([1, 2, 3], { requiresGrad: true });
    return `(${String(grad(x.pow(2).sum(), x)[0])},)`;
  },
  list_of_tensors: () => `[${[tensor(1), tensor([2, 3])].join(", ")}]`,
  max_result: () => String(tensor([1, 3, 2]).max(0)).replace(", dtype=torch.int32", ""),
  format_scalar: () => tensor(3.14159).item().toFixed(2),
  format_scalar_plain: () => String(tensor(3.14159).item()),
  set_printoptions_8: () => {
    setPrintOptions({ precision: 8 });
    return String(tensor([1 / 3, 2 / 3]));
  },
  set_printoptions_sci_off: () => {
    setPrintOptions({ sciMode: false });
    return String(tensor([1e-5, 1]));
  },
  "numpy scalar_f64": () => format(1 / 3, { style: "numpy" }),
  // A float32 divided by a Python number was a float64 in NumPy 1.24.
  "numpy scalar_f32": () => format(1 / 3, { style: "numpy", dtype: "float64" }),
};

const isProgram = ({ lib, name }: PrintCase): boolean => name in programs || `${lib} ${name}` in programs;

const words: Record<string, number> = { nan: NaN, inf: Infinity, "-inf": -Infinity };

/** JSON has no NaN and no infinities; the files write them as texts. */
function read(data: unknown): NestedData {
  if (Array.isArray(data)) return data.map(read);
  return typeof data === "string" ? words[data] : (data as number | boolean);
}

/**
 * PyTorch's and NumPy's default integers are int64, which prints without its dtype; here int32 stands in for
 * it.
 */
function stands(dtype: string): { dtype: DType; isDefault: boolean } {
  return dtype === "int64"
    ? { dtype: "int32", isDefault: true }
    : { dtype: dtype as DType, isDefault: false };
}

describe("a tensor prints as PyTorch prints it", () => {
  const cases = prints.filter((c) => c.lib === "torch" && !notHere.has(c.name) && !isProgram(c));
  for (const { name, code, printed, data, ...rest } of cases) {
    it(`${name}: ${code}`, () => {
      const { dtype, isDefault } = stands(rest.dtype!);
      // Where the file leaves out the numbers they count up from 0.
      const values = data === undefined ? range(sizeOf(rest.shape!)) : flatten(read(data)).values;
      const shown = showTensor({
        shape: rest.shape!,
        dtype,
        requiresGrad: rest.requires_grad!,
        gradFn: rest.grad_fn == null ? null : { name: rest.grad_fn },
        elements: () => values,
      });
      assert.equal(isDefault ? shown.replace(/, dtype=torch\.int32(?=\)$)/, "") : shown, printed);
    });
  }
});

describe("an array prints as NumPy prints it", () => {
  const cases = prints.filter((c) => c.lib === "numpy" && !notHere.has(c.name) && !isProgram(c));
  for (const { name, code, printed, data, ...rest } of cases) {
    it(`${name}: ${code}`, () => {
      const { dtype } = stands(rest.dtype!);
      assert.equal(format(read(data), { style: "numpy", dtype }), printed);
    });
  }

  it("a single number as Python shows it", () => {
    assert.equal(format(1 / 3, { style: "numpy" }), "0.3333333333333333");
    assert.equal(format(6, { style: "numpy" }), "6.0");
    assert.equal(format(1e-5, { style: "numpy" }), "1e-05");
    assert.equal(format(1e16, { style: "numpy" }), "1e+16");
    assert.equal(format(true, { style: "numpy" }), "True");
  });

  it("a tensor in its own dtype", () => {
    assert.equal(format(tensor([0.1, 1 / 3]), { style: "numpy" }), "[0.1        0.33333334]");
  });

  it("the numbers that the course prints", () => {
    assert.equal(
      format([6.000000000000006, 36.94528664919813], { style: "numpy" }),
      "[ 6.         36.94528665]",
    );
    assert.equal(
      format([0.3015113265, 0.3015113265, 0.9045340297], { style: "numpy" }),
      "[0.30151133 0.30151133 0.90453403]",
    );
  });
});

describe("a program prints as PyTorch and NumPy print it", () => {
  afterEach(() => setPrintOptions());

  for (const c of prints.filter(isProgram)) {
    it(`${c.lib} ${c.name}: ${c.code}`, () => {
      assert.equal((programs[c.name] ?? programs[`${c.lib} ${c.name}`])(), c.printed);
    });
  }
});

describe("printing", () => {
  afterEach(() => setPrintOptions());

  it("every case of the file is either tested or named as not here", () => {
    const names = new Set(prints.map((c) => c.name));
    assert.deepEqual(
      [...notHere].filter((name) => !names.has(name)),
      [],
    );
    assert.equal(prints.length, 79);
  });

  it("console.log, a template text and a notebook show the same text", () => {
    const t = tensor([1, 2.5]);
    const text = "tensor([1.0000, 2.5000])";
    assert.equal(inspect(t), text);
    assert.equal(String(t), text);
    const show = (t as unknown as Record<symbol, () => unknown>)[Symbol.for("Jupyter.display")];
    const bundle = show.call(t) as Record<string, string>;
    assert.equal(bundle["text/plain"], text);
    assert.match(
      bundle["text/html"],
      /<pre title="shape \[2\] · float32" [^>]*>tensor\(\[1.0000, 2.5000\]\)<\/pre><\/div>$/,
    );
    const made = t.detach();
    made.requiresGrad = true;
    const result = show.call(made.mul(2)) as Record<string, string>;
    assert.ok(result["text/html"].endsWith("grad_fn=&lt;MulBackward0&gt;)</pre></div>"), result["text/html"]);
    assert.equal(inspect([tensor(1), tensor([2, 3])]), "[ tensor(1.), tensor([2., 3.]) ]");
  });

  it("an exact tie rounds to even, as in C", () => {
    assert.equal(String(tensor([0.03125, 0.09375])), "tensor([0.0312, 0.0938])");
    assert.equal(String(tensor([100005, 1, 2e8], { dtype: "float64" })).slice(0, 18), "tensor([1.0000e+05");
  });

  it("an empty tensor shows its size unless it is a vector, and any dtype but the default", () => {
    assert.equal(String(zeros(0)), "tensor([])");
    assert.equal(String(zeros(2, 0)), "tensor([], size=(2, 0))");
    assert.equal(String(zeros(0, { dtype: "float64" })), "tensor([], dtype=torch.float64)");
  });

  it("setPrintOptions changes precision and format, and restores the defaults", () => {
    setPrintOptions({ precision: 8 });
    assert.equal(String(tensor([1 / 3, 2 / 3])), "tensor([0.33333334, 0.66666669])");
    setPrintOptions();
    setPrintOptions({ sciMode: false });
    assert.equal(String(tensor([1e-5, 1])), "tensor([    0.0000,     1.0000])");
    setPrintOptions();
    assert.equal(String(tensor([1e-5, 1])), "tensor([1.0000e-05, 1.0000e+00])");
  });

  it("setPrintOptions refuses unknown names and impossible values", () => {
    assert.throws(
      () => setPrintOptions({ digits: 3 } as object),
      /setPrintOptions: the name of an option must be one of/,
    );
    assert.throws(() => setPrintOptions({ precision: -1 }), /options\.precision must be a whole number/);
  });

  it("format refuses unknown styles, options and texts", () => {
    assert.throws(
      () => format([1], { style: "latex" as "numpy" }),
      /options\.style must be "torch" or "numpy"/,
    );
    assert.throws(() => format([1], { digits: 3 } as object), /must be one of style, dtype/);
    assert.throws(() => format(["1"] as unknown as number[]), /too many dimensions 'str'/);
    assert.throws(
      () => format(undefined as unknown as number),
      /array must be a number, an array or a tensor/,
    );
  });
});
