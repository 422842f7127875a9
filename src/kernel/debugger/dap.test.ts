import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Fields } from "../protocol/message";
import { bare, DapMessages, readBreakpoints, readCount, readPath } from "./dap";

describe("messages of the Debug Adapter Protocol", () => {
  const sent: Fields[] = [];
  const dap = new DapMessages(
    {
      add: ({ a, b }) => ({ sum: Number(a) + Number(b) }),
      nothing: () => undefined,
      throws: () => Promise.reject(new Error("not now")),
      throwsText: () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- whatever a command throws
        throw "a text";
      },
    },
    (content) => sent.push(content),
  );
  const respond = (content: Fields): Promise<Fields> => dap.respond({ seq: 7, ...content });

  it("are answered by a response that names the request, with a body in each case", async () => {
    const { success, body, request_seq, command, type } = await respond({
      command: "add",
      arguments: { a: 1, b: 2 },
    });
    assert.deepEqual([type, command, request_seq, success, body], ["response", "add", 7, true, { sum: 3 }]);
    assert.deepEqual((await respond({ command: "nothing" })).body, {});
  });

  it("that cannot be done are answered without success and with the reason", async () => {
    const reasons: [Fields, RegExp][] = [
      [{ command: "throws" }, /^not now$/],
      [{ command: "throwsText" }, /^a text$/],
      [{ command: "unknown" }, /does not know the command "unknown"/],
      [{ command: "toString" }, /does not know the command "toString"/],
      [{ command: 5 }, /command/],
      [{}, /command/],
      [{ command: "add", arguments: "none" }, /arguments/],
    ];
    for (const [content, reason] of reasons) {
      const { success, message, body } = await respond(content);
      assert.equal(success, false);
      assert.match(String(message), reason);
      assert.deepEqual(body, { error: { id: 1, format: message } });
    }
  });

  it("are numbered one after the other, events too", async () => {
    const { seq } = await respond({ command: "nothing" });
    dap.event("stopped", { reason: "step" });
    assert.deepEqual(sent, [
      { type: "event", seq: Number(seq) + 1, event: "stopped", body: { reason: "step" } },
    ]);
  });
});

describe("arguments of a command", () => {
  it("give breakpoints, of which empty texts are left out", () => {
    const given = [{ line: 3, condition: "x > 1", hitCondition: " ", logMessage: "" }, { line: 1 }];
    assert.deepEqual(readBreakpoints({ breakpoints: given }), [{ line: 3, condition: "x > 1" }, { line: 1 }]);
    assert.deepEqual(readBreakpoints({}), []);
  });

  it("are refused by what they should be", () => {
    const wrong: unknown[] = [
      "all",
      [3],
      [{}],
      [{ line: 0 }],
      [{ line: 1.5 }],
      [{ line: "1" }],
      [{ line: 1, condition: 2 }],
    ];
    for (const breakpoints of wrong) assert.throws(() => readBreakpoints({ breakpoints }), /must be/);
    assert.throws(() => readPath({}), /source/);
    assert.throws(() => readPath({ source: { path: 1 } }), /path/);
    assert.throws(() => readCount({ levels: -1 }, "levels", 0), /whole number from 0 on, but got -1/);
    assert.throws(() => readCount({ levels: NaN }, "levels", 0), /whole number/);
    assert.equal(readCount({}, "levels", 0, 20), 20);
  });

  it("lose the semicolon behind an expression only", () => {
    assert.equal(bare("(a + 1);\n"), "(a + 1)");
    assert.equal(bare('"a;"'), '"a;"');
  });
});
