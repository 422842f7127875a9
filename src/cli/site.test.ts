import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { Failure } from "./failure";
import { ensureSiteEnvironment, makeSite } from "./site";

const place = mkdtempSync(join(tmpdir(), "nablab-site-"));
after(() => rmSync(place, { recursive: true }));

function isFailure(says: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof Failure && says.test(error.message);
}

describe("what a site is made of", () => {
  it("is refused with Python 3.9, with the version that is wanted, before anything is written", async () => {
    const programs = join(place, "programs");
    mkdirSync(programs);
    writeFileSync(join(programs, "python3"), "#!/bin/sh\nprintf '%s\\n' 3.9.2 /fake/python venv\n");
    chmodSync(join(programs, "python3"), 0o755);
    const environment = join(place, "environment");
    await assert.rejects(
      ensureSiteEnvironment(environment, { PATH: programs }),
      isFailure(
        /Python 3\.10 or newer is needed, and \/fake\/python is Python 3\.9\.2\. Install a current one/,
      ),
    );
    assert.equal(existsSync(environment), false);
  });

  for (const [what, text, says] of [
    ["a notebook that is cut off", '{"cells": [', /broken\.ipynb is not JSON/],
    ["a notebook that is none", "[1, 2]", /broken\.ipynb/],
    ["no notebook at all", undefined, /no notebooks below/],
  ] as const)
    it(`is refused with ${what}, and a site that was there stays`, async () => {
      const source = mkdtempSync(join(place, "notebooks-"));
      if (text !== undefined) writeFileSync(join(source, "broken.ipynb"), text);
      const folder = join(mkdtempSync(join(place, "made-")), "site");
      mkdirSync(join(folder, "lab"), { recursive: true });
      writeFileSync(join(folder, "jupyter-lite.json"), "{}");
      await assert.rejects(makeSite(folder, source, join(place, "nowhere")), isFailure(says));
      assert.deepEqual(readdirSync(join(folder, "..")), ["site"]);
      assert.deepEqual(readdirSync(folder).sort(), ["jupyter-lite.json", "lab"]);
    });

  it("never takes the place of a folder that is no site", async () => {
    const source = mkdtempSync(join(place, "notebooks-"));
    await assert.rejects(
      makeSite(place, source, join(place, "nowhere")),
      isFailure(/is there already, and is no site/),
    );
  });
});
