"""Rows on the way out of a beginner's mistake, which stands before the compiler's own words."""

from rows import need, row

# The mistake, and what the first line of the message has to name.
MISTAKES = [
    ("a name of a cell that has not run", "neverRun + 1", "cells above"),
    ("a misspelt name", "const tangent = 1; tangnet", "tangent"),
    ("a constant that is assigned", "const fixed = 1; fixed = 2", "let"),
    ("a full-width bracket", "Math.max（1, 2)", "("),
]
for what, code, named in MISTAKES:
    row("beginner's messages", f"{what}: the way out comes first", code, None,
        lambda r, named=named: need(r.reply["status"] == "error" and named in r.reply["evalue"].split("\n")[0], r.reply))


row("beginner's messages", "^ between numbers is computed, and a note says how a power is written", "const base: number = 3; base ^ 2", None,
    lambda r: need(r.shown == "1" and "base ** 2" in r.text("stderr"), r.shown, r.text("stderr")))


@row("beginner's messages", "are Chinese in a notebook that says so, and English again in one that does not", "notThere + 1")
def chinese(kernel, code):
    content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
    evalues = [kernel.request("execute_request", content, metadata={"language": language}).reply["evalue"] for language in ("zh", "en")]
    need(any("\u4e00" <= c <= "\u9fff" for c in evalues[0].split("\n")[0]), evalues)
    need(not any("\u4e00" <= c <= "\u9fff" for c in evalues[1]), evalues)
