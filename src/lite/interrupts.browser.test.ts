// Interrupts in a page, with memory that it shares with its worker and without.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { OpenSite } from "../testing/browser/courseSite";
import { restartKernel, runCode } from "../testing/browser/siteKernel";

/** Code that does not end by itself. */
const endless: Readonly<Record<string, string>> = {
  "a loop": "for (;;);",
  "a loop that counts": "for (let i = 0; i < Infinity; i++) kept += 0;",
  "a loop that writes": 'for (;;) console.log("and on");',
  "a loop in a loop": "for (;;) for (const x of [1, 2, 3]) kept += 0 * x;",
  "a loop over an iterator": "for (const x of { *[Symbol.iterator]() { for (;;) yield 1; } }) kept += 0 * x;",
  "a loop with functions": "while (true) [1].map((x) => x + 1);",
  "a loop that catches": "for (;;) { try { for (;;); } finally { kept += 0; } }",
  "a loop of long rounds": "for (;;) { const end = Date.now() + 50; do {} while (Date.now() < end); }",
  "a loop that awaits what is there": "for (;;) await null;",
  "an await": "await new Promise(() => undefined);",
  recursion: "const fib = (n: number): number => (n < 2 ? n : fib(n - 1) + fib(n - 2)); fib(60);",
  "recursion by constructors":
    "class Tree { constructor(n: number) { if (n > 0) { new Tree(n - 1); new Tree(n - 1); } } } new Tree(60);",
  "the loop of a timer": "setTimeout(() => { for (;;); }); await new Promise(() => undefined);",
  timers:
    "const again = () => { kept += 0; setTimeout(again); }; again(); await new Promise(() => undefined);",
};

const limit = { timeout: 600_000 };

for (const isolated of [false, true])
  describe(`an interrupt ${isolated ? "in an isolated page" : "in a page"}`, () => {
    let site: OpenSite | undefined;
    let page: Page;
    before(async () => {
      site = await OpenSite.start({ isolated });
      ({ page } = await site.open("00-start-here.ipynb"));
      assert.equal(await page.evaluate("crossOriginIsolated"), isolated);
      await runCode(page, "let kept = 0;");
    }, limit);
    after(() => site?.close());

    for (const [what, code] of Object.entries(endless))
      it(`ends ${what}, and keeps the variables`, limit, async () => {
        await runCode(page, "kept = 1");
        const { ename } = await runCode(page, `kept++; console.log("begun"); ${code}`, "interrupt");
        assert.equal(ename, "KeyboardInterrupt");
        assert.equal((await runCode(page, "kept")).text, "2");
      });

    it("that comes before a cell has begun is for that cell", limit, async () => {
      for (const code of ["while (true) {}", "await new Promise(() => undefined)"]) {
        await restartKernel(page);
        const { ename } = await runCode(page, code, "interrupt at once");
        assert.equal(ename, "KeyboardInterrupt", code);
      }
      assert.equal((await runCode(page, "1 + 1")).text, "2");
    });

    it("that cannot end what runs offers the restart, which gives a new kernel", limit, async () => {
      const stuck = `await new Promise((go) => setTimeout(go, 500)); console.log("begun"); /^(a+)+$/.test("a".repeat(60) + "b")`;
      const { text } = await runCode(page, stuck, "interrupt until Restart");
      assert.match(text, /Restart the kernel/);
      await restartKernel(page);
      assert.equal((await runCode(page, "typeof kept")).text, "'undefined'");
    });
  });
