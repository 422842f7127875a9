import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { privateFolder, root } from "../cli/environment";
import { compiled, longestFirst, needs, readWords, testSources, testVariables } from "./npmTest";

const filesOf = (...words: Parameters<typeof testSources>): string[] => testSources(...words).map(compiled);

describe("the words of a run", () => {
  it("name its lane and its paths, in any order", () => {
    assert.deepEqual(readWords([], {}), { lane: "usual", paths: [] });
    assert.deepEqual(readWords(["--quick"], {}), { lane: "quick", paths: [] });
    assert.deepEqual(readWords(["src/a", "--quick", "src/b"], {}), {
      lane: "quick",
      paths: ["src/a", "src/b"],
    });
    assert.deepEqual(readWords(["--release", "src/a"], {}), { lane: "release", paths: ["src/a"] });
    assert.equal(readWords(["--help"], {}), undefined);
  });

  it("are every test where continuous integration runs them, unless they say less", () => {
    assert.deepEqual(readWords([], { CI: "true" }), { lane: "release", paths: [] });
    assert.deepEqual(readWords(["--quick"], { CI: "true" }), { lane: "quick", paths: [] });
    assert.deepEqual(readWords([], { CI: "false" }), { lane: "usual", paths: [] });
  });

  it("that say nothing known are refused with the usage", () => {
    assert.throws(() => readWords(["--fast"], {}), {
      message: "There is no option --fast.",
      usage: /^Usage: npm test -- \[PATH…\] \[options\]\n[^]*--quick/,
    });
    assert.throws(() => readWords(["--quick=src"], {}), {
      message: '--quick takes no value, but got "src".',
    });
    assert.throws(() => readWords(["--quick", "--release"], {}), {
      message: /^--quick and --release exclude/,
    });
  });
});

describe("the tests of a run", () => {
  it("are all there are, this one among them, each compiled", () => {
    const files = filesOf("release");
    assert.ok(files.includes("dist/testing/npmTest.test.js"));
    assert.ok(files.includes("dist/errors.test.js"));
    assert.deepEqual(
      files.filter((file) => !existsSync(join(root, file))),
      [],
    );
    assert.equal(new Set(files).size, files.length);
  });

  it("grow from lane to lane", () => {
    const [quick, usual, release] = [filesOf("quick"), filesOf("usual"), filesOf("release")];
    assert.ok(quick.includes("dist/errors.test.js"));
    assert.ok(!quick.includes("dist/kernel/conformance.jupyter.test.js"));
    assert.ok(usual.includes("dist/kernel/conformance.jupyter.test.js"));
    assert.deepEqual(
      [quick.filter((file) => !usual.includes(file)), usual.filter((file) => !release.includes(file))],
      [[], []],
    );
  });

  it("are those below the folders and files that are named, each once", () => {
    const below = filesOf("usual", ["src/testing", "testing/npmTest.test.ts"]);
    assert.ok(below.includes("dist/testing/lane.test.js"));
    assert.ok(below.every((file) => file.startsWith("dist/testing/")));
    assert.deepEqual(filesOf("quick", ["src/testing/npmTest.test.ts"]), ["dist/testing/npmTest.test.js"]);
  });

  it("are not silently none", () => {
    assert.throws(() => testSources("usual", ["src/nowhere"]), {
      message: /^There is no src\/nowhere below src\. Say for instance/,
    });
    assert.throws(() => testSources("usual", ["notebooks"]), { message: /^There is no notebooks below src/ });
    assert.throws(() => testSources("usual", [".."]), { message: /below src/ });
    assert.throws(() => testSources("usual", ["src/testing/npmTest.ts"]), {
      message: /^There are no tests below/,
    });
    assert.throws(() => testSources("quick", ["src/kernel/conformance.jupyter.test.ts"]), {
      message: /^None of the tests below .* is run in this lane\. Leave --quick out\.$/,
    });
  });

  it("tell by their file names what has to be installed for them", () => {
    assert.deepEqual(needs(testSources("quick")), { jupyter: false, browser: false });
    assert.deepEqual(needs(testSources("usual")), { jupyter: true, browser: true });
    assert.deepEqual(needs(["a/x.test.ts", "a/x.jupyter.test.ts"]), { jupyter: true, browser: false });
    assert.deepEqual(needs(["a/x.release.browser.test.ts"]), { jupyter: false, browser: true });
  });

  it("begin with those that start other programs", () => {
    const sources = ["a.test.ts", "b.jupyter.test.ts", "c.test.ts", "d.jupyter.browser.test.ts"];
    const sorted = ["d.jupyter.browser.test.ts", "b.jupyter.test.ts", "a.test.ts", "c.test.ts"];
    assert.deepEqual(longestFirst(sources), sorted);
  });

  it("keep nothing in the person's own folders", () => {
    const { NABLAB_HISTORY, CHROME_PATH, ...places } = testVariables({ CHROME_PATH: "chrome" });
    assert.deepEqual([NABLAB_HISTORY, CHROME_PATH], ["none", "chrome"]);
    for (const name of ["JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR"])
      assert.ok(places[name]?.startsWith(privateFolder), name);
  });
});
