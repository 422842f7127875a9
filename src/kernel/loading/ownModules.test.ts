import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, describe, it } from "node:test";
import { OwnModules } from "./ownModules";
import { readPack, writePack } from "./pack";

const root = mkdtempSync(join(tmpdir(), "nablab-own-"));
after(() => rmSync(root, { recursive: true }));
const native = createRequire(__filename);

describe("modules from a pack", () => {
  let folder = "";
  let pack = "";
  const file = (name: string): string => join(folder, name);
  const put = (name: string, text: string): void => writeFileSync(file(name), text);

  beforeEach(() => {
    folder = mkdtempSync(join(root, "case-"));
    pack = join(folder, "cache", "x.cache");
  });

  /** As another process would load it. */
  function anew(name: string): { modules: OwnModules; value: unknown } {
    for (const key of Object.keys(native.cache)) if (key.startsWith(folder)) delete native.cache[key];
    const modules = new OwnModules(pack);
    return { modules, value: modules.require(file(name)) };
  }

  function loadAndSave(name: string): unknown {
    const { modules, value } = anew(name);
    modules.save();
    return value;
  }

  it("give what Node's own loader gives, with and without a pack", () => {
    mkdirSync(file("in"));
    put("data.json", '{ "six": 6 }');
    put("in/index.js", "exports.where = [__filename, __dirname, module.id, this === exports];");
    put("b.js", "exports.early = require('./a').early; exports.join = require('node:path').join('x', 'y');");
    put(
      "a.js",
      '"use strict"; exports.early = 1; exports.b = require("./b.js"); exports.late = require("./b");\n' +
        "exports.six = require('./data.json').six; exports.where = require('./in').where;\n" +
        "exports.found = require.resolve('./b'); exports.main = require.main === module; exports.strict = this;",
    );
    const expected = native(file("a.js")) as object;
    assert.deepEqual(loadAndSave("a.js"), expected);
    assert.deepEqual(readPack(pack).map((one) => one.file).sort(), [file("a.js"), file("b.js"), file("in/index.js")]); // prettier-ignore
    assert.deepEqual(anew("a.js").value, expected);
    assert.equal(native(file("b.js")), native.cache[file("b.js")]!.exports);
  });

  it("come from the pack as long as the file is the same, and from the file when it has changed", () => {
    put("a.js", "module.exports = 'file';");
    assert.equal(loadAndSave("a.js"), "file");
    const [one] = readPack(pack);
    const other = { ...one, text: one.text.replace("'file'", "'pack'"), code: Buffer.alloc(0) };
    writePack(pack, [other]);
    assert.equal(anew("a.js").value, "pack");
    put("a.js", "module.exports = 'newer';");
    assert.equal(loadAndSave("a.js"), "newer");
    assert.equal(anew("a.js").value, "newer");
    assert.match(readPack(pack)[0].text, /newer/);
  });

  it("are read from their files where the pack is damaged, which is then written anew", () => {
    put("a.js", "module.exports = 7;");
    loadAndSave("a.js");
    const bytes = readFileSync(pack);
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(pack, bytes);
    assert.deepEqual(readPack(pack), []);
    assert.equal(loadAndSave("a.js"), 7);
    assert.equal(readPack(pack).length, 1);
  });

  it("leave a pack alone that has all of them, and keep what this run did not load", () => {
    put("a.js", "exports.a = 1;");
    put("b.js", "exports.b = 1;");
    loadAndSave("a.js");
    loadAndSave("b.js");
    assert.equal(readPack(pack).length, 2);
    const before = readFileSync(pack);
    loadAndSave("a.js");
    assert.deepEqual(readFileSync(pack), before);
    rmSync(file("a.js"));
    put("b.js", "exports.b = 2;");
    loadAndSave("b.js");
    assert.deepEqual(readPack(pack).map((one) => one.file), [file("b.js")]); // prettier-ignore
  });

  it("name the places of their errors, and are loaded again after one", () => {
    const text = '"use strict"; globalThis.counted = (globalThis.counted ?? 0) + 1; throw new Error("no");';
    put("a.js", text);
    for (let i = 1; i <= 2; i++) {
      assert.throws(
        () => new OwnModules(pack).require(file("a.js")),
        (error: Error) => error.stack!.includes(`${file("a.js")}:1:${text.indexOf("new Error") + 1}`),
      );
      assert.equal((globalThis as { counted?: number }).counted, i);
    }
    put("broken.js", "exports.x = ;");
    assert.throws(() => anew("broken.js"), SyntaxError);
  });

  it("need no pack", () => {
    put("a.js", "exports.a = 1;");
    const modules = new OwnModules(undefined);
    assert.deepEqual(modules.require(file("a.js")), { a: 1 });
    modules.save();
    assert.equal(existsSync(pack), false);
  });
});
