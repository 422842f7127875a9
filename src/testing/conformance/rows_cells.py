"""Rows on what cells mean, and on what they import."""

import json

from client import PATIENCE
from rows import need, row


def shows(text):
    return lambda run: run.reply["status"] == "ok" and run.shown == text


# cells -----------------------------------------------------------------------

row("cells", "top-level await", "await Promise.resolve(5)", "import asyncio\nawait asyncio.sleep(0, 5)", shows("5"))
row("cells", "top-level for await",
    "const got: number[] = [];\nfor await (const v of (async function* () { yield 1; yield 2 })()) got.push(v);\ngot.length",
    "async def two():\n  yield 1\n  yield 2\ngot = [v async for v in two()]\nlen(got)", shows("2"))
row("cells", "an empty cell, and one of comments", ["", "// nothing", "/* nothing\n */"], ["", "# nothing"],
    lambda r: r.reply["status"] == "ok" and not r.of("execute_result", "stream", "error"), each=True)
row("cells", "the last expression before a comment", "1 + 2; // and nothing more", "1 + 2 # and nothing more", shows("3"))
row("cells", "a cell run twice", ["const twice = 2; twice + 1"] * 2, ["twice = 2; twice + 1"] * 2, shows("3"), each=True)

REDECLARED = [
    ("const", ["const rc = 1", 'const rc = "two"', "rc.length"], "3"),
    ("let", ["let rl = 1", 'let rl = "two"', "rl.length"], "3"),
    ("var", ["var rv = 1", 'var rv = "two"', "rv.length"], "3"),
    ("function", ["function rf() { return 1 }", 'function rf() { return "two" }', "rf().length"], "3"),
    ("class", ["class RC { a = 1 }", "class RC { b = 2 }", "new RC().b"], "2"),
    ("type", ["type RT = number", "type RT = string", 'const rt: RT = "x"; rt'], "'x'"),
    ("interface", ["interface RI { a: number }", "interface RI { b: number }", "const ri: RI = { b: 1 }; ri.b"], "1"),
    ("enum", ["enum RE { A = 1 }", "enum RE { B = 5 }", "RE.B"], "5"),
    ("import", ['import { join as ri2 } from "node:path"', 'import { basename as ri2 } from "node:path"', 'ri2("/a/b")'], "'b'"),
    ("a const as a function", ["const rx = 1", "function rx() { return 4 }", "rx()"], "4"),
]
PYTHON = {
    "const": ["rc = 1", "rc = 'two'", "len(rc)"], "function": ["def rf(): return 1", "def rf(): return 'two'", "len(rf())"],
    "class": ["class RC: a = 1", "class RC: b = 2", "RC().b"],
    "import": ["from os.path import join as ri2", "from os.path import basename as ri2", "ri2('/a/b')"],
}
for what, ts, shown in REDECLARED:
    row("cells", f"redeclaring: {what}", ts, PYTHON.get(what), shows(shown))

row("cells", "a function sees what a later cell assigns", ["let live = 1; function readLive() { return live }", "live = 2", "readLive()"],
    ["live = 1\ndef read(): return live", "live = 2", "read()"], shows("2"))
row("cells", "a function sees what a later cell declares anew", ["let live2 = 1; const read2 = () => live2", 'let live2 = "new"', "read2()"],
    ["live2 = 1\nread2 = lambda: live2", "live2 = 'new'", "read2()"], shows("'new'"))
row("cells", "a later cell sees what a function changes", ["let calls = 0; function call() { calls++ }", "call(); call()", "calls"],
    ["calls = 0\ndef call():\n  global calls\n  calls += 1", "call(); call()", "calls"], shows("2"))
row("cells", "names of a cell that threw later stay", ['const before = 5;\nif (before) throw new Error("x")', "before"],
    ["before = 5\nraise ValueError('x')", "before"], shows("5"))
row("cells", "patterns declare names", ["const { pa, pb: [pc], ...pr } = { pa: 1, pb: [2], pd: 4 }", "pa + pc + pr.pd"],
    ["pa, [pc], *pr = 1, [2], 4", "pa + pc + pr[0]"], shows("7"))
row("cells", "types of earlier cells", ["interface Point { x: number }\nclass At implements Point { constructor(readonly x: number) {} }",
                                         "const at: Point = new At(3); at.x"], None, shows("3"))
row("cells", "generics and overloads of earlier cells", ["function first<T>(list: readonly T[]): T { return list[0] }", 'first(["a"]).length'],
    None, shows("1"))


@row("cells", "cells that are sent together run in their order",
     ["var order: number[] = [1]", "await null; order.push(2)", "order.push(3)", "order.length * 100 + order[1] * 10 + order[2]"],
     ["order = [1]", "order.append(2)", "order.append(3)", "len(order) * 100 + order[1] * 10 + order[2]"])
def in_order(kernel, codes):
    for code in codes[:3]:
        kernel.execute(code)
    need([kernel.poll("shell", PATIENCE)["content"]["status"] for _ in range(3)] == ["ok"] * 3)
    need(shows("323")(kernel.run(codes[3])))


# modules ---------------------------------------------------------------------

row("modules", "a local file", 'import { t } from "./plain_near"; t.v', "from plain_near import t; t['v']", shows("2"),
    deno='import { t } from "./plain_near.ts"; t.v')
row("modules", "a local file in the folder above", 'import { far } from "../far"; far', None, shows("1"),
    deno='import { far } from "../far.ts"; far')
row("modules", "a local file that imports another", 'import { t } from "./near"; t.v', None, shows("2"), deno='import { t } from "./near.ts"; t.v')


def reloads(kernel, code, changed, first, second):
    kernel.world.write(changed, first)
    need(shows("1")(kernel.run(code)), "before the change")
    kernel.world.write(changed, second)
    got = kernel.run(code)
    need(shows("22")(got), got.shown or got.reply)


row("modules", "a local file is loaded again after it changed", 'import { fresh } from "./changes"; fresh', deno='import { fresh } from "./changes.ts"; fresh')(
    lambda k, code: reloads(k, code, "changes.ts", "export const fresh: number = 1;\n", "export const fresh: number = 22;\n"))


@row("modules", "a local file is loaded again after one that it imports changed", 'import { via } from "./lib/via"; via', deno='import { via } from "./lib/via.ts"; via')
def reload_below(kernel, code):
    ending = ".ts" if kernel.implementation == "deno" else ""
    kernel.world.write("lib/via.ts", f'import {{ below }} from "../../below{ending}";\nexport const via = below;\n')
    reloads(kernel, code, "../below.ts", "export const below: number = 1;\n", "export const below: number = 22;\n")


row("modules", "a package, CommonJS", 'import { half } from "plain"; half(4)', None, shows("2"))
row("modules", "a package, CommonJS, by its default", 'import plain from "plain"; plain.name', None, shows("'plain'"))
row("modules", "a package, CommonJS, as a namespace", 'import * as plain from "plain"; plain.half(8)', None, shows("4"))
row("modules", "a package that is an ECMAScript module only", 'import hello, { name } from "esm-only"; hello() + name', None, shows("'helloesm'"))
row("modules", "a package that has exports only", 'import { main } from "exports-only"; main', None, shows("'m'"))
row("modules", "a subpath of a package", 'import { sub } from "exports-only/sub"; sub', None, shows("'s'"))
row("modules", "a package that awaits at its top", 'import { awaited } from "awaits"; awaited', None, shows("7"))
row("modules", "import type", 'import type { T } from "./plain_near"; const tv: T = { v: 3 }; tv.v', None, shows("3"),
    deno='import type { T } from "./plain_near.ts"; const tv: T = { v: 3 }; tv.v')
row("modules", "JSON", 'import data from "./data.json"; data.k[1]', None, shows("2"), deno='import data from "./data.json" with { type: "json" }; data.k[1]')
row("modules", "Node's own modules", 'import { join } from "node:path"; import * as os from "os"; join("a", "b") + typeof os.cpus', None, shows("'a/bfunction'"))
row("modules", "require", '[require("plain").name, require("./data.json").k[0]].join()', None, shows("'plain,1'"))
row("modules", "dynamic import", '(await import("plain")).half(6)', "import importlib; importlib.import_module('math').floor(3.5)", shows("3"))
row("modules", "an import is there for the next cell", ['import { basename } from "node:path"', 'basename("/x/y")'],
    ["from os.path import basename", "basename('/x/y')"], shows("'y'"))
row("modules", "__dirname is the notebook's folder", "__dirname", None, lambda r: r.shown == f"'{r.kernel.world.folder}'")
row("modules", "relative file paths start at the notebook's folder", 'require("fs").readFileSync("data.txt", "utf8")', "open('data.txt').read()",
    lambda r: "from the notebook's folder" in r.shown, deno='Deno.readTextFileSync("data.txt")')
row("modules", "a module that is not there is an error that names it", 'import { nothing } from "not-there"; nothing', "from not_there import nothing",
    lambda r: r.reply["status"] == "error" and "not" in r.error["evalue"] and "there" in r.error["evalue"])
row("modules", "a local file that fails is an error each time", ['import { v } from "./halves"; v'] * 2, None,
    lambda r: r.error is not None and r.error["evalue"] == "at load", each=True, deno=['import { v } from "./halves.ts"; v'] * 2)

# tslab -----------------------------------------------------------------------

MIMES = ["text/javascript", "text/html", "text/markdown", "text/latex", "image/svg+xml", "image/png", "image/jpeg", "image/gif",
         "application/pdf", "text/plain", "application/json"]
row("tslab", "every function of its display",
    'import * as tslab from "tslab";\nconst d = tslab.display, bytes = new Uint8Array([1, 2, 3]);\n'
    'd.javascript("1"); d.html("h"); d.markdown("m"); d.latex("l"); d.svg("s"); d.png(bytes); d.jpeg(bytes); d.gif(bytes); d.pdf(bytes); d.text("t");\n'
    'd.raw("application/json", "{}")', None,
    lambda r: [list(c["data"]) for c in r.of("display_data")] == [[m] for m in MIMES] and r.of("display_data")[5]["data"]["image/png"] == "AQID")
row("tslab", "newDisplay replaces its own output, from another cell too",
    ['import { newDisplay } from "tslab"; const shown = newDisplay(); shown.html("1")', 'shown.html("2")'], None,
    lambda r: [c["data"] for c in r.of("update_display_data")] == [{"text/html": "2"}])
row("tslab", "its types are known", 'import { display } from "tslab"; display.html(5)', None,
    lambda r: r.reply["status"] == "error" and "TS2345" in json.dumps([m["content"] for m in r.messages]) or "TS2345" in r.text("stderr"))
row("tslab", "its versions", 'import { versions } from "tslab"; typeof versions.tslab + typeof versions.typescript + versions.node', None,
    lambda r: r.shown.startswith("'stringstringv"))
row("tslab", "require gives it as well", "const byRequire = require('tslab'); byRequire.display.markdown('*m*')", None,
    lambda r: [c["data"] for c in r.of("display_data")] == [{"text/markdown": "*m*"}])
row("tslab", "bytes that a display is given as a Buffer", 'import * as files from "fs"; require("tslab").display.gif(files.readFileSync("data.txt").subarray(0, 4))', None,
    lambda r: [c["data"] for c in r.of("display_data")] == [{"image/gif": "ZnJvbQ=="}])
row("tslab", "a cell with @module is a file for the others", ["/**\n * Mine.\n * @module mine\n */\nexport const q: number = 1", 'import { q } from "./mine"; q + 1'],
    None, shows("2"))
row("tslab", "a cell with @module that is run again takes the place of the first",
    ["/** @module again */ export const q = 1", 'import { q } from "./again"; q', '/** @module again */ export const q = "two"', 'import { q } from "./again"; q.length'],
    None, shows("3"))
row("tslab", "a cell with @jsx and @module is a file with elements",
    ["/** @jsx @module view */ const React = { createElement: (...words: any[]) => words }; export const view = <b>text</b>",
     'import { view } from "./view"; String(view)'], None, shows("'b,,text'"))
row("tslab", "a cell with @browser is not run here", ["/** @browser */ document.title = 'x'", "1 + 1"], None,
    lambda r: r.reply["status"] == "ok" and not r.of("error", "stream"), each=True)
row("tslab", "newDisplay's text counts up in place", "{ const shown = require('tslab').newDisplay(); for (const i of [1, 2, 3]) { await null; shown.text(`${i}`) } }", None,
    lambda r: [c["data"]["text/plain"] for c in r.of("display_data", "update_display_data")] == ["1", "2", "3"])

row("modules", "a local file that ends in .mts", 'import { shape } from "./shapes.mjs"\nshape', None, shows("'a file of modules'"))
row("cells", "regular expressions with sets", "/[\\p{L}--[a-z]]/v.test('A')", None, shows("true"))
row("cells", "what asks whether it is to end means what it meant before",
    ["async function* three() { for (let i = 0; i < 3; i++) { await null; yield i } }\nlet all = 0; for await (const x of three()) all += x; all",
     "const later: (() => number)[] = []; for (let i = 0; i < 3; i++) { await null; later.push(() => i) }\nlater.reduce((sum, f) => sum + f(), 0)",
     "let got = 0; a: for (const x of [1, 3, 2]) { for (;;) { await null; if (x === 3) continue a; got += x; break } }\ngot",
     "class Base { } class Derived extends Base { p: Promise<number>; constructor() { super(); this.p = Promise.resolve(2).then((x) => x + 1) } }\nawait new Derived().p",
     "const half = (x: number) => ({ p: Promise.resolve(x / 2).then((y) => y) }); await half(6).p"], None, shows("3"), each=True)
