// The npm package: what is in it, under which licences, and how large it is.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { filesBelow, ownVersion, root } from "../cli/environment";
import { liteFolder } from "../lite/built";
import { carried, licencesName } from "../cli/thirdParty";
import { npmPack, type Packed, runtimeDependencies } from "./packageFiles";

/** Files in `dist` that the build writes from sources of our own which are not TypeScript. */
const ownAssets = [
  /^dist\/labextension\/built\/(package\.json|schemas\/nablab\/typing\.json|static\/remoteEntry\.[0-9a-f]{16}\.js)$/,
  /^dist\/lite\/built\/(package\.json|static\/remoteEntry\.[0-9a-f]{16}\.js|static\/[0-9a-f]{16}\/(kernel|library|mathjs|parsers|typescript)\.js|static\/[0-9a-f]{16}\/types\.json)$/,
  /^dist\/nbconvert\/(conf\.json|index\.(html|md)\.j2|static\/figures\.js)$/,
];

const licences = `dist/${licencesName}`;

/** What the compiler writes: JavaScript and types beside each other. */
function isCompiled(path: string, all: ReadonlySet<string>): boolean {
  const name = path.replace(/(\.d\.ts|\.js)$/, "");
  return all.has(`${name}.js`) && all.has(`${name}.d.ts`);
}

/** The files in `dist` that neither the compiler nor the build has written from sources of our own. */
function othersAmong(paths: readonly string[]): string[] {
  const all = new Set(paths);
  return paths.filter(
    (path) =>
      path.startsWith("dist/") &&
      path !== licences &&
      !isCompiled(path, all) &&
      !ownAssets.some((pattern) => pattern.test(path)),
  );
}

function gzipped(bytes: Buffer): number {
  return gzipSync(bytes, { level: 9 }).length;
}

describe("the npm package", () => {
  let packed: Packed;
  let paths: string[] = [];
  before(async () => {
    packed = await npmPack();
    paths = packed.files.map(({ path }) => path);
  });

  it("has the program, the library with its types, and the course in both languages", () => {
    for (const path of [
      "LICENSE",
      "dist/cli/main.js",
      "dist/index.d.ts",
      "dist/kernel/main.js",
      "notebooks/00-start-here.ipynb",
      "notebooks/zh/13-inside-autograd.ipynb",
      licences,
    ])
      assert.ok(paths.includes(path), path);
    const missing = filesBelow(join(root, "notebooks")).filter(
      (file) => file.endsWith(".ipynb") && !paths.includes(file.slice(root.length + 1).replaceAll("\\", "/")),
    );
    assert.deepEqual(missing, []);
  });

  it("has nothing of the tests, the benchmarks or the build", () => {
    const unwanted =
      /\.tsbuildinfo$|\.map$|\.test\.|^dist\/(testing|bench|distribution|book|lite\/(host|page|worker))\/|(^|\/)\.|__pycache__/;
    assert.deepEqual(
      paths.filter((path) => unwanted.test(path)),
      [],
    );
  });

  it("carries no large file twice", () => {
    const large = packed.files.filter(({ size }) => size > 50_000);
    const names = large.map(({ path }) =>
      createHash("sha256")
        .update(readFileSync(join(root, path)))
        .digest("hex"),
    );
    assert.ok(large.length > 5);
    assert.equal(new Set(names).size, names.length);
    for (const name of ["plotly", "mathjax"])
      assert.deepEqual(
        runtimeDependencies().filter((one) => one.name.includes(name)),
        [],
      );
  });

  it("carries files of others only with their licence", () => {
    const known = carried.flatMap(({ files }) => files.map((file) => `dist/${file}`));
    assert.deepEqual(othersAmong(paths).sort(), known.sort());
    const text = readFileSync(join(root, licences), "utf8");
    const notices = text.split(`${"=".repeat(80)}\n`).slice(1);
    assert.equal(notices.length, carried.length);
    for (const [k, { files, from }] of carried.entries()) {
      for (const word of [...files, `from ${from} `])
        assert.ok(notices[k].includes(word), `${from}: ${word}`);
      assert.match(notices[k], /copyright/i, from);
      assert.match(notices[k], /permission is hereby granted|apache license|sil open font license/i, from);
    }
  });

  it("needs packages with licences that allow to pass them on", () => {
    const allowed = ["MIT", "ISC", "Apache-2.0", "BSD-3-Clause", "MPL-2.0", "MIT AND MPL-2.0"];
    const dependencies = runtimeDependencies();
    assert.ok(dependencies.length > 10);
    assert.deepEqual(
      dependencies.filter(({ licence }) => !allowed.includes(licence)),
      [],
    );
  });

  it("is at most 11 MB without the kernel of a page, which is at most 2.5 MB", () => {
    // The window of the compression is small: files take in the archive what they take alone.
    const page = filesBelow(liteFolder).reduce((sum, file) => sum + gzipped(readFileSync(file)), 0);
    assert.ok(page > 1e6 && page <= 2.5e6, `${page} bytes`);
    assert.ok(packed.size - page <= 11e6, `${packed.size} bytes, of these ${page} of the page's kernel`);
  });

  it("takes at most 135 MB with all that it needs", () => {
    const needed = runtimeDependencies().flatMap(({ folder }) => filesBelow(join(root, folder)));
    const own = packed.files.reduce((sum, { size }) => sum + size, 0);
    const all = needed.reduce((sum, file) => sum + readFileSync(file).length, own);
    assert.ok(all > 50e6 && all <= 135e6, `${all} bytes`);
  });
});

describe("the version", () => {
  it("is said by package.json, and by nothing else that a person edits", () => {
    assert.match(ownVersion(), /^\d+\.\d+\.\d+$/);
    const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
      version: string;
      packages: Record<string, { version: string }>;
    };
    assert.deepEqual([lock.version, lock.packages[""].version], [ownVersion(), ownVersion()]);
    const sources = filesBelow(join(root, "src")).filter((file) =>
      /(?<!\.test)\.(ts|c?js|py|toml|json)$/.test(file),
    );
    const saying = sources.filter((file) => readFileSync(file, "utf8").includes(`"${ownVersion()}"`));
    assert.deepEqual(saying, []);
  });
});
