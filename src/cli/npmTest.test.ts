import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { privateFolder, root } from "./environment";
import { needs, testFiles, testVariables } from "./npmTest";

describe("the tests of a run", () => {
  it("are all there are, this one among them, each compiled", () => {
    const files = testFiles();
    assert.ok(files.includes("dist/cli/npmTest.test.js"));
    assert.ok(files.includes("dist/errors.test.js"));
    assert.deepEqual(
      files.filter((file) => !existsSync(join(root, file))),
      [],
    );
    assert.equal(new Set(files).size, files.length);
  });

  it("are those below the folders and files that are named, each once", () => {
    const below = testFiles(["src/cli", "cli/npmTest.test.ts"]);
    assert.ok(below.includes("dist/cli/options.test.js"));
    assert.ok(below.every((file) => file.startsWith("dist/cli/")));
    assert.deepEqual(testFiles(["src/cli/npmTest.test.ts"]), ["dist/cli/npmTest.test.js"]);
  });

  it("are not silently none", () => {
    assert.throws(() => testFiles(["src/nowhere"]), {
      message: /^There is no src\/nowhere below src\. Say for instance/,
    });
    assert.throws(() => testFiles(["notebooks"]), { message: /^There is no notebooks below src/ });
    assert.throws(() => testFiles([".."]), { message: /below src/ });
    assert.throws(() => testFiles(["src/cli/npmTest.ts"]), { message: /^There are no tests below/ });
  });

  it("tell by their imports what has to be installed for them", () => {
    assert.deepEqual(needs([]), { jupyter: true, browser: true });
    assert.deepEqual(needs(["src/errors.test.ts"]), { jupyter: false, browser: false });
    assert.deepEqual(needs(["src/cli/install.test.ts"]), { jupyter: true, browser: false });
    assert.deepEqual(needs(["src/notebook/notebooks.test.ts"]), { jupyter: true, browser: false });
  });

  it("keep nothing in the person's own folders", () => {
    const { NABLAB_HISTORY, CHROME_PATH, ...places } = testVariables({ CHROME_PATH: "chrome" });
    assert.deepEqual([NABLAB_HISTORY, CHROME_PATH], ["none", "chrome"]);
    for (const name of ["JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR"])
      assert.ok(places[name]?.startsWith(privateFolder), name);
  });
});
