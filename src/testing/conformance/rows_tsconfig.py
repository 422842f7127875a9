"""Rows on the tsconfig.json of the notebook's folder and of the folders above it."""

import contextlib
import json
import os

from rows import need, row


@contextlib.contextmanager
def configured(kernel, options, path="tsconfig.json"):
    file = os.path.normpath(os.path.join(kernel.world.folder, path))
    kernel.world.write(path, "// of a test\n" + json.dumps({"compilerOptions": options}))
    try:
        yield
    finally:
        os.remove(file)


def complaint(run):
    return run.reply.get("evalue", "") + "\n".join(run.reply.get("traceback", []))


@row("tsconfig", "strict is noticed when it comes and when it goes", "let nulled: string = null; typeof nulled")
def strict(kernel, code):
    need(kernel.run(code).reply["status"] == "ok")
    with configured(kernel, {"strict": True}):
        need("TS2322" in complaint(kernel.run(code)))
    need(kernel.run(code).reply["status"] == "ok")


@row("tsconfig", "that of a folder above counts", "function untyped(a) { return a }")
def above(kernel, code):
    with configured(kernel, {"noImplicitAny": True}, "../tsconfig.json"):
        need("TS7006" in complaint(kernel.run(code)))


@row("tsconfig", "paths lead to local files, in statements and import()",
     "import { t } from '@near/plain_near'; t.v + (await import('@near/plain_near')).t.v")
def paths(kernel, code):
    with configured(kernel, {"paths": {"@near/*": ["./*"]}}):
        need(kernel.run(code).shown == "4")


@row("tsconfig", "standard decorators", "function named(f: () => string, c: ClassMethodDecoratorContext) { return () => String(c.name) }\n"
     "class Decorated { @named m() { return '' } }\nnew Decorated().m()")
def decorators(kernel, code):
    with configured(kernel, {"experimentalDecorators": False}):
        need(kernel.run(code).shown == "'m'")


@row("tsconfig", "what it extends counts, and so do lib and jsx",
     ["const shown: HTMLElement | undefined = undefined; typeof shown", "const h = (name: string) => ({ name }); (<b/> as any).name"])
def extended(kernel, codes):
    options = {"lib": ["ES2022", "DOM"], "jsx": "react", "jsxFactory": "h"}
    with configured(kernel, options, "base.json"), configured(kernel, {}, "tsconfig.json"):
        kernel.world.write("tsconfig.json", '{ "extends": "./base.json", /* nothing of its own */ "compilerOptions": {}, }')
        got = [kernel.run(code) for code in codes]
        need([run.shown for run in got] == ["'undefined'", "'b'"], [run.reply for run in got])
