import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { filesBelow, root } from "./environment";
import { Failure } from "./failure";
import { runAddress, siteAddress } from "./siteAddress";

const course = join(root, "notebooks");
const notebooks = filesBelow(course)
  .filter((file) => file.endsWith(".ipynb"))
  .map((file) => file.slice(course.length + 1).replaceAll("\\", "/"));

describe("the address of a site", () => {
  it("is whole or relative, and ends with a slash", () => {
    assert.equal(siteAddress("https://a.example/b"), "https://a.example/b/");
    assert.equal(siteAddress("http://localhost:8000/"), "http://localhost:8000/");
    assert.equal(siteAddress("../site"), "../site/");
    assert.equal(siteAddress("/course/"), "/course/");
  });

  for (const wrong of [
    "",
    "javascript:alert(1)",
    "file:///site/",
    "C:\\site",
    "https://a.example/?x=1",
    "a b",
    "https://[/",
  ])
    it(`is not ${JSON.stringify(wrong)}, which is refused with an address that would do`, () => {
      assert.throws(
        () => siteAddress(wrong),
        (error) =>
          error instanceof Failure && error.what.includes(`"${wrong}"`) && /https:/.test(error.wayOut),
      );
    });

  it("leads to a notebook from any page of a book, whatever the notebook's name", () => {
    const [book, page] = ["https://a.example/course/book/", "https://a.example/course/book/zh/01.html"];
    const address = (site: string, up?: string): URL =>
      new URL(runAddress(site, "zh/x² & y#1.ipynb", up), up === undefined ? book : page);
    for (const found of [address("../site/"), address("../site/", ".."), address("/course/site/", "..")]) {
      assert.equal(found.origin + found.pathname, "https://a.example/course/site/notebooks/index.html");
      assert.equal(found.searchParams.get("path"), "zh/x² & y#1.ipynb");
    }
    assert.equal(address("https://b.example/", "..").host, "b.example");
  });
});

describe("the README", () => {
  const text = readFileSync(join(root, "README.md"), "utf8");
  const links = Array.from(text.matchAll(/\]\(([^)]*notebooks\/index\.html\?path=[^)]*)\)/g), ([, to]) => to);
  const base = links[0].slice(0, links[0].indexOf("notebooks/index.html"));

  it("links every notebook of the course to one site", () => {
    assert.deepEqual([...links].sort(), notebooks.map((path) => runAddress(base, path)).sort());
    assert.ok(notebooks.length > 20);
  });

  it("names as the site's address what the page for teachers names, and no machine", () => {
    assert.match(base, /^https:\/\/\w+\.github\.io\/\w+\/site\/$/);
    assert.ok(readFileSync(join(course, "TEACHING.md"), "utf8").includes(base));
  });
});
