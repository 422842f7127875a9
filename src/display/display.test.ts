import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { jupyterDisplay, toBundle } from "./bundle";
import { captured } from "./capture";
import { clearOutput, display, html, latex, markdown } from "./display";
import type { MimeBundle } from "./host";

function shown(f: () => void): MimeBundle[] {
  return captured(f).map(({ data }) => data);
}

describe("display", () => {
  it("shows a value as Node's inspector prints it, and text as it is", () => {
    const point = { x: 1, list: [1, 2] };
    assert.deepEqual(
      shown(() => display(point)),
      [{ "text/plain": "{ x: 1, list: [ 1, 2 ] }" }],
    );
    assert.deepEqual(
      shown(() => display("it's")),
      [{ "text/plain": "it's" }],
    );
    assert.deepEqual(
      shown(() => display(undefined)),
      [{ "text/plain": "undefined" }],
    );
  });

  it("shows an object by its own bundle", () => {
    const rich = { [jupyterDisplay]: () => ({ "text/html": "<i>i</i>", "text/plain": "i" }) };
    assert.deepEqual(
      shown(() => display(rich)),
      [{ "text/html": "<i>i</i>", "text/plain": "i" }],
    );
  });

  it("accepts the method on classes and functions, from Deno's symbol", () => {
    const rich = Object.assign(() => 1, { [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "f" }) });
    assert.deepEqual(
      shown(() => display(rich)),
      [{ "text/plain": "f" }],
    );
  });

  it("returns a promise where the bundle comes as a promise, and shows when it has come", async (t) => {
    const log = t.mock.method(console, "log", () => undefined);
    const late = { [jupyterDisplay]: () => Promise.resolve({ "text/plain": "late" }) };
    assert.deepEqual(await toBundle(late), { "text/plain": "late" });
    let done: Promise<void> | undefined;
    assert.deepEqual(
      shown(() => {
        done = display(late, { id: "late-value" });
      }),
      [],
    );
    assert.ok(done instanceof Promise);
    await done;
    assert.deepEqual(log.mock.calls[0].arguments, ["late"]);
  });

  it("names an output and replaces it", () => {
    const outputs = captured(() => {
      display(1, { id: "n" });
      display(2, { id: "n", update: true });
    });
    assert.deepEqual(
      outputs.map(({ displayId, update }) => [displayId, update]),
      [
        ["n", false],
        ["n", true],
      ],
    );
  });

  it("refuses what cannot be meant", () => {
    assert.throws(() => display(1, { update: true }), {
      name: "RangeError",
      message:
        "display: options.id must be the name of an output where options.update is true, but got undefined. " +
        'Show the first output with { id: "…" }, too.',
    });
    // @ts-expect-error an id is text
    assert.throws(() => display(1, { id: 3 }), /options\.id must be a string, but got 3/);
    // @ts-expect-error there is no such option
    assert.throws(() => display(1, { ID: "n" }), /one of id, update, but got 'ID'\. Did you mean id\?/);
    assert.throws(
      () => display({ [jupyterDisplay]: () => "text" }),
      /^TypeError: display: what value\[Symbol\.for\("Jupyter\.display"\)\]\(\) returns must be an object from MIME types/,
    );
  });
});

describe("a table", () => {
  const rows = [
    { h: 0.1, error: 0.31 },
    { h: 0.01, error: 0.0301, rule: "<central>" },
  ];

  it("is what an array of flat objects is shown as: one row an object, one column a key", () => {
    const [bundle] = shown(() => display(rows));
    assert.equal(
      bundle["text/html"],
      "<table>\n<thead><tr><th>h</th><th>error</th><th>rule</th></tr></thead>\n<tbody>\n" +
        "<tr><td>0.1</td><td>0.31</td><td></td></tr>\n" +
        "<tr><td>0.01</td><td>0.0301</td><td>&lt;central&gt;</td></tr>\n</tbody>\n</table>",
    );
    assert.equal(
      bundle["text/plain"],
      "   h   error       rule\n 0.1    0.31           \n0.01  0.0301  <central>",
    );
  });

  it("says how many rows it leaves out", () => {
    const many = Array.from({ length: 120 }, (_, i) => ({ i }));
    assert.match(toBundle(many)["text/plain" as never], /99\n… and 20 more rows$/);
  });

  it("has no more than 30 columns, and an object without keys is an empty row", () => {
    const wide = (count: number): object =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`c${i}`, i]));
    assert.ok("text/html" in toBundle([wide(30)]));
    assert.ok(!("text/html" in toBundle([wide(31)])));
    assert.equal(toBundle([{ a: 1 }, {}])["text/plain" as never], "a\n1\n ");
  });

  it("runs no code of the objects: a getter shows as one, a proxy is shown as its target", () => {
    const fail = (): never => {
      throw new Error("boom");
    };
    const getter = { a: 1, get b(): number { return fail() } }; // prettier-ignore
    assert.equal(toBundle([getter])["text/plain" as never], "a         b\n1  [Getter]");
    const traps = { get: fail, ownKeys: fail, getPrototypeOf: fail, getOwnPropertyDescriptor: fail };
    assert.deepEqual(toBundle([new Proxy({ a: 1 }, traps)]), { "text/plain": "[ { a: 1 } ]" });
    assert.match(String(toBundle([{ s: Symbol("x"), f: fail }])["text/plain" as never]), /Symbol\(x\) {2}ƒ/);
  });

  it("is not made of arrays with anything else inside", () => {
    for (const value of [[], [1], [{}], [{ a: [] }], [{ a: 1 }, null], [new Date(0)], [[1]]]) {
      assert.deepEqual(Object.keys(toBundle(value)), ["text/plain"]);
    }
  });
});

describe("html, latex and markdown", () => {
  it("show at once, each with its plain text", () => {
    const bundles = shown(() => {
      html("<p>1 &lt; 2</p><style>p {}</style><p>b</p>");
      latex("x^2");
      latex("\\[x\\]");
      markdown("**a**");
    });
    assert.deepEqual(bundles, [
      { "text/html": "<p>1 &lt; 2</p><style>p {}</style><p>b</p>", "text/plain": "1 < 2\nb" },
      { "text/latex": "$\\displaystyle x^2$", "text/plain": "x^2" },
      { "text/latex": "\\[x\\]", "text/plain": "\\[x\\]" },
      { "text/markdown": "**a**", "text/plain": "**a**" },
    ]);
  });

  it("refuse what is not text", () => {
    for (const show of [html, latex, markdown]) {
      // @ts-expect-error they take text
      assert.throws(() => show(3), /source must be a string, but got 3\. Other values are shown by display/);
    }
  });
});

describe("clearOutput", () => {
  it("asks the host to clear, and refuses unknown options", () => {
    assert.deepEqual(
      shown(() => {
        display(1);
        clearOutput({ wait: true });
        display(2);
      }),
      [{ "text/plain": "2" }],
    );
    // @ts-expect-error there is no such option
    assert.throws(() => clearOutput({ now: true }), TypeError);
  });
});
