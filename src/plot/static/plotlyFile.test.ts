import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, parse } from "node:path";
import { after, describe, it } from "node:test";
import { plotlyFile } from "./plotlyFile";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "nablab-plotly-")));
after(() => rmSync(folder, { recursive: true }));

const name = "plotly-cartesian.min.js";

function made(...place: string[]): string {
  const file = join(folder, ...place, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "");
  return file;
}

describe("plotly's script", () => {
  it("is taken from beside the program, where it is there", () => {
    const file = made("clone", "dist", "labextension", "built", "static");
    made("share", "jupyter", "labextensions", "nablab", "static");
    assert.equal(plotlyFile(join(folder, "clone", "dist", "plot", "static")), file);
  });

  it("is found in the environment where pip has put it, on every system", () => {
    for (const [environment, packages] of [
      ["linux", ["lib", "python3.12", "site-packages"]],
      ["debian", ["lib", "python3", "dist-packages"]],
      ["windows", ["Lib", "site-packages"]],
      ["mac", ["lib", "python", "site-packages"]],
      ["windows-user", ["Python311", "site-packages"]],
      ["target", []],
    ] as const) {
      const file = made(environment, "share", "jupyter", "labextensions", "nablab", "static");
      const program = join(folder, environment, ...packages, "nablab", "app", "dist", "plot", "static");
      assert.equal(plotlyFile(program), file);
    }
  });

  it("that is nowhere is an error that says where it was looked for, and the way out", () => {
    const none = join(parse(folder).root, "nowhere", "dist", "plot", "static");
    assert.throws(
      () => plotlyFile(none),
      /plotly-cartesian\.min\.js, which draws pictures, is neither at .*nowhere.*: install nablab again$/,
    );
  });
});
