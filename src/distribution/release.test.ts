import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { run } from "../cli/run";
import { cutChangelog } from "./changelog";
import { applyPlan, planRelease } from "./release";

const head = "# Changelog\n\nAll notable changes.\n\n";
const older = "\n## [0.1.0] - 2026-01-01\n\n- First.\n";

describe("the changelog", () => {
  it("gives what was not released to the version, and an empty heading to what comes", () => {
    const { text, section } = cutChangelog(
      `${head}## [Unreleased]\n\n### Added\n\n- Much.\n${older}`,
      "0.2.0",
      "2026-02-03",
    );
    assert.equal(section, "## [0.2.0] - 2026-02-03\n\n### Added\n\n- Much.\n");
    assert.equal(text, `${head}## [Unreleased]\n\n${section}${older}`);
  });

  it("may have no older version", () => {
    assert.match(
      cutChangelog(`${head}## [Unreleased]\n\n- A.\n`, "1.0.0", "d").text,
      /## \[1\.0\.0\] - d\n\n- A\.\n$/,
    );
  });

  it("without anything to tell, with the version told already, or without the heading is refused", () => {
    for (const [text, sentence] of [
      [`${head}## [Unreleased]\n${older}`, /says nothing under "## \[Unreleased\]"/],
      [`${head}## [Unreleased]\n\n- A.\n${older.replace("0.1.0", "0.2.0")}`, /has a section 0\.2\.0 already/],
      [`${head}${older}`, /has no heading "## \[Unreleased\]"/],
    ] as const)
      assert.throws(() => cutChangelog(text, "0.2.0", "d"), sentence);
  });
});

describe("a release", () => {
  const clone = mkdtempSync(join(tmpdir(), "nablab-release-test-"));
  after(() => rmSync(clone, { recursive: true }));

  async function git(...words: string[]): Promise<string> {
    const identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    const { status, stdout, stderr } = await run(["git", ...identity, ...words], { cwd: clone });
    assert.equal(status, 0, stderr);
    return stdout;
  }

  before(async () => {
    const version = { name: "p", version: "0.1.0" };
    const lock = { ...version, lockfileVersion: 3, packages: { "": version } };
    writeFileSync(join(clone, "package.json"), JSON.stringify(version, null, 2));
    writeFileSync(join(clone, "package-lock.json"), JSON.stringify(lock, null, 2));
    writeFileSync(join(clone, "CHANGELOG.md"), `${head}## [Unreleased]\n\n- Much.\n${older}`);
    await git("init", "--quiet");
    await git("add", ".");
    await git("commit", "--quiet", "--message", "All");
  });

  it("has a tag, and its version in package.json, lockfile and changelog", async () => {
    const plan = await planRelease(clone, "0.2.0", "2026-02-03");
    assert.equal(plan.tag, "v0.2.0");
    assert.equal(await git("status", "--porcelain"), "");
    await applyPlan(clone, plan);
    const read = (name: string): string => readFileSync(join(clone, name), "utf8");
    assert.match(read("package.json"), /"version": "0\.2\.0"/);
    assert.equal(read("package-lock.json").match(/"version": "0\.2\.0"/g)?.length, 2);
    assert.ok(read("CHANGELOG.md").includes(plan.section));
  });

  it("of a tree with changes, of a tag that is there, and of what is no version is refused", async () => {
    await assert.rejects(
      planRelease(clone, "0.2.0", "d"),
      /changes that are in no commit: M CHANGELOG\.md.*\. Commit them first\./,
    );
    await git("checkout", "--quiet", ".");
    await git("tag", "v0.2.0");
    await assert.rejects(
      planRelease(clone, "0.2.0", "d"),
      /There is a tag v0\.2\.0 already\. Say the next version/,
    );
    await assert.rejects(planRelease(clone, "next", "d"), /three numbers such as 0\.3\.0, but got "next"/);
  });
});
