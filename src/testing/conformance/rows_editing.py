"""Rows on editing: completeness, completion, inspection; and the history."""

import re

from client import PATIENCE, Failed, Kernel
from rows import need, row

# editing ---------------------------------------------------------------------

for code_ts, code_py, status in (("1 + 1", "1 + 1", "complete"), ("function f() {", "def f():", "incomplete"),
                                 ("let = }", "x ==== )", "invalid")):
    def is_complete(kernel, code, status=status):
        reply = kernel.request("is_complete_request", {"code": code}).reply
        need(reply["status"] == status, reply)
        if status == "incomplete":
            need(isinstance(reply.get("indent"), str) and reply["indent"].strip() == "", reply)
    row("editing", f"is_complete: {status}", code_ts, code_py)(is_complete)


def complete(kernel, code, cursor=None):
    return kernel.request("complete_request", {"code": code, "cursor_pos": len(code) if cursor is None else cursor}).reply


@row("editing", "complete: members", "Math.sq", "'x'.upp")
def members(kernel, code):
    reply = complete(kernel, code)
    need(any(m.endswith("sqrt") or "upper" in m for m in reply["matches"]), reply["matches"][:10])


@row("editing", "complete: names of earlier cells", ["var earlierName = 1", "earlierNa"], ["earlierName = 1", "earlierNa"])
def earlier(kernel, codes):
    kernel.run(codes[0])
    need("earlierName" in complete(kernel, codes[1])["matches"])


@row("editing", "complete: members of a value whose type is any",
     ["const parsedJson = JSON.parse('{\"alpha\": 1, \"beta\": { \"gamma\": 2 }}')", "parsedJson.beta.ga"])
def by_value(kernel, codes):
    kernel.run(codes[0])
    need(complete(kernel, codes[1])["matches"] == ["gamma"])


@row("editing", "complete: types in _jupyter_types_experimental", "Math.sq", "pri")
def types(kernel, code):
    found = complete(kernel, code)["metadata"].get("_jupyter_types_experimental")
    need(found and all({"start", "end", "text", "type"} <= set(t) for t in found), found)


def completed(code, reply):
    """What the code may become."""
    return [code[:reply["cursor_start"]] + match + code[reply["cursor_end"]:] for match in reply["matches"]]


@row("editing", "complete: offsets are code points", '"😀😀"; Math.sqr', "'😀😀'; 'x'.uppe")
def offsets(kernel, code):
    reply = complete(kernel, code)
    need(any(c in completed(code, reply) for c in (code + "t", code + "r")), completed(code, reply)[:5])


@row("editing", "complete: in the middle of a cell", "Math.sqr + 1;\nconst mid = 2", "'x'.uppe + 'y'\nmid = 2")
def middle(kernel, code):
    cursor = 8
    reply = complete(kernel, code, cursor)
    wanted = [code[:cursor] + end + code[cursor:] for end in ("t", "r")]
    need(any(c in completed(code, reply) for c in wanted), completed(code, reply)[:5])


@row("editing", "complete: globals", "setTimeo", "enumer")
def globals_(kernel, code):
    need(any(m in ("setTimeout", "enumerate") for m in complete(kernel, code)["matches"]))


@row("editing", "complete: members of an earlier cell's value", ["const shaped = { height: 1, width: 2 }", "shaped.hei"],
     ["class Shape: pass\nshaped = Shape(); shaped.height = 1", "shaped.hei"])
def earlier_members(kernel, codes):
    kernel.run(codes[0])
    reply = complete(kernel, codes[1])
    need("shaped.height" in completed(codes[1], reply), reply["matches"][:5])


@row("editing", "complete: paths of local files", 'import { t } from "./plain_ne', "from plain_ne")
def local_paths(kernel, code):
    reply = complete(kernel, code)
    need(any(c.endswith("plain_near") for c in completed(code, reply)), completed(code, reply)[:5])


@row("editing", "complete: names of packages", 'import { main } from "exports-on', "import jupyter_cli")
def package_names(kernel, code):
    reply = complete(kernel, code)
    need(any(c.endswith(("exports-only", "jupyter_client")) for c in completed(code, reply)), completed(code, reply)[:5])


@row("editing", "complete: what a local file exports", 'import {  } from "./plain_near"', "from plain_near import ")
def exported(kernel, code):
    reply = complete(kernel, code, 9 if "{" in code else None)
    need("t" in reply["matches"], reply["matches"][:5])


@row("editing", "inspect: text/plain", "Math.sqrt", "len")
def inspect(kernel, code):
    reply = kernel.request("inspect_request", {"code": code, "cursor_pos": len(code), "detail_level": 0}).reply
    need(reply["status"] == "ok" and reply["found"] and reply["data"]["text/plain"], reply)


DOCUMENTED = (["/**\n * Doubles a number.\n */\nfunction twiceAsMuch(x: number): number {\n  return 2 * x\n}", "twiceAsMuch(2)"],
              ["def twiceAsMuch(x: int) -> int:\n  'Doubles a number.'\n  return 2 * x", "twiceAsMuch(2)"])
for mime in ("text/plain", "text/markdown"):
    def inspect_documented(kernel, codes, mime=mime):
        kernel.run(codes[0])
        reply = kernel.request("inspect_request", {"code": codes[1], "cursor_pos": 4, "detail_level": 0}).reply
        text = reply["data"].get(mime, "")
        need("Doubles a number." in text and re.search(r"twiceAsMuch\(x: (number|int)\)", re.sub(r"\x1b\[[\d;]*m", "", text)), reply["data"])
    row("editing", f"inspect: signature and docstring in {mime}", *DOCUMENTED)(inspect_documented)


@row("editing", "inspect: after an emoji", '"😀😀"; Math.sqrt', "'😀😀'; len")
def inspect_emoji(kernel, code):
    reply = kernel.request("inspect_request", {"code": code, "cursor_pos": len(code), "detail_level": 0}).reply
    need(reply["found"] and ("sqrt" in reply["data"]["text/plain"] or "Return the number" in reply["data"]["text/plain"]), reply)


@row("editing", "inspect: nothing found", "   ", "   ")
def inspect_nothing(kernel, code):
    reply = kernel.request("inspect_request", {"code": code, "cursor_pos": 1, "detail_level": 0}).reply
    need(reply["status"] == "ok" and reply["found"] is False, reply)


DOUBLED = ["/** Doubles a number. */\nfunction doubled(x: number, times = 1): number { return 2 * x * times }", "1 + doubled(21, "]


@row("editing", "inspect: among the arguments of a call that is still open, the function", DOUBLED,
     ["def doubled(x, times=1):\n  'Doubles a number.'\n  return 2 * x * times", "1 + doubled(21, "])
def inspect_call(kernel, codes):
    kernel.run(codes[0])
    reply = kernel.request("inspect_request", {"code": codes[1], "cursor_pos": len(codes[1]), "detail_level": 0}).reply
    need(reply["found"] and "doubled" in reply["data"]["text/plain"] and "Doubles a number." in reply["data"]["text/plain"], reply)


for code, status in [("`abc ${", "incomplete"), ("`abc", "incomplete"), ("/* open", "incomplete"), ("// closed", "complete"), ("", "complete"),
                     ("const f = () =>", "incomplete"), ("@dec class A {}", "complete"), ("if (x) {} else", "incomplete"), ("x.", "incomplete"),
                     ("for await (const x of y) {}", "complete"), ("}", "invalid"), ("'abc", "invalid"), ("1 + )", "invalid"), ("try {}", "incomplete"),
                     ("@dec", "incomplete"), ("const x: number", "incomplete"), ("/re", "invalid"), ("return 1", "invalid")]:
    def parts(kernel, code, status=status):
        reply = kernel.request("is_complete_request", {"code": code}).reply
        need(reply["status"] == status, code, reply)
    row("editing", f"is_complete: {code!r} is {status}", code)(parts)


@row("editing", "complete: offsets behind combining and joined characters", ["'e\u0301'; Math.sqr", "'👩\u200d👩\u200d👧'; Math.sqr"])
def combining(kernel, codes):
    for code in codes:
        reply = complete(kernel, code)
        need(code + "t" in completed(code, reply), completed(code, reply)[:5])


# history ---------------------------------------------------------------------

def history(kernel, **content):
    return kernel.request("history_request", {"output": False, "raw": True, **content}).reply["history"]


@row("history", "tail", ["111", "222"], ["111", "222"])
def tail(kernel, codes):
    for code in codes:
        kernel.run(code)
    need([e[2] for e in history(kernel, hist_access_type="tail", n=2)] == codes)


@row("history", "tail with output", "333", "333")
def tail_output(kernel, code):
    kernel.run(code)
    need(history(kernel, hist_access_type="tail", n=1, output=True)[0][2][0] == code)


@row("history", "range", "444", "444")
def range_(kernel, code):
    kernel.run(code)
    session, line, _ = history(kernel, hist_access_type="tail", n=1)[0]
    # 0 is the present session; its own number names it as well, but not in every kernel while it runs.
    for asked in (0, session):
        found = history(kernel, hist_access_type="range", session=asked, start=line, stop=line + 1)
        if [entry[1:] for entry in found] == [[line, code]]:
            return
    raise Failed(found)


@row("history", "search, unique", ["5599551", "5599551"], ["5599551", "5599551"])
def search(kernel, codes):
    for code in codes:
        kernel.run(code)
    found = history(kernel, hist_access_type="search", pattern="559955?", unique=True)
    need([e[2] for e in found] == ["5599551"], found)


@row("history", "kept across sessions", "667788", "667788", spoils=True)
def sessions(kernel, code):
    kernel.run(code)
    kernel.manager.restart_kernel(now=False)
    kernel.client.wait_for_ready(timeout=PATIENCE)
    need(any(e[2] == code for e in history(kernel, hist_access_type="search", pattern="667788")))
    need(any(e[2] == code for e in history(kernel, hist_access_type="range", session=-1, start=0)))


@row("history", "store_history: false is not kept", "778899", "778899")
def not_stored(kernel, code):
    kernel.run(code, store_history=False)
    need(not history(kernel, hist_access_type="search", pattern="778899"))
