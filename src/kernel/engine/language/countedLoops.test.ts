import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as ts from "typescript";
import { inUsersNames } from "../execute/functionText";
import { asksForTurns } from "./turns";

/** Bodies of functions that return what they have come by. */
const programs = [
  "let s = 0; for (let i = 0; i < n; i++) { if (i % 3 === 0) continue; if (i > 40) break; s += i; } return s;",
  "const seen = []; a: for (let i = 0; i < n; i++) { for (let k = 0; k < i; k++) { if (k === 5) continue a; if (i === 30) break a; seen.push([i, k]); } } return seen;",
  "let k = n, s = 0; while (k--) s += k; return [k, s];",
  "let k = 0; do { k += 2; if (k % 5 === 0) continue; } while (k++ < n); return k;",
  "let k = 0; do k++; while (k < n) return k;",
  "let k = 0; for (;;) { if (++k > n) return k; }",
  "let k = 0; for (;; k++) { if (k > n) break; } return k;",
  "const re = /a/g; let m, found = []; while ((m = re.exec('a'.repeat(n)))) found.push(m.index); return found;",
  "const fs = []; for (let i = 0; i < n; i++) fs.push(() => i); return fs.map((f) => f());",
  "let s = ''; for (const x of Array(n).keys()) { switch (x % 4) { case 0: continue; case 1: s += 'b'; break; default: s += x; } } return s;",
  "let s = 0; for (let i = 0, d = 1; i < n; i += d, d++) { const i2 = i * i; s += i2; } return s;",
  "const found = []; for (const key in { a: 1, b: 2 }) { for (let i = 0; i < 3; i++) found.push(key + i); } return found;",
  "function* count() { for (let i = 0; i < n; i++) yield i; } return [...count()];",
  "let i = 0; for (; i < n; ) { let i2 = i; { let i = i2 * 2; i2 = i; } i = i2 - i2 / 2 + 1; } return i;",
  "class A { static v = 0; static { for (let i = 0; i < n; i++) { if (i === 9) break; A.v += i; } } get w() { let s = 0; while (s < n) s++; return s; } } return [A.v, new A().w];",
  "let s = 0; for (let i = n; i >= 0; i -= 3) { if (i === 4) continue; s = s * 3 + i; } return s;",
  "const xs = [1]; for (let i = 0; i < xs.length && i < n; i++) xs.push(i); return xs;",
  "const xs = [1]; for (let i = 0; i < xs.length; i++) if (xs.length < n) xs[xs.length] = i; return xs;",
  "const xs = Array(n).fill(1); for (let i = 0; i < xs.length; i++) xs[i] += i; return xs;",
  "const xs = Array(n).fill(1), q = { get next() { return xs.pop(); } }; let s = 0; for (let i = 0; i < xs.length; i++) s += q.next; return [s, xs.length];",
  "const half = n / 2 + 0.25; let s = 0; for (let i = -2; i <= half; i++) s += i; for (let i = half; i < n; i++) s = s * 3 + i; return s;",
  "const end = BigInt(n); let s = 0n, k = 0; for (let i = end - end; i < end; i++) s += i; for (let i = 0; i < end; i++) k += i; return [s, k];",
  "let s = 0, end = n; for (let i = 0; i < end; i++) { if (i === 3) end = 20; s += i; } return s;",
  "let s = 0; const end = String(n); for (let i = 0; i < end; i += 2) s += i; return s;",
  "let s = 0; for (let i = 0; i < 7; i++) for (let k = i + 1; k < n; k++) { switch (k % 3) { case 0: break; default: s += k; } } return s;",
  "let s = 0; for (let i = 0; i < n; i++) { s++; if (s > 9) return s; } return -s;",
  "let s = 0, end = n; for (let i = 0; i < end; i++) { if (i === 3) eval('end = 20'); s += i; } return s;",
  "const other = eval; let s = 0, end = n; for (let i = 0; i < end; i++) { if (i === 3) other('1'); s += i; } return [s, (0, eval)('2')];",
  "const f = (end) => { let s = 0; for (let i = 0; i < end; i++) { arguments; s += i; } return s; }; return f(n);",
  "let s = 0; if (n) for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) s += i ^ k; else s = 1; return s;",
];

type Run = (n: number, ask: (rounds?: number) => number) => unknown;

function compiled(body: string, counts: boolean): { run: Run; text: string } {
  const after = counts ? [asksForTurns(ts, () => "$$0", true)] : [];
  const compilerOptions = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext };
  const source = `const made = function (n) { ${body} };`;
  const { outputText } = ts.transpileModule(source, { compilerOptions, transformers: { after } });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- programs of this file
  const made = new Function("$$0", `${outputText}\nreturn made;`) as (ask: unknown) => (n: number) => unknown;
  return { run: (n, ask) => made(ask)(n), text: outputText };
}

describe("loops that count", () => {
  for (const body of programs)
    it(`do what they did: ${body}`, () => {
      const [plain, counting] = [compiled(body, false), compiled(body, true)];
      assert.match(counting.text, /\$\$0/);
      for (const rounds of [1, 2, 3, 1000])
        for (const n of [1, 2, 5, 47])
          assert.deepEqual(
            counting.run(n, () => rounds),
            plain.run(n, () => 1),
            `${n} rounds, ${rounds} at once`,
          );
    });

  it("have the text that they had", () => {
    const bare = (text: string): string => text.replace(/[\s{}()]+/g, " ");
    for (const body of programs)
      assert.equal(
        bare(inUsersNames(compiled(body, true).text, () => false)),
        bare(compiled(body, false).text),
        body,
      );
  });

  it("ask again and again, and end where the answer is an error", () => {
    for (const body of [
      "for (;;);",
      "for (let i = 0; ; i++) { }",
      "while (n) { }",
      "do { } while (n);",
      "for (let i = 0; i < 1e15; i++) { for (let k = 0; k < 5; k++); }",
      "for (const x of { [Symbol.iterator]: () => ({ next() { return { done: false, value: 1 }; } }) });",
      "for (const x of { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }) }) });",
      "const f = (x) => { while (x) { if (x < 0) break; } }; f(n);",
    ]) {
      let left = 5;
      const ask = (rounds = 0): number => {
        if (left-- === 0) throw new Error("enough");
        return rounds;
      };
      assert.throws(() => compiled(body, true).run(1, ask), /^Error: enough$/, body);
    }
  });
});
