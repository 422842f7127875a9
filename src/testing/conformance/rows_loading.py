"""Rows on how cells and local files load modules."""

import json
import os

from rows import need, row

DUAL = {
    "node_modules/dual/package.json": json.dumps({"name": "dual", "exports": {"import": "./i.mjs", "require": "./i.cjs"}}),
    "node_modules/dual/i.mjs": "export const way = 'import';\n",
    "node_modules/dual/i.cjs": "exports.way = 'require';\n",
}


def written(kernel, files):
    for path, text in files.items():
        kernel.world.write(path, text)


@row("loading", "import takes a package's import build, require the other",
     "import { way } from 'dual'; [way, (await import('dual')).way, require('dual').way].join()")
def conditions(kernel, code):
    written(kernel, DUAL)
    need(kernel.run(code).shown == "'import,import,require'")


@row("loading", "import() in a function of a local file reaches packages that await", "import { load } from './lazy'; await load()")
def lazy(kernel, code):
    written(kernel, {"lazy.ts": "export const load = async (): Promise<number> => (await import('awaits')).awaited;\n"})
    need(kernel.run(code).shown == "7")


@row("loading", "a local file runs once, after what it imports",
     ["(globalThis as any).order = []", "import './first'; (globalThis as any).order.join()"])
def once(kernel, codes):
    written(kernel, {"slow.ts": "await null; (globalThis as any).order.push('slow'); export {};\n",
                     "first.ts": "(globalThis as any).order.push('first');\nimport './slow';\n"})
    need([kernel.run(code).shown for code in codes][-1] == "'slow,first'")


@row("loading", "import() takes the URL of a local file in TypeScript",
     "import { pathToFileURL } from 'node:url'; (await import(pathToFileURL('plain_near.ts').href)).t.v")
def url(kernel, code):
    need(kernel.run(code).shown == "2")


@row("loading", "TypeScript that is reached by a package's name is translated",
     "import { v } from 'own-package'; [v, require('own-package').v, (await import('own-package')).v].join()")
def by_name(kernel, code):
    written(kernel, {"packages/own/package.json": json.dumps({"name": "own-package", "main": "index.ts"}),
                     "packages/own/index.ts": "export const v: number = 3;\n"})
    link = os.path.join(kernel.world.folder, "node_modules", "own-package")
    if not os.path.islink(link):
        os.symlink(os.path.join(kernel.world.folder, "packages", "own"), link)
    need(kernel.run(code).shown == "'3,3,3'")


row("loading", "import.meta.resolve gives URLs of packages, Node's modules and files",
    "[import.meta.resolve('esm-only'), import.meta.resolve('fs'), import.meta.resolve('./far.ts')].map((url) => url.slice(-10)).join()", None,
    lambda r: need(r.shown == "'-only/i.js,node:fs,oks/far.ts'", r.shown))


@row("loading", "a first line for the shell is none of the program",
     ["#!/usr/bin/env node\n40 + 2", "import { one } from './shell'; one"])
def shell_line(kernel, codes):
    written(kernel, {"shell.ts": "#!/usr/bin/env node\nexport const one: number = 1;\n"})
    need([kernel.run(code).shown for code in codes] == ["42", "1"])


@row("loading", "JSON with a byte order mark is read, broken JSON names its file",
     ["import marked from './marked.json'; marked.a", "require('./broken.json')"])
def json_files(kernel, codes):
    written(kernel, {"marked.json": '\ufeff{"a": 1}\n', "broken.json": '{"a":'})
    need(kernel.run(codes[0]).shown == "1")
    reply = kernel.run(codes[1]).reply
    need(reply["status"] == "error" and "broken.json" in reply["evalue"], reply)


@row("loading", "a local file of CommonJS is not made strict", "const sloppy = require('./sloppy.cjs'); [sloppy.counter, sloppy.self].join()")
def sloppy(kernel, code):
    written(kernel, {"sloppy.cjs": "counter = 5;\nmodule.exports = { counter, self: (function () { return typeof this; })() };\n"})
    need(kernel.run(code).shown == "'5,object'")


row("loading", "a package that is not installed says the command that installs it, and the folder",
    "import nothing from 'not-installed-anywhere'", None,
    lambda r: need("npm install not-installed-anywhere" in r.reply["evalue"] + "\n".join(r.reply["traceback"])
                   and r.kernel.world.folder in r.reply["evalue"] + "\n".join(r.reply["traceback"]), r.reply))
