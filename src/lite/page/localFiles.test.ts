import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LocalFiles } from "./localFiles";

/** A drive of these texts by path, and how often it was asked. */
class Drive {
  asked = 0;
  constructor(readonly files: Record<string, string>) {}

  get(path: string): Promise<{ content: unknown; format: string | null }> {
    this.asked++;
    if (path in this.files) {
      const text = this.files[path];
      // As servers send what they take for a film.
      if (path.endsWith(".ts")) return Promise.resolve({ content: btoa(text), format: "base64" });
      return Promise.resolve({
        content: path.endsWith(".json") ? (JSON.parse(text) as unknown) : text,
        format: "json",
      });
    }
    const below = Object.keys(this.files).filter((file) => path === "" || file.startsWith(`${path}/`));
    if (below.length === 0) return Promise.reject(new Error(`no ${path}`));
    const entries = new Map<string, string>();
    for (const file of below) {
      const [name, ...rest] = file.slice(path === "" ? 0 : path.length + 1).split("/");
      entries.set(name, rest.length > 0 ? "directory" : "file");
    }
    const content = [...entries].map(([name, type]) => ({ name, type }));
    return Promise.resolve({ content, format: "json" });
  }
}

describe("the local files of a page's code", () => {
  const texts = {
    "zh/near.ts": 'import { far } from "../far.js"; export * from "./lib";',
    "zh/lib/index.ts": "import data from './data.json';",
    "zh/lib/data.json": '{"k":1}',
    "far.ts": 'import "./zh/near"; export const far = 1;',
    "other.ts": "",
  };

  it("are those that it imports, and those that they import, as its folder sees them", async () => {
    const files = new LocalFiles(new Drive({ ...texts }), "zh");
    const code = JSON.stringify({ code: 'import { v } from "./near";\nv' });
    assert.ok(files.concern(code));
    const changes = await files.changes(code);
    assert.deepEqual(changes, {
      "near.ts": texts["zh/near.ts"],
      "lib/index.ts": texts["zh/lib/index.ts"],
      "lib/data.json": texts["zh/lib/data.json"],
      "../far.ts": texts["far.ts"],
    });
  });

  it("are sent again when they have changed or are gone, also for code that names none", async () => {
    const drive = new Drive({ "near.ts": "1", "gone.ts": "2" });
    const files = new LocalFiles(drive, "");
    assert.deepEqual(await files.changes('import "./near"; await import("./gone.ts")'), { "near.ts": "1", "gone.ts": "2" }); // prettier-ignore
    assert.deepEqual(await files.changes("f()"), {});
    drive.files["near.ts"] = "3";
    delete drive.files["gone.ts"];
    assert.ok(files.concern("f()"));
    assert.deepEqual(await files.changes("f()"), { "near.ts": "3", "gone.ts": null });
  });

  it("are not asked for by code that imports none", () => {
    const drive = new Drive({});
    const files = new LocalFiles(drive, "");
    for (const code of ['import "nablab"', "f(1)", 'const from = "./near"', "1 / 2"])
      assert.ok(!files.concern(JSON.stringify({ code })), code);
    assert.equal(drive.asked, 0);
  });

  it("that are not there are left to the compiler's complaint", async () => {
    const files = new LocalFiles(new Drive(texts), "zh");
    assert.deepEqual(await files.changes('import "./nowhere"; import "../../../up"; import "./no/where";'), {}); // prettier-ignore
  });
});
