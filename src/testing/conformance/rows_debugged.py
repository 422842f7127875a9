"""Rows on a program that a debugger holds: what comes meanwhile, what frees it, and what is asked of it that it cannot do."""

from dap import Debugged
from rows import need, row
from rows_debugger import LOOP, PY_LOOP
from rows_widgets import IMPORT, Shown

GROUP = "debugger"


def start_again(d):
    d.dap("initialize")
    d.dap("attach")


@row(GROUP, "callbacks stop after their cell: of promises and of a slider",
     [IMPORT + "const lab = interact(({ a }) => {\n  const twice = 2 * a;\n  return plot([0, 1], [0, twice], { show: false });\n}, { a: slider(-4, 4, { value: 1 }) })",
      "void Promise.resolve(5).then((five) => {\n  const six = five + 1;\n  console.log(six);\n});"])
def callbacks(kernel, codes):
    shown = Shown(kernel, codes[0])
    with Debugged(kernel) as d:
        need(d.breakpoints(codes[0], 4) == [4])
        kernel.send("comm_msg", shown.update({"value": 3}))
        need(d.stop()[0]["line"] == 4 and d.scopes()["Locals"]["twice"]["value"] == "6", d.frames)
        d.breakpoints(codes[0])
        d.resume()
        d.event("continued")
        d.breakpoints(codes[1], 3)
        run = kernel.execute(codes[1])
        need(d.stop()[0]["line"] == 3 and d.scopes()["Locals"]["six"]["value"] == "6", d.frames)
        d.resume()
        need(d.end(run)["status"] == "ok")


@row(GROUP, "a cell that is edited keeps the breakpoint of its old text, and the new text has its own", ["let m = 1;\nm += 1;\nm", "let m = 1;\n\nm += 2;\nm"])
def edited(kernel, codes):
    with Debugged(kernel) as d:
        run = d.run_to(codes[0], 2)
        # It is edited while it is paused; the front end sends the breakpoint with the new text.
        need(d.breakpoints(codes[1], 3) == [3])
        need(d.frames[0]["line"] == 2 and d.evaluate("m") == "1")
        d.resume()
        need(d.end(run)["status"] == "ok" and d.output(run) == "2")
        need(len(d.dap("debugInfo")["breakpoints"]) == 2)
        run = kernel.execute(codes[1])
        need(d.stop()[0]["line"] == 3)
        d.resume()
        need(d.end(run)["status"] == "ok" and d.output(run) == "3")


@row(GROUP, "a paused kernel answers on control, and serves what waits when it goes on", ["let held = 1;\nheld += 1;\nheld", "held + 40"])
def meanwhile(kernel, codes):
    with Debugged(kernel) as d:
        run = d.run_to(codes[0], 2)
        next_run = kernel.execute(codes[1])
        need(kernel.send("usage_request", {}, "control"))
        need(d.dap("threads")["threads"] and d.dap("modules") is not None)
        d.resume()
        need(d.end(run)["status"] == "ok" and d.output(run) == "2")
        need(d.end(next_run)["status"] == "ok" and d.output(next_run) == "42")


@row(GROUP, "a cell that asks for input is debugged before and behind it", 'const who = prompt("who") ?? "";\nconst long = who.length;\nlong')
def asks(kernel, code):
    with Debugged(kernel) as d:
        d.breakpoints(code, 1, 2)
        run = kernel.execute(code, allow_stdin=True)
        need(d.stop()[0]["line"] == 1)
        d.resume()
        while not (asked := kernel.poll("stdin", 1)):
            pass
        need(asked["content"]["prompt"].startswith("who"), asked["content"])
        kernel.send("input_reply", {"status": "ok", "value": "Ada"}, "stdin")
        need(d.stop()[0]["line"] == 2 and d.evaluate("who") == '"Ada"')
        d.resume()
        need(d.end(run)["status"] == "ok" and d.output(run).endswith("3"), d.output(run))


@row(GROUP, "an interrupt ends an expression that never ends, and the cell that was paused", LOOP)
def interrupted_expression(kernel, code):
    with Debugged(kernel) as d:
        run = d.run_to(code, 7)
        content = {"type": "request", "seq": 9, "command": "evaluate", "arguments": {"expression": "(() => { for (;;); })()", "frameId": d.frames[0]["id"]}}
        asked = kernel.send("debug_request", content, "control")
        kernel.send("interrupt_request", {}, "control")
        need(d.end(run)["ename"] == "KeyboardInterrupt")
        need(d.dap("debugInfo")["stoppedThreads"] == [])
        need(d.control(asked)["content"]["success"] is False)


@row(GROUP, "an interrupt ends a paused cell where it stands", ["let done = 'no';\ndone = 'yes';\ndone", "done"])
def interrupted_there(kernel, codes):
    with Debugged(kernel) as d:
        run = d.run_to(codes[0], 2)
        kernel.send("interrupt_request", {}, "control")
        need(d.end(run)["ename"] == "KeyboardInterrupt", d.output(run))
        run = kernel.execute(codes[1])
        need(d.end(run)["status"] == "ok" and "no" in d.output(run), d.output(run))


@row(GROUP, "a page that is loaded anew is told of the stop once more", LOOP)
def told_again(kernel, code):
    with Debugged(kernel) as d:
        d.breakpoints(code, 7)
        run = kernel.execute(code)
        first = d.stop()
        d.dap("nablabPresent", again=True)
        again = d.stop()
        need(d.stopped["reason"] == "breakpoint" and again[0]["line"] == first[0]["line"], d.stopped)
        need(again[0]["id"] != first[0]["id"], "JupyterLab takes a frame of the same number for the same stop")
        need("length" in d.scopes()["Locals"] and d.evaluate("length") == "5")
        d.breakpoints(code)
        d.resume()
        need(d.end(run)["status"] == "ok" and d.output(run) == "15")
        # Nothing is told where nothing stands still.
        d.dap("nablabPresent", again=True)
        need(d.dap("debugInfo")["stoppedThreads"] == [])


@row(GROUP, "a kernel that restarts while it is paused stops again at the breakpoints that are sent anew", LOOP, spoils=True)
def restarts(kernel, code):
    d = Debugged(kernel).__enter__()
    d.breakpoints(code, 7)
    kernel.execute(code)
    d.stop()
    kernel.manager.restart_kernel()
    kernel.client.wait_for_ready(timeout=240)
    d = Debugged(kernel, start=False).__enter__()
    need(d.dap("debugInfo")["isStarted"] is False and d.dap("debugInfo")["stoppedThreads"] == [])
    start_again(d)
    d.breakpoints(code, 7)
    run = kernel.execute(code)
    need(d.stop()[0]["line"] == 7)
    d.breakpoints(code)
    d.resume()
    need(d.end(run)["status"] == "ok" and d.output(run) in ("15", "15.0"), d.output(run))


@row(GROUP, "the end of the session frees a paused cell", LOOP, PY_LOOP)
def disconnects(kernel, code):
    with Debugged(kernel) as d:
        run = d.run_to(code, 7)
        d.dap("disconnect", restart=False, terminateDebuggee=False)
        need(d.end(run)["status"] == "ok" and d.output(run) in ("15", "15.0"), d.output(run))
        start_again(d)
        d.breakpoints(code, 7)
        run = kernel.execute(code)
        need(d.stop()[0]["line"] == 7)
        d.breakpoints(code)
        d.resume()
        need(d.end(run)["status"] == "ok")


@row(GROUP, "a debugger attaches to a cell that computes, and to one that sleeps",
     ["let turn = 0;\nconsole.log('on');\nwhile (turn >= 0) {\n  turn++;\n}\nturn < 0", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3_000);"])
def attaches_late(kernel, codes):
    with Debugged(kernel, start=False) as d:
        run = kernel.execute(codes[0])
        d.message(lambda m: m["msg_type"] == "stream" and "on" in m["content"]["text"])
        start_again(d)
        d.dap("pause", threadId=1)
        need(d.stop()[0]["line"] in (2, 3, 4), d.frames)
        d.evaluate("turn = -1")
        d.resume()
        need(d.end(run)["status"] == "ok" and d.output(run) == "on\ntrue", d.output(run))
        d.dap("disconnect")
        run = kernel.execute(codes[1])
        d.message(lambda m: m["msg_type"] == "execute_input")
        start_again(d)
        need(d.end(run)["status"] == "ok")


@row(GROUP, "a pause that is asked of an idle kernel stops the next cell in its first line", "// nothing\nlet idle = 1;\nidle")
def pause_idle(kernel, code):
    with Debugged(kernel) as d:
        d.dap("pause", threadId=1)
        run = kernel.execute(code)
        need(d.stop()[0]["line"] == 2 and d.stopped["reason"] == "pause", d.frames)
        d.resume()
        need(d.end(run)["status"] == "ok" and d.output(run) == "1")


THROWS = """async function rejects(): Promise<void> {
  await null;
  throw 5;
}
try {
  await rejects();
} catch (five) {
  console.log(five);
}
[1].forEach(() => {
  throw null;
});"""


@row(GROUP, "exceptions that are no errors, of promises and of callbacks stop; those of the kernel and of packages do not",
     [THROWS, "try {\n  JSON.parse('{');\n} catch {\n  console.log('caught');\n}"])
def thrown(kernel, codes):
    with Debugged(kernel) as d:
        d.dap("setExceptionBreakpoints", filters=["raised"])
        run = kernel.execute(codes[0])
        need(d.stop()[0]["line"] == 3 and d.dap("exceptionInfo", threadId=1)["description"] == "5", d.frames)
        need(d.go("continue") == 11 and d.dap("exceptionInfo", threadId=1)["description"] == "null")
        d.resume()
        need(d.end(run)["status"] == "error")
        need(d.end(kernel.execute("const n: number = 'x'"))["status"] == "error")
        run = kernel.execute(codes[1])
        need(d.stop()[0]["line"] == 2, d.frames)
        d.resume()
        need(d.end(run)["status"] == "ok")


@row(GROUP, "breakpoints that cannot be are answered with what is wrong", "let b = 1;\nb += 1;\nb")
def wrong_breakpoints(kernel, code):
    with Debugged(kernel) as d:
        path = d.dap("dumpCell", code=code)["sourcePath"]
        for wanted in ({"logMessage": "{b +}"}, {"hitCondition": "often"}, {"condition": "b ="}):
            [found] = d.dap("setBreakpoints", source={"path": path}, breakpoints=[{"line": 2, **wanted}])["breakpoints"]
            need(found["verified"] is False and found["message"], wanted, found)
            run = kernel.execute(code)
            need(d.end(run)["status"] == "ok" and d.output(run) == "2", d.output(run))
        [found] = d.dap("setBreakpoints", source={"path": "/nowhere/at all.ts"}, breakpoints=[{"line": 2}])["breakpoints"]
        need(found["verified"] is False and found["message"], found)
        for log, told in (("b is {b}, {} and { b }", "b is 1,  and 1\n"), ("{nowhere}", "ReferenceError"), ("{[1].at(7)!.x}", "TypeError")):
            d.breakpoints(code, {"line": 2, "logMessage": log})
            run = kernel.execute(code)
            need(d.end(run)["status"] == "ok" and told in d.output(run) and d.output(run).endswith("2"), d.output(run))


HUGE = """const text = "é".repeat(100_000_000);
const bytes = new Uint8Array(100_000_000);
const list = Array.from({ length: 12_500_000 }, (_, i) => i);
const map = new Map(Array.from({ length: 300_000 }, (_, i) => [`key ${i}`, { i }]));
let deep: unknown = null;
for (let i = 0; i < 100_000; i++) deep = { deep };
deep !== null"""


@row(GROUP, "values of 100 MB and a chain of 100,000 objects are shown in a few thousand characters", HUGE)
def huge(kernel, code):
    with Debugged(kernel) as d:
        run = d.run_to(code, 7)
        shown = d.scopes()["Notebook"]
        for name in ("text", "bytes", "list", "map", "deep"):
            need(len(shown[name]["value"]) < 5000, name)
            need(len(d.evaluate(name)) < 5000, name)
            if shown[name]["variablesReference"]:
                parts = d.variables(shown[name]["variablesReference"])
                need(0 < len(parts) <= 110 and all(len(p["value"]) < 5000 for p in parts.values()), name, len(parts))
        need(d.evaluate("text.length + list.length") == "112500000")
        need(len(str(d.dap("richInspectVariables", variableName="bytes", frameId=d.frames[0]["id"]))) < 1_000_000)
        d.resume()
        need(d.end(run)["status"] == "ok")
    kernel.run("text = ''", patience=120)


@row(GROUP, "a recursion without end in an expression is an error, and one in a cell goes on to its error",
     "function endless(n: number): number {\n  return endless(n + 1) + 1;\n}\ntry {\n  endless(0);\n} catch (error) {\n  console.log((error as Error).name);\n}")
def endless(kernel, code):
    with Debugged(kernel) as d:
        d.breakpoints(code, {"line": 2, "condition": "n === 5000"}, 5)
        run = kernel.execute(code)
        need(d.stop()[0]["line"] == 5)
        need("RangeError" in d.refused("evaluate", expression="endless(0)", frameId=d.frames[0]["id"]))
        need(d.go("continue") == 2 and d.evaluate("n") == "5000")
        need("RangeError" in d.refused("evaluate", expression="endless(0)", frameId=d.frames[0]["id"]))
        d.resume()
        need(d.end(run)["status"] == "ok" and d.output(run) == "RangeError\n", d.output(run))


@row(GROUP, "what the console evaluates may be several statements, and what has gone is refused", LOOP)
def console(kernel, code):
    with Debugged(kernel) as d:
        run = d.run_to(code, 7)
        need(d.evaluate("const q = length * 2; q + total", context="repl") == "10")
        need(d.evaluate("points.map(({ x }) => x)", context="hover") == "[ 3, 6 ]")
        need(d.evaluate("undefined") == "undefined" and d.evaluate("'a\\nb'") == '"a\\nb"' and d.evaluate("10n ** 20n") == "100000000000000000000n")
        scopes = d.dap("scopes", frameId=d.frames[0]["id"])["scopes"]
        old = d.frames[0]["id"]
        d.go("continue")
        need("no value" in d.refused("variables", variablesReference=scopes[0]["variablesReference"]))
        d.refused("scopes", frameId=old)
        d.refused("setVariable", variablesReference=d.dap("scopes", frameId=d.frames[0]["id"])["scopes"][0]["variablesReference"], name="p", value="{ x: ")
        d.resume()
        need(d.end(run)["status"] == "ok" and d.output(run) == "15")


@row(GROUP, "a tensor is shown richly as its cell would show it", 'import { tensor } from "nablab";\nconst matrix = tensor([[1, 2], [3, 4]]);\nmatrix.sum()')
def rich(kernel, code):
    with Debugged(kernel) as d:
        run = d.run_to(code, 3)
        for name in ("matrix", "matrix.mul(2)"):
            found = d.dap("richInspectVariables", variableName=name, frameId=d.frames[0]["id"])
            need("tensor(" in found["data"]["text/plain"], found)
        d.refused("richInspectVariables", variableName="nothing there", frameId=d.frames[0]["id"])
        d.resume()
        need(d.end(run)["status"] == "ok")
