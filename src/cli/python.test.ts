import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { Failure } from "./failure";
import { atLeast, findPython } from "./python";

const temporary = mkdtempSync(join(tmpdir(), "nablab-python-"));
after(() => rmSync(temporary, { recursive: true }));

/** Environment variables whose PATH holds only these programs. */
function path(programs: Record<string, string>): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(temporary, "path-"));
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return { PATH: folder };
}

function answering(version: string, modules = "venv"): string {
  return `printf '%s\\n' ${version} /fake/python "${modules}"`;
}

async function refusal(variables: NodeJS.ProcessEnv): Promise<string> {
  const error = await findPython(variables).then(
    () => assert.fail("a Python was found"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Failure);
  assert.equal(error.status, 1);
  return error.message;
}

describe("the Python of the environment", () => {
  it("is python3 where that will do", async () => {
    const found = await findPython(path({ python3: answering("3.11.7"), "python3.13": answering("3.13.0") }));
    assert.deepEqual(found.command, ["python3"]);
    assert.equal(found.version, "3.11.7");
  });

  for (const [name, command] of [
    ["python", ["python"]],
    ["py", ["py", "-3"]],
    ["python3.9", ["python3.9"]],
    ["python3.14", ["python3.14"]],
  ] as const) {
    it(`is ${name} where there is nothing else`, async () => {
      assert.deepEqual((await findPython(path({ [name]: answering("3.9.0") }))).command, command);
    });
  }

  it("passes over one that is too old, one without venv and one that does not run", async () => {
    const variables = path({
      python3: answering("3.8.18"),
      python: "exit 127",
      "python3.14": answering("3.14.0", "no venv"),
      "python3.12": answering("3.12.1"),
    });
    assert.deepEqual((await findPython(variables)).command, ["python3.12"]);
  });

  it("is a newer one where what is to be made asks for more than the first of them is", async () => {
    const variables = path({ python3: answering("3.9.2"), "python3.11": answering("3.11.7") });
    assert.deepEqual((await findPython(variables, "3.10")).command, ["python3.11"]);
    assert.deepEqual((await findPython(variables)).command, ["python3"]);
  });

  it("is not there: the sentence says what to install", async () => {
    const message = await refusal(path({}));
    assert.match(
      message,
      /^Python 3\.9 or newer is needed, and none was found\. Install .* and run the command again\.$/,
    );
  });

  it("is too old: the sentence says which was found", async () => {
    const message = await refusal(path({ python: answering("2.7.18"), python3: answering("3.8.18") }));
    assert.match(
      message,
      /^Python 3\.9 or newer is needed, and \/fake\/python is Python 3\.8\.18\. Install /,
    );
  });

  it("lacks venv: the sentence names Debian's package", async () => {
    const message = await refusal(path({ python3: answering("3.11.2", "no venv") }));
    assert.match(
      message,
      /^Python 3\.11\.2 \(\/fake\/python\) has no venv module.*apt install python3\.11-venv\)/,
    );
  });
});

describe("versions", () => {
  it("compare by their numbers, not by their letters", () => {
    assert.ok(atLeast("3.10.1", "3.9"));
    assert.ok(atLeast("3.9", "3.9"));
    assert.ok(atLeast("3.9.0", "3.9"));
    assert.ok(atLeast("4.0.0", "3.9"));
    assert.ok(!atLeast("3.8.18", "3.9"));
    assert.ok(!atLeast("2.7.18", "3.9"));
    assert.ok(!atLeast("3", "3.9"));
  });
});
