// Validation of notebook files by nbformat itself.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../cli/environment";
import { run } from "../cli/run";
import { installed } from "./installed";

/** Fails unless nbformat would write the notebook in the same bytes. */
export async function assertAsNbformatWrites(text: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "nablab-nbformat-"));
  const file = join(folder, "notebook.ipynb");
  try {
    writeFileSync(file, text);
    const { python, variables } = installed();
    const env = { ...variables, PYTHONDONTWRITEBYTECODE: "1" };
    const { status, stderr } = await run([python, join(root, "src", "testing", "check.py"), file], { env });
    assert.equal(status, 0, stderr);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
