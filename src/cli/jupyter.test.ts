import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { Failure } from "./failure";
import { fullName, jupyterAt, jupyterOnPath } from "./jupyter";

const temporary = mkdtempSync(join(tmpdir(), "nablab-jupyter-"));
after(() => rmSync(temporary, { recursive: true }));

/**
 * An executable in a folder of its own that knows these applications, each with what it prints for --version.
 */
function fake(applications: Record<string, string>, name = "jupyter", below = ""): string {
  const folder = join(mkdtempSync(join(temporary, "bin-")), below);
  const file = join(folder, name);
  const cases = Object.entries(applications).map(([words, version]) => `"${words}") echo "${version}";;`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `#!/bin/sh\ncase "$*" in ${cases.join(" ")} *) exit 1;; esac\n`);
  chmodSync(file, 0o755);
  return file;
}

const old = { "notebook --version": "6.4.12" };
const both = { "lab --version": "4.6.6", "notebook --version": "7.6.5" };

describe("a Jupyter that is there already", () => {
  it("is used as JupyterLab where it has that, else as Notebook", async () => {
    const lab = fake(both);
    assert.deepEqual(await jupyterAt(lab), { command: [lab, "lab"], application: "lab", version: "4.6.6" });
    const notebook = await jupyterAt(fake(old));
    assert.equal(notebook.application, "notebook");
    assert.equal(fullName(notebook), "Jupyter Notebook 6.4.12");
  });

  it("may be named by its folder, or by its environment's", async () => {
    const inFolder = fake(both);
    assert.deepEqual((await jupyterAt(dirname(inFolder))).command, [inFolder, "lab"]);
    const inEnvironment = fake(both, "jupyter", "bin");
    assert.deepEqual((await jupyterAt(dirname(dirname(inEnvironment)))).command, [inEnvironment, "lab"]);
  });

  it("may be an application itself", async () => {
    const lab = fake({ "--version": "4.5.0" }, "jupyter-lab");
    assert.deepEqual(await jupyterAt(lab), { command: [lab], application: "lab", version: "4.5.0" });
    const notebook = fake({ "--version": "7.0.0" }, "jupyter-notebook");
    assert.equal((await jupyterAt(notebook)).application, "notebook");
  });

  it("says what is wrong with a path that has none", async () => {
    const refuses = (path: string, message: RegExp): Promise<void> =>
      assert.rejects(
        jupyterAt(path),
        (error: unknown) => error instanceof Failure && message.test(error.message),
      );
    await refuses(join(temporary, "missing"), /^There is no .*missing\. Give --jupyter the path/);
    await refuses(temporary, /^The folder .* has no jupyter program\. Give --jupyter/);
    await refuses(fake({}), /starts neither JupyterLab nor Jupyter Notebook\. Give --jupyter/);
  });

  it("is looked for on the PATH; one that does not run is passed over", async () => {
    const broken = fake({});
    const notebook = fake(old);
    const variables = { PATH: [dirname(broken), dirname(notebook)].join(delimiter) };
    assert.deepEqual((await jupyterOnPath(variables))?.command, [notebook, "notebook"]);
    assert.equal(await jupyterOnPath({ PATH: dirname(broken) }), undefined);
    assert.equal(await jupyterOnPath({}), undefined);
  });
});
