import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { run, spawnable } from "./run";

describe("another program", () => {
  it("is started without a shell, but for Windows' batch files", () => {
    const command = ["C:\\pyenv shims\\python.bat", "-c", 'print("a b")'];
    assert.deepEqual(spawnable(command, "win32"), {
      program: '"C:\\pyenv shims\\python.bat"',
      words: ['"-c"', '"print(""a b"")"'],
      shell: true,
    });
    const [program, ...words] = command;
    assert.deepEqual(spawnable(command, "linux"), { program, words, shell: false });
    assert.deepEqual(spawnable(["python.exe", "-V"], "win32"), {
      program: "python.exe",
      words: ["-V"],
      shell: false,
    });
  });

  it("gives its status and what it prints, and null where it cannot be started", async () => {
    const script = "console.log('out'); console.error('err'); process.exitCode = 3";
    const ended = await run([process.execPath, "-e", script]);
    assert.deepEqual(ended, { status: 3, stdout: "out\n", stderr: "err\n" });
    assert.equal((await run(["no-such-program"])).status, null);
  });
});
