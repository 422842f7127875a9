import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { test } from "node:test";
import fc from "fast-check";
import { perLane } from "../../../../testing/lane";
import { packageFolder } from "../../../host/machine";
import { globalTypes } from "../../provided";
import { createLanguage } from "../language";
import { failures } from "./row";

/** Names of every kind, declared in the cell that makes the mistake. */
const declared = `function f(s: string) { return s }
async function later() { return 1 }
class C { static s = 1; m(x: string) { return x } }
enum E { A }
namespace N { export const z = 1 }
let v = 1; const c = "a"; let u: unknown; const a = [1, 2], o = { x: 1, f() { return 1 } };
const big = 3n, pair: [number, string] = [1, "a"], { d } = { d: 1 }, either: string | number = a[0] > 2 ? "a" : 1;
type T = { a: 1 }; interface I { b: string }
function* gen() { yield 1 }`;

const things =
  "f|later|C|E|N|v|c|u|a|o|big|pair|d|either|T|I|gen|console|Math|undefined|missing|this|globalThis|f()|o.f|C.s|a[0]|1|'x'|null|{}|[]|x=>x|-1|!v|new C()|later()|await later()|plot|np|True|setTimeout".split(
    "|",
  );

/** What beginners do with them: `$` stands for a name, or for anything. */
const uses = [
  ...["[1].map($)", "Math.sin($)", "$ + 1", "$ ** 2", "$ = 3", "$.x.y = 1", "$(1, 2, 3)", "new $(1)", "$[0].k"],
  ...["const s: string = $", "const n: number = $", "for (const x of $) x.u", "for (const x in $) Math.sin(x)"],
  ...["await $", "[...$].q", "({ ...$ }).q", "$++", "switch ($) { case 'ab': 1 }", "if ($ = 1) 2", "[3, 1].sort($)"],
  ...["let tt: $ = 1", "class D extends $ {}", "$ instanceof 3", "'a' in $", "$ < 'a'", "$ ^ $", "$ === 'zz'", "return $"],
  ...["import $ from 'nowhere'", "import { $ } from 'nablab'", "function g(k: string): number { } g($)", "f($)", "v = $"],
  ...["c = $", "o.y = $", "C.s = $", "a.push($)", "new C().m($)", "const { zz } = $", "const [y1] = $", "$?.a?.b(1)"],
  ...["let $: string = 1; $", "$ => $.a.b", "def $(x):", "print $", "lambda x: $", "$，1", "`${$}`.k", "$ as string"],
  ...["$.map(x => x.y.z)", "$.Length", "while ($.a) {}", "type Z = keyof typeof $; let z: Z = 1", "enum Q { A = $ }"],
  ...["[3, 1].sort((p, q) => $ > q)", "() => { $.foo.bar }", "Promise.all($).z", "export { $ as y }", "-$.a"],
]; // prettier-ignore

test("whatever mistake a cell makes, it is answered with the compiler's words, and advice never fails", () => {
  const language = createLanguage({ folder: tmpdir(), globals: globalTypes, fallbacks: [packageFolder] });
  const answered = (use: string, thing: string): void => {
    const cell = `${declared}\n${use.replaceAll("$", thing)}`;
    const compiled = language.compile(cell);
    assert.deepEqual(failures, [], cell);
    if (compiled.ok) return;
    assert.ok(compiled.diagnostics.length > 0, cell);
    for (const { message } of compiled.diagnostics) assert.match(message, /\S/, cell);
  };
  // Two that ended with an error of the kernel's.
  answered("[1].map($)", "f");
  answered("v = $", "f");
  fc.assert(fc.property(fc.constantFrom(...uses), fc.constantFrom(...things), answered), {
    numRuns: perLane({ quick: 30, usual: 120, release: 1500 }),
  });
});
