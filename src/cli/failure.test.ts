import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { root } from "./environment";
import { Failure, report, whyNotWritten } from "./failure";
import { run } from "./run";

const folder = mkdtempSync(join(tmpdir(), "nablab-failure-"));
after(() => rmSync(folder, { recursive: true }));

describe("a place that cannot be written", () => {
  const said = (code: string): unknown =>
    whyNotWritten("/place", Object.assign(new Error("x"), { code }), "Go elsewhere.");

  it("is named with the way out; a full disk has another one", () => {
    for (const code of ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "EFBIG"])
      assert.equal((said(code) as Failure).message, `/place cannot be written (${code}). Go elsewhere.`);
    for (const code of ["ENOSPC", "EDQUOT"])
      assert.match(
        (said(code) as Failure).message,
        /^\/place cannot be written: the disk is full\. Free some space/,
      );
  });

  it("for a reason that nobody foresaw keeps its error", () => {
    assert.ok(!(said("EIO") instanceof Failure));
    assert.equal((said("EIO") as NodeJS.ErrnoException).code, "EIO");
  });
});

describe("what the system refuses", () => {
  const said = (system: object): string => {
    const lines: unknown[] = [];
    const { error } = console;
    console.error = (line: unknown) => lines.push(line);
    try {
      assert.equal(report(Object.assign(new Error("x"), system)), 1);
    } finally {
      console.error = error;
    }
    return lines.map((line) => (line instanceof Error ? "an error with its stack" : String(line))).join("\n");
  };

  it("to any command is a sentence with the place and the way out", () => {
    const place = { path: "/place/file" };
    const wayOut = "Give yourself the right to it, or name another place, and run the command again.";
    for (const [system, sentence] of [
      [{ ...place, code: "EACCES", syscall: "mkdir" }, `/place/file cannot be written (EACCES). ${wayOut}`],
      [{ ...place, code: "EACCES", syscall: "open" }, `/place/file cannot be opened (EACCES). ${wayOut}`],
      [
        { code: "ENOSPC", syscall: "write" },
        "A file cannot be written: the disk is full. Free some space and run the command again.",
      ],
    ] as const)
      assert.equal(said(system), `nablab: ${sentence}`);
  });

  it("and nobody foresaw, and an error of ours, keep their stacks", () => {
    for (const system of [{ code: "EIO", syscall: "read" }, { code: "EACCES" }, {}])
      assert.equal(said(system), "an error with its stack");
  });
});

describe("an old Node.js", () => {
  it("is refused by the command and by the kernel, in a sentence with the way out", async () => {
    const asOld = join(folder, "old.cjs");
    writeFileSync(asOld, `Object.defineProperty(process, "versions", { value: { node: "18.20.4" } });`);
    for (const words of [["--version"], ["kernel", "connection.json"]]) {
      const main = join(root, "dist", "cli", "main.js");
      const { status, stdout, stderr } = await run([process.execPath, "--require", asOld, main, ...words]);
      assert.deepEqual([status, stdout], [1, ""]);
      assert.match(
        stderr,
        /^nablab: Node\.js 20 or newer is needed, and this is 18\.20\.4 \(.*\)\. Install a current one/,
      );
    }
  });
});
