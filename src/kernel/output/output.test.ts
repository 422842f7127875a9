import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Header, Request } from "../protocol/message";
import { type Scope, scopeOf } from "../requests/requestScope";
import { captured } from "../../display/capture";
import { display } from "../../display/display";
import { bundleOf } from "./bundle";
import { Output } from "./output";
import { captureStdio } from "./stdio";

const scope = (msg_id: string, silent = false): Scope =>
  scopeOf({ header: { msg_id } as Header, identities: [] as Uint8Array[] } as Request, { silent });

function setUp(): { output: Output; log: string[] } {
  const log: string[] = [];
  const output = new Output(
    (message) =>
      log.push(message.kind === "belongs" ? `${message.name} of ${message.parent?.msg_id}` : message.kind),
    { write: (text: string) => void log.push(text) },
  );
  return { output, log };
}

describe("output", () => {
  it("says whose text it is only when that changes", () => {
    const { output, log } = setUp();
    const [a, b] = [scope("a"), scope("b")];
    output.write("stdout", "1", a);
    output.write("stdout", "2", a);
    output.write("stderr", "3", a);
    output.write("stderr", "4", b);
    assert.deepEqual(log, ["stdout of a", "1", "2", "stderr of a", "3", "stderr of b", "4"]);
  });

  it("a silent request shows nothing", () => {
    const { output, log } = setUp();
    output.write("stdout", "1", scope("a", true));
    output.show("display_data", {}, scope("a", true));
    assert.deepEqual(log, []);
  });

  it("a value that JSON does not know fails where it is shown", () => {
    assert.throws(() => setUp().output.show("display_data", { data: 1n }, scope("a")), /BigInt/);
  });
});

describe("results", () => {
  const key = Symbol.for("Jupyter.display");
  const shown = async (value: unknown): Promise<unknown> => {
    const bundle = await bundleOf(value);
    return bundle && { ...bundle };
  };

  it("an own bundle is taken as it is, a promised one is awaited", async () => {
    const bundle = { "text/html": "<b>x</b>" };
    assert.deepEqual(await shown({ [key]: () => bundle }), bundle);
    assert.deepEqual(await shown({ [key]: () => Promise.resolve(bundle) }), bundle);
    await assert.rejects(shown({ [key]: () => "text" }), /must be an object from MIME types to contents/);
  });

  it("nothing is shown of undefined and null, zero and the empty text are shown", async () => {
    assert.equal(await shown(undefined), undefined);
    assert.equal(await shown(null), undefined);
    assert.deepEqual(await shown(0), { "text/plain": "0" });
    assert.deepEqual(await shown(""), { "text/plain": "''" });
  });

  it("is what display shows of the same value, but a text stands in quotes", async () => {
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    for (const value of [[{ a: "<1>" }, { b: 2 }], { a: 1 }, [1], new Map([[1, 2]]), png, () => 1]) {
      const [{ data }] = captured(() => display(value));
      assert.deepEqual(await shown(value), data);
    }
    assert.deepEqual(await shown("it"), { "text/plain": "'it'" });
  });
});

describe("a child's stdio", () => {
  const captured = (stdio: Parameters<typeof captureStdio>[0]): [unknown, [number, string][]] => {
    const { stdio: list, captured: found } = captureStdio(stdio);
    return [list, [...found]];
  };

  it("what it would inherit becomes a pipe, its own pipes stay", () => {
    assert.deepEqual(captured("inherit"), [
      ["ignore", "pipe", "pipe"],
      [
        [1, "stdout"],
        [2, "stderr"],
      ],
    ]);
    assert.deepEqual(captured(["pipe", "inherit", "ignore"]), [["pipe", "pipe", "ignore"], [[1, "stdout"]]]);
    assert.deepEqual(captured("pipe"), [["pipe", "pipe", "pipe"], []]);
    assert.deepEqual(captured(undefined), [undefined, []]);
  });

  it("a descriptor or stream of the kernel's counts as well, whichever of the child's it is", () => {
    assert.deepEqual(captured([0, 2, process.stdout]), [
      ["ignore", "pipe", "pipe"],
      [
        [1, "stderr"],
        [2, "stdout"],
      ],
    ]);
  });
});
