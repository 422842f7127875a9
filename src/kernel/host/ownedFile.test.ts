import assert from "node:assert/strict";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, describe, it } from "node:test";
import { readOwned, writeOwned } from "./ownedFile";

const root = mkdtempSync(join(tmpdir(), "nablab-owned-"));
after(() => rmSync(root, { recursive: true }));

const onUnix = { skip: process.platform === "win32" ? "Windows has no modes" : false };
const data = Buffer.from("code that will run");

describe("a file of one's own", () => {
  let file = "";
  beforeEach(() => (file = join(mkdtempSync(join(root, "case-")), "cache", "x.cache")));

  it("is read back as it was written, and leaves nothing beside", () => {
    assert.equal(writeOwned(file, data), true);
    assert.deepEqual(readOwned(file), data);
    assert.deepEqual(readdirSync(join(file, "..")), ["x.cache"]);
  });

  it("is for the person alone", onUnix, () => {
    writeOwned(file, data);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(statSync(join(file, "..")).mode & 0o777, 0o700);
  });

  it("with any byte changed, cut off or empty is not read, and is written anew", () => {
    writeOwned(file, data);
    const whole = readFileSync(file);
    const changed = Buffer.from(whole);
    changed[40] ^= 1;
    for (const bytes of [changed, whole.subarray(0, 45), Buffer.alloc(whole.length), Buffer.alloc(0)]) {
      writeFileSync(file, bytes);
      assert.equal(readOwned(file), undefined);
    }
    writeOwned(file, data);
    assert.deepEqual(readOwned(file), data);
  });

  it("that others may write, or a link to one, is not read", onUnix, () => {
    writeOwned(file, data);
    chmodSync(file, 0o666);
    assert.equal(readOwned(file), undefined);
    chmodSync(file, 0o600);
    symlinkSync(file, `${file}.link`);
    assert.equal(readOwned(`${file}.link`), undefined);
    chmodSync(join(file, ".."), 0o777);
    assert.equal(readOwned(file), undefined);
  });

  it("what was begun long ago and never finished is removed", () => {
    writeOwned(file, data);
    const half = `${file}.1234`;
    writeFileSync(half, "half");
    utimesSync(half, 1, 1);
    writeOwned(file, data);
    assert.deepEqual(readdirSync(join(file, "..")), ["x.cache"]);
  });
});
