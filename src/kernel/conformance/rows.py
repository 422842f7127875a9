"""The behaviours that a Jupyter client may expect, one row each."""

import json
import os
import re
import signal
import threading
import time

from client import Failed, Kernel, belongs


class Row:
    """
    `code` by language or implementation; without code for a kernel the row does not apply to it.
    `check` looks at the run of the last code (with `each`, of every one), `do` does everything itself.
    After a row that `spoils`, the kernel is started anew.
    """

    def __init__(self, group, name, code=None, check=None, do=None, options=None, spoils=False, each=False):
        self.group, self.name, self.code = group, name, code or {}
        self.check, self.do, self.options, self.spoils, self.each = check, do, options or {}, spoils, each


ROWS = []


def row(group, name, ts=None, py=None, check=None, spoils=False, each=False, deno=None, tslab=None, **options):
    """`deno` and `tslab` are what those kernels' documentation offers for the same behaviour."""
    codes = (("typescript", ts), ("python", py), ("deno", deno), ("tslab", tslab))
    code = {name: c for name, c in codes if c is not None}
    if check is not None:
        ROWS.append(Row(group, name, code, check=check, options=options, spoils=spoils, each=each))
        return None

    def keep(do):
        ROWS.append(Row(group, name, code, do=do, spoils=spoils))
        return do

    return keep


def need(condition, *detail):
    if not condition:
        raise Failed(" ".join(str(d) for d in detail) or "the condition does not hold")
    return True


def soon(seconds, deed):
    timer = threading.Timer(seconds, deed)
    timer.start()
    return timer


# kernel_info -----------------------------------------------------------------

row("info", "kernel_info_reply has a status")(lambda k: need(k.info.get("status") == "ok", k.info))
row("info", "the protocol is 5.3 or newer")(
    lambda k: need(tuple(map(int, k.info["protocol_version"].split("."))) >= (5, 3), k.info["protocol_version"]))
row("info", "language_info has name, version, mimetype and a file extension")(
    lambda k: need(all(k.info["language_info"].get(f) for f in ("name", "version", "mimetype", "file_extension"))
                   and k.info["language_info"]["file_extension"].startswith("."), k.info["language_info"]))
row("info", "the version is the language's own", 'require("tslab").versions.typescript', "__import__('platform').python_version()",
    lambda r: r.shown == f"'{r.kernel.info['language_info']['version']}'", deno="Deno.version.typescript")
row("info", "language_info has a codemirror mode")(
    lambda k: need(k.info["language_info"].get("codemirror_mode"), k.info["language_info"]))
row("info", "there are help links")(
    lambda k: need(k.info.get("help_links") and all(l["text"] and l["url"] for l in k.info["help_links"])))


@row("info", "debugger and subshells are declared, and what is not supported is answered with an error")
def unsupported(kernel):
    features = kernel.info.get("supported_features", [])
    need("debugger" in features or kernel.info.get("debugger", False) is False, kernel.info)
    if "debugger" not in features and not kernel.info.get("debugger"):
        content = {"type": "request", "seq": 1, "command": "initialize", "arguments": {}}
        need(kernel.request("debug_request", content, "control").reply.get("success") is False)
    if "kernel subshells" not in features:
        need(kernel.request("create_subshell_request", {}, "control").reply.get("status") == "error")


# the bracket -----------------------------------------------------------------

row("messages", "busy and idle around a cell", "1+1", "1+1", lambda r: r.states == ["busy", "idle"])
row("messages", "busy and idle around a cell that fails", 'throw new Error("x")', "1/0",
    lambda r: r.states == ["busy", "idle"])
row("messages", "busy and idle around every other request")(
    lambda k: all(need(k.request(t, c).states == ["busy", "idle"], t) for t, c in [
        ("kernel_info_request", {}), ("comm_info_request", {}), ("is_complete_request", {"code": "1"}),
        ("complete_request", {"code": "x", "cursor_pos": 1}), ("inspect_request", {"code": "x", "cursor_pos": 1}),
        ("history_request", {"hist_access_type": "tail", "n": 1, "output": False, "raw": True})]))


@row("messages", "busy and idle around an unknown message, and the kernel goes on")
def unknown(kernel):
    got = kernel.request("no_such_request", {}, reply=False, patience=4)
    need(got.states == ["busy", "idle"], got.states)
    need(kernel.request("kernel_info_request", {}).reply["status"] == "ok")


@row("messages", "an unknown request is answered with an error")
def unknown_reply(kernel):
    need(kernel.request("no_such_request", {}, patience=4).reply["status"] == "error")


@row("messages", "a request without its fields is answered with an error, within busy and idle")
def malformed(kernel):
    for kind in ("execute", "complete", "inspect", "is_complete", "history"):
        got = kernel.request(f"{kind}_request", {"code": 5}, patience=4)
        need(got.states == ["busy", "idle"] and got.reply["status"] == "error", kind, got.reply)


@row("messages", "content that is no JSON is answered with an error")
def no_json(kernel):
    session = kernel.session()
    message = session.msg("execute_request", {})
    parts = [session.pack(message["header"]), b"{}", b"{}", b"{]"]
    kernel.channel("shell").socket.send_multipart([b"<IDS|MSG>", session.sign(parts), *parts])
    got = kernel.collect(message, patience=4)
    need(got.reply["status"] == "error" and got.states == ["busy", "idle"], got.reply)


@row("messages", "starting is published before anything else", spoils=True)
def starting(kernel):
    manager = type(kernel.manager)(kernel_name=kernel.name)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        first = None
        while first is None or first["msg_type"] == "iopub_welcome":
            first = client.get_iopub_msg(timeout=10)
        need(first["content"].get("execution_state") == "starting", first["msg_type"], first["content"])
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@row("messages", "own session id, unique message ids, dates with a zone, the client's header as parent", "1+1", "1+1")
def headers(kernel, code):
    got = kernel.run(code)
    all_ = [*got.messages, got.reply_message]
    ids = [m["header"]["msg_id"] for m in all_]
    need(len(set(ids)) == len(ids), ids)
    sessions = {m["header"]["session"] for m in all_}
    need(len(sessions) == 1 and sessions != {kernel.session().session}, sessions)
    need(all(m["header"]["date"].tzinfo is not None for m in all_), all_[0]["header"]["date"])
    need(all(m["parent_header"]["session"] == kernel.session().session for m in all_))


@row("messages", "the parent of output is the cell that runs, not the latest that came",
     ["await new Promise((r) => setTimeout(r, 300)); console.log('first')", "console.log('second')"],
     ["import time; time.sleep(0.3); print('first')", "print('second')"])
def parents(kernel, codes):
    sent = [kernel.execute(code) for code in codes]
    texts = []
    while sum(t[1] == "idle" for t in texts) < 2:
        got = kernel.poll("iopub", PATIENCE := 10)
        need(got, "nothing came")
        which = 0 if belongs(got, sent[0]) else 1
        texts.append((which, got["content"].get("text", got["content"].get("execution_state"))))
    need((0, "first\n") in texts and (1, "second\n") in texts, texts)
    for _ in sent:
        kernel.poll("shell", 2)


# execution -------------------------------------------------------------------

row("execute", "execute_input with the code and its number", "1+2", "1+2",
    lambda r: r.of("execute_input") == [{"code": "1+2", "execution_count": r.reply["execution_count"]}])
row("execute", "execute_result with text/plain", "1+2", "1+2",
    lambda r: r.result is not None and r.shown == "3")
row("execute", "text/plain has no colour codes", "({ a: 1, b: 'two' })", "{'a': 1}", lambda r: r.result and "\x1b" not in r.result["text/plain"])
row("execute", "no result for undefined, null and declarations",
    ["undefined", "null", "const zz = 1", "function ff() {}", "let vv = 1;"], ["None", "x = 1"],
    lambda r: r.result is None and r.reply["status"] == "ok", each=True)
row("execute", "stdout and stderr", 'console.log("out"); console.error("err")',
    "import sys; print('out'); print('err', file=sys.stderr)",
    lambda r: r.text() == "out\n" and r.text("stderr") == "err\n")
row("execute", "error with ename, evalue and traceback", 'throw new RangeError("too far")', "raise ValueError('too far')",
    lambda r: r.error["ename"] in ("RangeError", "ValueError") and r.error["evalue"] == "too far" and r.error["traceback"])
row("execute", "the same in the reply", 'throw new RangeError("too far")', "raise ValueError('too far')",
    lambda r: r.reply["status"] == "error" and r.reply["evalue"] == "too far" and r.reply["ename"] and r.reply["traceback"])
row("execute", "an error is not written to stderr as well", 'throw new Error("x")', "1/0", lambda r: r.text("stderr") == "")
row("execute", "silent: no execute_input, no result", "1+2", "1+2",
    lambda r: r.reply["status"] == "ok" and not r.of("execute_input", "execute_result"), silent=True)


@row("execute", "silent and store_history: false leave the number as it was", "1+2", "1+2")
def counts(kernel, code):
    before = kernel.run(code).reply["execution_count"]
    kernel.run(code, silent=True)
    kernel.run(code, store_history=False)
    need(kernel.run(code).reply["execution_count"] == before + 1)


row("execute", "user_expressions, also one that fails", "var ue = 20", "ue = 20",
    lambda r: r.reply["user_expressions"].get("a", {}).get("data", {}).get("text/plain") == "42"
    and r.reply["user_expressions"]["b"]["status"] == "error",
    user_expressions={"a": "ue * 2 + 2", "b": "nothing_of_that_name"})


@row("execute", "stop_on_error: queued cells are aborted, a later one runs at once",
     ['await new Promise((r) => setTimeout(r, 300));\nthrow new Error("stop");', "1+1"],
     ["import time; time.sleep(0.3); 1/0", "1+1"])
def stop_on_error(kernel, codes):
    sent = [kernel.execute(codes[0]), *(kernel.execute(codes[1]) for _ in range(5))]
    replies = [kernel.poll("shell", 10) for _ in sent[:1]]
    after = kernel.execute(codes[1])
    replies += [kernel.poll("shell", 10) for _ in range(6)]
    need(all(replies), "a reply is missing")
    need([r["content"]["status"] for r in replies] == ["error", *["aborted"] * 5, "ok"],
         [r["content"]["status"] for r in replies])
    need(belongs(replies[-1], after))


@row("execute", "stop_on_error: false lets queued cells run", ['throw new Error("stop")', "1+1"], ["1/0", "1+1"])
def go_on(kernel, codes):
    sent = [kernel.execute(codes[0], stop_on_error=False), kernel.execute(codes[1])]
    replies = [kernel.poll("shell", 10) for _ in sent]
    need([r["content"]["status"] for r in replies] == ["error", "ok"], [r["content"]["status"] for r in replies])


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
    kernel.client.wait_for_ready(timeout=30)
    need(any(e[2] == code for e in history(kernel, hist_access_type="search", pattern="667788")))
    need(any(e[2] == code for e in history(kernel, hist_access_type="range", session=-1, start=0)))


@row("history", "store_history: false is not kept", "778899", "778899")
def not_stored(kernel, code):
    kernel.run(code, store_history=False)
    need(not history(kernel, hist_access_type="search", pattern="778899"))


# interrupt, shutdown, input --------------------------------------------------

# Loops behind an await and in timers have no row yet: ending them through the inspector can abort Node.
LOOPS = [
    ("a synchronous loop", "while (true) {}", "while True: pass"),
    ("a pending await", "await new Promise(() => {})", "import asyncio; await asyncio.sleep(100)"),
    ("a long computation", "function fibonacci(n: number): number { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2) }\nfibonacci(60)",
     "def fibonacci(n): return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)\nfibonacci(60)"),
    ("a loop that catches all errors", "for (;;) { try { while (true) {} } catch {} }", None),
    ("a timer that is awaited", "await new Promise((r) => setTimeout(r, 100000))", "import time; time.sleep(100)"),
    ("a wait for a child", 'await new Promise((r) => require("child_process").spawn("sleep", ["100"]).on("exit", r))',
     "import subprocess; subprocess.run(['sleep', '100'])"),
]
for what, ts, py in LOOPS:
    def interrupt(kernel, code):
        kernel.run("var kept = 7" if kernel.language != "python" else "kept = 7")
        message = kernel.execute(code)
        time.sleep(0.3)
        started = time.time()
        kernel.manager.interrupt_kernel()
        got = kernel.collect(message, patience=6)
        need(got.reply["status"] == "error" and got.reply["ename"] == "KeyboardInterrupt", got.reply)
        need(time.time() - started < 3)
        need(kernel.run("kept").shown == "7")
    row("interrupt", f"ends {what}, keeps variables, is called KeyboardInterrupt", ts, py)(interrupt)


@row("interrupt", "interrupt_request is answered while a cell spins", "while (true) {}", "while True: pass")
def interrupt_reply(kernel, code):
    message = kernel.execute(code)
    time.sleep(0.3)
    got = kernel.request("interrupt_request", {}, "control", patience=5)
    need(got.reply["status"] == "ok", got.reply)
    need(kernel.collect(message, patience=5).reply["status"] == "error")


@row("interrupt", "SIGINT ends a synchronous loop", "while (true) {}", "while True: pass")
def sigint(kernel, code):
    message = kernel.execute(code)
    time.sleep(0.3)
    os.kill(kernel.manager.provisioner.pid, signal.SIGINT)
    need(kernel.collect(message, patience=5).reply["status"] == "error")


@row("interrupt", "what the cell changed before is kept",
     ["let steps = 0", "for (;;) steps++", "steps > 0"], ["steps = 0", "while True: steps += 1", "steps > 0"])
def interrupted_changes(kernel, codes):
    kernel.run(codes[0])
    message = kernel.execute(codes[1])
    time.sleep(0.3)
    kernel.manager.interrupt_kernel()
    need(kernel.collect(message, patience=6).reply["status"] == "error")
    need(kernel.run(codes[2]).shown in ("true", "True"))


@row("interrupt", "five times in a row", ["while (true) {}", "1+1"], ["while True: pass", "1+1"])
def interrupts(kernel, codes):
    for _ in range(5):
        message = kernel.execute(codes[0])
        time.sleep(0.1)
        kernel.manager.interrupt_kernel()
        need(kernel.collect(message, patience=6).reply["ename"] == "KeyboardInterrupt")
    need(kernel.run(codes[1]).shown == "2")


@row("interrupt", "queued cells are aborted", ["while (true) {}", "1+1"], ["while True: pass", "1+1"])
def interrupt_queue(kernel, codes):
    sent = [kernel.execute(code) for code in (codes[0], codes[1])]
    time.sleep(0.3)
    kernel.manager.interrupt_kernel()
    need([kernel.poll("shell", 8)["content"]["status"] for _ in sent] == ["error", "aborted"])


row("interrupt", "an interrupt of an idle kernel changes nothing")(
    lambda k: (k.manager.interrupt_kernel(), time.sleep(0.3), need(k.request("kernel_info_request", {}).reply))[2] and True)


@row("interrupt", "the heartbeat answers while a cell spins", "while (true) {}", "while True: pass")
def heartbeat(kernel, code):
    import zmq

    message = kernel.execute(code)
    time.sleep(0.2)
    socket = zmq.Context.instance().socket(zmq.REQ)
    socket.linger = 0
    try:
        socket.connect(f"tcp://127.0.0.1:{kernel.manager.hb_port}")
        socket.send(b"ping")
        need(socket.poll(1000), "no answer within a second")
    finally:
        socket.close()
        kernel.manager.interrupt_kernel()
        kernel.collect(message, patience=6)


@row("interrupt", "kernel_info is answered while a cell spins", "while (true) {}", spoils=True)
def info_while_busy(kernel, code):
    kernel.execute(code)
    time.sleep(0.3)
    got = kernel.request("kernel_info_request", {}, patience=3)
    need(got.reply["status"] == "ok" and got.seconds < 1)


@row("interrupt", "output arrives while a cell spins", 'console.log("now"); while (true) {}',
     "print('now', flush=True)\nwhile True: pass")
def output_while_busy(kernel, code):
    message = kernel.execute(code)
    try:
        need(kernel.later(message, 3, lambda ms: any(m["msg_type"] == "stream" for m in ms))[-1]["msg_type"] == "stream")
    finally:
        kernel.manager.interrupt_kernel()
        kernel.collect(message, patience=6)


for restart in (False, True):
    def shutdown(kernel, restart=restart):
        got = kernel.request("shutdown_request", {"restart": restart}, "control", patience=5)
        need(got.reply["status"] == "ok" and got.reply["restart"] is restart, got.reply)
        gone(kernel)
    row("shutdown", f"restart: {restart} is echoed, the process is gone", spoils=True)(shutdown)


@row("shutdown", "gone within 2 s from a synchronous loop", "while (true) {}", "while True: pass", spoils=True)
def shutdown_busy(kernel, code):
    kernel.execute(code)
    time.sleep(0.3)
    kernel.send("shutdown_request", {"restart": False}, "control")
    gone(kernel)


def gone(kernel):
    end = time.time() + 2
    while kernel.manager.is_alive():
        need(time.time() < end, "the process lives 2 s after the request")
        time.sleep(0.02)
    return True


@row("input", "input_request, and the answer is the value", ["prompt('name?')", "input('name?')"], "input('name?')")
def ask(kernel, codes):
    for code in [codes] if isinstance(codes, str) else codes:
        message = kernel.execute(code, allow_stdin=True)
        asked = kernel.poll("stdin", 5)
        need(asked and asked["msg_type"] == "input_request" and asked["content"]["prompt"] == "name?", asked)
        need(asked["content"]["password"] is False and belongs(asked, message))
        kernel.client.input("Ada")
        need("Ada" in kernel.collect(message).shown)


row("input", "without allow_stdin it is a clear error", "prompt('name?')", "input('name?')",
    lambda r: r.reply["ename"] == "StdinNotImplementedError")


@row("input", "an interrupt ends the question", "prompt('name?')", "input('name?')")
def ask_interrupted(kernel, code):
    message = kernel.execute(code, allow_stdin=True)
    need(kernel.poll("stdin", 5))
    kernel.manager.interrupt_kernel()
    need(kernel.collect(message, patience=5).reply["ename"] == "KeyboardInterrupt")


import rows_cells  # noqa: E402,F401  what cells mean, and what they import
import rows_errors  # noqa: E402,F401  type errors and tracebacks
import rows_start  # noqa: E402,F401  starting, and connection files
import rows_output  # noqa: E402,F401  output, results, comms and bad input
