import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { Failure } from "../../cli/failure";
import { ensureFirefox, findFirefox } from "./findFirefox";

const folder = mkdtempSync(join(tmpdir(), "nablab-firefox-"));
after(() => rmSync(folder, { recursive: true }));

describe("the second browser of the tests", () => {
  it("is the one of FIREFOX_PATH, else one on the PATH", () => {
    const program = join(folder, "firefox-esr");
    writeFileSync(program, "");
    assert.equal(findFirefox({ FIREFOX_PATH: program, PATH: "" }), program);
    assert.equal(findFirefox({ PATH: folder }), program);
    assert.throws(() => findFirefox({ FIREFOX_PATH: join(folder, "none") }), Failure);
  });

  it("is installed where there is none, and what was said is told where that fails", async () => {
    let there: string | undefined;
    const way = (): Promise<string> => Promise.resolve(((there = "/usr/bin/firefox-esr"), ""));
    assert.equal(await ensureFirefox({}, way, () => there), "/usr/bin/firefox-esr");
    await assert.rejects(
      ensureFirefox(
        {},
        () => Promise.resolve("no network"),
        () => undefined,
      ),
      /^Error: no network\n\nThe release's tests need Firefox, .* apt install firefox-esr/,
    );
  });
});
