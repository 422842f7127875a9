"""The behaviours that a Jupyter client may expect, one row each."""

import time

from client import PATIENCE, Failed, belongs


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
    got = kernel.request("no_such_request", {}, reply=False)
    need(got.states == ["busy", "idle"], got.states)
    need(kernel.request("kernel_info_request", {}).reply["status"] == "ok")


@row("messages", "an unknown request is answered with an error")
def unknown_reply(kernel):
    need(kernel.request("no_such_request", {}).reply["status"] == "error")


@row("messages", "a request without its fields is answered with an error, within busy and idle")
def malformed(kernel):
    for kind in ("execute", "complete", "inspect", "is_complete", "history"):
        got = kernel.request(f"{kind}_request", {"code": 5})
        need(got.states == ["busy", "idle"] and got.reply["status"] == "error", kind, got.reply)


@row("messages", "content that is no JSON is answered with an error")
def no_json(kernel):
    session = kernel.session()
    message = session.msg("execute_request", {})
    parts = [session.pack(message["header"]), b"{}", b"{}", b"{]"]
    kernel.channel("shell").socket.send_multipart([b"<IDS|MSG>", session.sign(parts), *parts])
    got = kernel.collect(message)
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
            first = client.get_iopub_msg(timeout=PATIENCE)
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
        got = kernel.poll("iopub", PATIENCE)
        need(got, "nothing came")
        which = 0 if belongs(got, sent[0]) else 1
        texts.append((which, got["content"].get("text", got["content"].get("execution_state"))))
    need((0, "first\n") in texts and (1, "second\n") in texts, texts)
    for _ in sent:
        kernel.poll("shell", PATIENCE)


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
    replies = [kernel.poll("shell", PATIENCE) for _ in sent[:1]]
    after = kernel.execute(codes[1])
    replies += [kernel.poll("shell", PATIENCE) for _ in range(6)]
    need(all(replies), "a reply is missing")
    need([r["content"]["status"] for r in replies] == ["error", *["aborted"] * 5, "ok"],
         [r["content"]["status"] for r in replies])
    need(belongs(replies[-1], after))


@row("execute", "stop_on_error: false lets queued cells run", ['throw new Error("stop")', "1+1"], ["1/0", "1+1"])
def go_on(kernel, codes):
    sent = [kernel.execute(codes[0], stop_on_error=False), kernel.execute(codes[1])]
    replies = [kernel.poll("shell", PATIENCE) for _ in sent]
    need([r["content"]["status"] for r in replies] == ["error", "ok"], [r["content"]["status"] for r in replies])


import rows_editing  # noqa: E402,F401  editing and the history
import rows_interrupt  # noqa: E402,F401  interrupts, shutdown, input
import rows_cleanup  # noqa: E402,F401  finally blocks of interrupted cells
import rows_cells  # noqa: E402,F401  what cells mean, and what they import
import rows_errors  # noqa: E402,F401  type errors and tracebacks
import rows_start  # noqa: E402,F401  starting, and connection files
import rows_encryption  # noqa: E402,F401  encrypted sockets
import rows_output  # noqa: E402,F401  output and results
import rows_comms  # noqa: E402,F401  comms
import rows_bad_input  # noqa: E402,F401  what a kernel must survive
import rows_widgets  # noqa: E402,F401  widgets
import rows_alive  # noqa: E402,F401  what a cell may do to its kernel
import rows_children  # noqa: E402,F401  processes that cells start
import rows_tsconfig  # noqa: E402,F401  tsconfig.json
import rows_loading  # noqa: E402,F401  how modules are loaded
import rows_node_types  # noqa: E402,F401  the types of Node
import rows_descriptors  # noqa: E402,F401  descriptors 1 and 2, process.stdin
import rows_beginners  # noqa: E402,F401  the way out of a beginner's mistake
import rows_typing  # noqa: E402,F401  questions of an editor
import rows_outside  # noqa: E402,F401  faults from outside
import rows_debugger  # noqa: E402,F401  the debugger
import rows_debugged  # noqa: E402,F401  what a paused program meets
