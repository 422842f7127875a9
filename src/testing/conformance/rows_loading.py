"""Rows on how cells and local files load modules."""

import json

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


row("loading", "a package that is not installed says the command that installs it, and the folder",
    "import nothing from 'not-installed-anywhere'", None,
    lambda r: need("npm install not-installed-anywhere" in r.reply["evalue"] + "\n".join(r.reply["traceback"])
                   and r.kernel.world.folder in r.reply["evalue"] + "\n".join(r.reply["traceback"]), r.reply))
