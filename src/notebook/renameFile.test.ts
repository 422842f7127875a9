import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renameFile } from "./renameFile";

/** A rename that fails so many times, and counts. */
function failing(times: number, code: string): { rename: () => void; count: () => number } {
  let calls = 0;
  const rename = (): void => {
    if (++calls <= times) throw Object.assign(new Error(code), { code });
  };
  return { rename, count: () => calls };
}

describe("a file that takes the place of another one", () => {
  it("is moved again on Windows while another program holds that one open", () => {
    for (const code of ["EPERM", "EACCES", "EBUSY"]) {
      const { rename, count } = failing(3, code);
      renameFile("a", "b", "win32", rename);
      assert.equal(count(), 4);
    }
  });

  it("is given up in the end, at once for other reasons, and at once elsewhere", () => {
    for (const [platform, code, calls] of [
      ["win32", "EPERM", 20],
      ["win32", "ENOSPC", 1],
      ["linux", "EPERM", 1],
    ] as const) {
      const { rename, count } = failing(Infinity, code);
      assert.throws(() => renameFile("a", "b", platform, rename), { code });
      assert.equal(count(), calls);
    }
  });
});
