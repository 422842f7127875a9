import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { ensureChromium, findChromium } from "./findChromium";
import { Failure } from "../../cli/failure";

const temporary = mkdtempSync(join(tmpdir(), "nablab-chromium-"));
after(() => rmSync(temporary, { recursive: true }));

function program(name: string): string {
  const file = join(mkdtempSync(join(temporary, "bin-")), name);
  writeFileSync(file, "");
  return file;
}

describe("the browser of the tests", () => {
  it("is the one of CHROME_PATH, before all others", () => {
    const named = program("my-browser");
    assert.equal(findChromium({ CHROME_PATH: named, PATH: join(program("chromium"), "..") }), named);
  });

  it("is refused where CHROME_PATH leads nowhere", () => {
    assert.throws(() => findChromium({ CHROME_PATH: "/nowhere/chrome" }), {
      message: "CHROME_PATH says /nowhere/chrome, and there is no such file. Mend it or unset it.",
    });
  });

  for (const name of ["chromium", "chromium-browser", "google-chrome", "microsoft-edge"]) {
    it(`is found on the PATH as ${name}`, () => {
      const file = program(name);
      assert.equal(findChromium({ PATH: join(file, "..") }), file);
    });
  }
});

describe("a browser that is missing", () => {
  /** Nothing is found until `there` names a file: the machine of the test may well have a browser. */
  function machine(): { there?: string; find: typeof findChromium } {
    const state: { there?: string; find: typeof findChromium } = { find: () => state.there };
    return state;
  }

  it("is installed by the first way that brings one", async () => {
    const state = machine();
    const tried: string[] = [];
    const ways = [
      () => Promise.resolve(tried.push("first") ? "no package" : ""),
      () => Promise.resolve(tried.push("second") ? ((state.there = "/usr/bin/chromium"), "") : ""),
      () => Promise.resolve(tried.push("third") ? "" : ""),
    ];
    assert.equal(await ensureChromium({}, ways, state.find), "/usr/bin/chromium");
    assert.deepEqual(tried, ["first", "second"]);
  });

  it("is not installed again where there is one", async () => {
    const state = machine();
    state.there = "/usr/bin/chromium";
    assert.equal(
      await ensureChromium({}, [() => assert.fail("nothing was to be installed")], state.find),
      state.there,
    );
  });

  it("ends the tests where no way brings one: what was said, and what to install", async () => {
    const ways = [() => Promise.resolve("E: no such package"), () => Promise.resolve("no network")];
    await assert.rejects(ensureChromium({}, ways, machine().find), (error: unknown) => {
      assert.ok(error instanceof Failure);
      assert.match(
        error.message,
        /^E: no such package\nno network\n\nThe browser tests need .* apt install chromium\)/,
      );
      return true;
    });
  });
});
