"""Rows on the debugger: breakpoints, steps, values, and whatever a front end may send wrongly."""

from client import PATIENCE, belongs
from dap import Debugged
from rows import need, row

GROUP = "debugger"

LOOP = """interface Point { x: number; y: number }

let total = 0;
const points: Point[] = [{ x: 3, y: 4 }, { x: 6, y: 8 }];
for (const p of points) {
  const length: number = Math.hypot(p.x, p.y);
  total += length;
}
total"""
PY_LOOP = """import math

total = 0
points = [dict(x=3, y=4), dict(x=6, y=8)]
for p in points:
  length = math.hypot(p['x'], p['y'])
  total += length

total"""


def murmur2(text, seed):
    """JupyterLab's hash of a cell, written from the definition of MurmurHash2."""
    data, mask = text.encode(), 0xFFFFFFFF
    h = seed ^ len(data)
    whole = len(data) // 4 * 4
    for i in range(0, whole, 4):
        k = int.from_bytes(data[i:i + 4], "little") * 0x5BD1E995 & mask
        k = (k ^ k >> 24) * 0x5BD1E995 & mask
        h = (h * 0x5BD1E995 & mask) ^ k
    if data[whole:]:
        h = (h ^ int.from_bytes(data[whole:], "little")) * 0x5BD1E995 & mask
    h = (h ^ h >> 13) * 0x5BD1E995 & mask
    return h ^ h >> 15


@row(GROUP, "debugInfo names the hash by which dumpCell calls a cell, and nothing is started", "const é = 'ü∂';", "a = 'ü∂'")
def info(kernel, code):
    with Debugged(kernel, start=False) as d:
        found = d.dap("debugInfo")
        need(found["isStarted"] is False and found["hashMethod"] == "Murmur2" and found["stoppedThreads"] == [], found)
        name = f"{found['tmpFilePrefix']}{murmur2(code, found['hashSeed'])}{found['tmpFileSuffix']}"
        need(d.dap("dumpCell", code=code)["sourcePath"] == name, name)


@row(GROUP, "a breakpoint stops a cell in its line, its names are there, and it goes on to the right result", LOOP, PY_LOOP)
def stops(kernel, code):
    with Debugged(kernel) as d:
        need(d.breakpoints(code, 7) == [7])
        run = kernel.execute(code)
        frames = d.stop()
        need(len(frames) == 1 and frames[0]["line"] == 7, frames)
        need(frames[0]["source"]["path"] == d.dap("dumpCell", code=code)["sourcePath"], frames)
        need(d.stopped["threadId"] in d.dap("debugInfo")["stoppedThreads"])
        need(any("length" in names and names["length"]["value"] in ("5", "5.0") for names in d.scopes().values()), d.scopes())
        d.resume()
        d.stop()
        need(d.evaluate("total + length") in ("15", "15.0"))
        d.breakpoints(code)
        d.resume()
        need(d.end(run)["status"] == "ok")
        need(d.output(run) in ("15", "15.0"), d.output(run))


@row(GROUP, "the frame of a stop has a number of its own, by which JupyterLab knows that it is another", LOOP, PY_LOOP)
def numbered(kernel, code):
    with Debugged(kernel) as d:
        run = d.run_to(code, 7)
        first = d.frames[0]["id"]
        d.breakpoints(code, 7)
        d.resume()
        need(d.stop()[0]["id"] != first)
        d.breakpoints(code)
        d.resume()
        need(d.end(run)["status"] == "ok")


@row(GROUP, "names stand as they were written: locals and the notebook's, with types", LOOP)
def names(kernel, code):
    with Debugged(kernel) as d:
        run = d.run_to(code, 7)
        scopes = d.scopes()
        need(list(scopes) == ["Locals", "Notebook"], list(scopes))
        need({n: (v["type"], v["value"]) for n, v in scopes["Locals"].items()} == {"length": ("number", "5"), "p": ("Object", "{ x: 3, y: 4 }")},
             scopes["Locals"])
        need(scopes["Notebook"]["points"]["type"] == "Array(2)" and scopes["Notebook"]["total"]["value"] == "0", scopes["Notebook"])
        inside = d.variables(scopes["Notebook"]["points"]["variablesReference"])
        need(inside["1"]["evaluateName"] == "points[1]" and d.evaluate(inside["1"]["evaluateName"]) == "{ x: 6, y: 8 }", inside)
        d.breakpoints(code)
        d.resume()
        d.end(run)


@row(GROUP, "JupyterLab, whose tree shows a type in place of the value, is told values alone", LOOP)
def untyped(kernel, code):
    with Debugged(kernel, start=False) as d:
        d.dap("initialize", clientID="jupyterlab")
        run = d.run_to(code, 7)
        # Earlier rows have left names of the notebook, of which the function's own hide some.
        shown = {**{v["name"]: v for v in d.dap("inspectVariables")["variables"]}, **d.scopes()["Locals"]}
        need(not any("type" in v for v in shown.values()), shown)
        need(shown["length"]["value"] == "5" and shown["p"]["value"] == "{ x: 3, y: 4 }" and shown["total"]["value"] == "0", shown)
        d.breakpoints(code)
        d.resume()
        d.end(run)


@row(GROUP, "names that were asked for before the scopes of a stop are told before them", LOOP)
def before(kernel, code):
    with Debugged(kernel) as d:
        run = d.run_to(code, 7)
        # A front end asks with each message of a cell, until it has heard of the stop.
        d.dap("inspectVariables")
        asked = kernel.send("debug_request", {"type": "request", "seq": 100, "command": "inspectVariables", "arguments": {}}, "control")
        d.dap("scopes", frameId=d.frames[0]["id"])
        need(any(belongs(reply, asked) for reply in d.passed), "the scopes were told first")
        d.breakpoints(code)
        d.resume()
        d.end(run)


@row(GROUP, "a breakpoint on a line without code moves to the next with code, before and after the cell has run",
     "// a comment\n\nfunction twice(x: number): number {\n  // another\n\n  return 2 * x;\n}\ntwice(1)")
def moves(kernel, code):
    with Debugged(kernel) as d:
        need(d.breakpoints(code, 1, 5) == [6, 6], "before")
        run = kernel.execute(code)
        need(d.stop()[0]["line"] == 6)
        d.resume()
        need(d.end(run)["status"] == "ok")
        need(d.breakpoints(code, 2, 4, 7, 99) == [6, 6, 8, 8], "after")


@row(GROUP, "a function of a cell that ran before the debugger started stops when a later cell calls it",
     ["const square = (x: number): number => x * x;\nfunction half(x: number): number {\n  return x / 2;\n}", "half(square(4))"])
def earlier(kernel, codes):
    kernel.run(codes[0])
    with Debugged(kernel) as d:
        need(d.breakpoints(codes[0], 1, 3) == [1, 3])
        run = kernel.execute(codes[1])
        frames = d.stop()
        need([(f["name"], f["line"]) for f in frames][0] == ("square", 1) and len(frames) == 2, frames)
        need(d.go("continue") == 3)
        need(d.scopes()["Locals"]["x"]["value"] == "16")
        d.resume()
        need(d.end(run)["status"] == "ok" and d.output(run) == "8", d.output(run))


@row(GROUP, "steps go over, into and out of functions by lines",
     "function inner(n: number): number {\n  const m = n + 1;\n  return m;\n}\nlet a = inner(1);\na += inner(2);\na")
def steps(kernel, code):
    with Debugged(kernel) as d:
        run = d.run_to(code, 5)
        need(d.go("next") == 6)
        need(d.go("stepIn") == 2 and d.frames[0]["name"] == "inner", d.frames)
        need(d.go("next") == 3)
        need(d.go("stepOut") == 7)
        d.dap("next", threadId=1)
        need(d.end(run)["status"] == "ok")
        # The step ended with the cell.
        need(d.end(kernel.execute("a + 1"))["status"] == "ok")


@row(GROUP, "a step over a top-level await comes to the next line, and a timer stops after its cell",
     ["const one = await new Promise<number>((r) => setTimeout(() => r(1), 10));\nconst two = one + 1;\ntwo",
      "void setTimeout(() => {\n  const late = 3;\n  console.log(late);\n}, 10);"])
def awaits(kernel, codes):
    with Debugged(kernel) as d:
        d.breakpoints(codes[0], 1)
        run = kernel.execute(codes[0])
        need(d.stop()[0]["line"] == 1)
        need(d.go("next") == 2)
        d.resume()
        need(d.end(run)["status"] == "ok")
        d.breakpoints(codes[1], 3)
        run = kernel.execute(codes[1])
        need(d.stop()[0]["line"] == 3 and d.scopes()["Locals"]["late"]["value"] == "3")
        d.breakpoints(codes[1])
        d.resume()
        d.message(lambda m: m["msg_type"] == "stream" and m["content"]["text"] == "3\n")


@row(GROUP, "a condition, a count of hits and a message decide what a breakpoint does",
     "const limit = 2;\nlet sum = 0;\nfor (let i = 0; i < 6; i++) {\n  sum += i;\n}\nsum")
def conditions(kernel, code):
    with Debugged(kernel) as d:
        run = d.run_to(code, {"line": 4, "condition": "i > limit && (i as number) < 4"})
        need(d.scopes()["Locals"]["i"]["value"] == "3")
        d.resume()
        d.end(run)
        run = d.run_to(code, {"line": 4, "hitCondition": "5"})
        need(d.scopes()["Locals"]["i"]["value"] == "4")
        d.resume()
        d.end(run)
        d.breakpoints(code, {"line": 4, "logMessage": "i = {i}, sum {sum}", "condition": "i < 2"})
        run = kernel.execute(code)
        d.end(run)
        need(d.output(run) == "i = 0, sum 0\ni = 1, sum 0\n15", d.output(run))


@row(GROUP, "a condition that throws, never ends or is none lets the cell run, and is told of",
     "let k = 0;\nfor (let i = 0; i < 4; i++) {\n  k += i;\n}\nk")
def bad_conditions(kernel, code):
    with Debugged(kernel) as d:
        for condition, told in (("nowhere.x", "ReferenceError"), ("(() => { for (;;); })()", "2000 ms")):
            d.breakpoints(code, {"line": 3, "condition": condition})
            run = kernel.execute(code)
            need(d.end(run)["status"] == "ok")
            need(told in d.output(run) and d.output(run).endswith("6"), d.output(run))
        d.breakpoints(code)
        need(d.end(kernel.execute(code))["status"] == "ok")
        need(d.breakpoints(code, {"line": 3, "condition": "i >"}) == [None])


@row(GROUP, "an exception stops where the user's code throws it",
     "const f = (n: number): number => {\n  if (n > 1) throw new RangeError('too much');\n  return f(n + 1);\n};\nf(0)")
def exceptions(kernel, code):
    with Debugged(kernel) as d:
        d.dap("setExceptionBreakpoints", filters=["raised"])
        run = kernel.execute(code)
        frames = d.stop()
        need(d.stopped["reason"] == "exception" and "too much" in d.stopped["text"], d.stopped)
        need([f["line"] for f in frames] == [2, 3, 3, 5], frames)
        need(d.dap("exceptionInfo", threadId=1)["exceptionId"] == "RangeError")
        d.dap("setExceptionBreakpoints", filters=[])
        d.resume()
        need(d.end(run)["ename"] == "RangeError")


@row(GROUP, "a cell that computes is paused", "let round = 0;\nwhile (true) {\n  round++;\n}")
def pauses(kernel, code):
    with Debugged(kernel) as d:
        run = kernel.execute(code)
        d.message(lambda m: m["msg_type"] == "execute_input")
        # Before its first round it may be paused in its first line.
        d.dap("pause", threadId=1)
        need(d.stop()[0]["line"] in (1, 2, 3), d.frames)
        need(d.stopped["reason"] == "pause", d.stopped)
        kernel.send("interrupt_request", {}, "control")
        need(d.end(run)["ename"] == "KeyboardInterrupt")


@row(GROUP, "an interrupt frees a paused cell, and the next cell stops again", ["let n = 0;\nwhile (true) {\n  n++;\n}", "let q = 1;\nq"],
     ["n = 0\nwhile True:\n  n += 1\n", "q = 1\nq"], spoils=True)
def interrupts(kernel, codes):
    with Debugged(kernel) as d:
        run = d.run_to(codes[0], 3)
        kernel.send("interrupt_request", {}, "control")
        need(d.end(run)["ename"] == "KeyboardInterrupt")
        d.breakpoints(codes[1], 2)
        run = kernel.execute(codes[1])
        need(d.stop()[0]["line"] == 2)
        d.resume()
        need(d.end(run)["status"] == "ok")


@row(GROUP, "values change in the frame and in the notebook: by setVariable and by evaluate", LOOP)
def changes(kernel, code):
    with Debugged(kernel) as d:
        run = d.run_to(code, 7)
        scopes = {s["name"]: s["variablesReference"] for s in d.dap("scopes", frameId=d.frames[0]["id"])["scopes"]}
        need(d.dap("setVariable", variablesReference=scopes["Notebook"], name="total", value="100 as number")["value"] == "100")
        point = d.variables(scopes["Notebook"])["points"]["variablesReference"]
        second = d.variables(point)["1"]["variablesReference"]
        need(d.dap("setVariable", variablesReference=second, name="x", value="p.x * 5")["value"] == "15")
        need(d.evaluate("total += 1") == "101")
        d.refused("setVariable", variablesReference=scopes["Notebook"], name="nowhere", value="0")
        d.breakpoints(code)
        d.resume()
        d.end(run)
        need(d.output(run) == "123", d.output(run))


@row(GROUP, "an expression that never ends or throws is an error, and the program stays paused", LOOP)
def expressions(kernel, code):
    with Debugged(kernel) as d:
        run = d.run_to(code, 7)
        frame = d.frames[0]["id"]
        d.refused("evaluate", expression="(() => { for (;;); })()", frameId=frame, context="hover")
        need("TypeError" in d.refused("evaluate", expression="(null as any).x", frameId=frame))
        d.refused("evaluate", expression="1 +", frameId=frame)
        d.refused("evaluate", expression="total = 5", frameId=frame, context="hover")
        need(d.evaluate("[1, 2].map((total) => total * 2)") == "[ 2, 4 ]")
        need(d.evaluate("{ length, total }") == "{ length: 5, total: 0 }")
        d.breakpoints(code)
        d.resume()
        d.end(run)
        need(d.output(run) == "15")


VALUES = """import { tensor } from "nablab";

let asked = 0;
class Box {
  side = 2;
  get area(): number { asked++; return this.side ** 2; }
}
const box = new Box();
const t = tensor([1, 2], { requiresGrad: true });
const y = t.mul(t).sum();
y.backward();
const table = new Map<string, number[]>([["a", [1, 2]]]);
const proxy = new Proxy({ inside: 1 }, { get() { asked++; return 0; }, ownKeys() { throw new Error("asked"); } });
const long = new Float64Array(2_000_000);
const text = "x".repeat(20_000_000);
const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, i]));
class Never { [Symbol.for("nodejs.util.inspect.custom")](): string { for (;;); } }
const never = new Never();
asked"""


@row(GROUP, "tensors, maps, getters, proxies, huge values and values that never print are shown, and none is asked for more", VALUES)
def values(kernel, code):
    with Debugged(kernel) as d:
        run = d.run_to(code, 19)
        shown = d.scopes()["Notebook"]
        need(len(shown["text"]["value"]) < 5000 and len(shown["wide"]["value"]) < 5000 and shown["long"]["type"] == "Float64Array(2000000)")
        need(shown["never"]["type"] == "Never" and shown["box"]["type"] == "Box", shown["never"])
        d.dap("setVariable", variablesReference=[s for s in d.dap("scopes", frameId=d.frames[0]["id"])["scopes"]][1]["variablesReference"],
              name="never", value="0")
        shown = d.scopes()["Notebook"]
        need(shown["t"]["value"] == "tensor([1., 2.], requires_grad=True)", shown["t"])
        parts = d.variables(shown["t"]["variablesReference"])
        need(list(parts) == ["shape", "dtype", "requiresGrad", "grad", "gradFn"] and parts["grad"]["value"] == "tensor([2., 4.])", parts)
        need("SumBackward0" in d.variables(shown["y"]["variablesReference"])["gradFn"]["value"])
        inside = d.variables(shown["box"]["variablesReference"])
        need(inside["side"]["value"] == "2" and inside["area"]["type"] == "getter", inside)
        entry = d.variables(shown["table"]["variablesReference"])["[0]"]
        need(entry["value"] == "'a' => [ 1, 2 ]" and "key" in d.variables(entry["variablesReference"]), entry)
        proxy = d.variables(shown["proxy"]["variablesReference"])
        need(d.variables(proxy["[[Target]]"]["variablesReference"])["inside"]["value"] == "1", proxy)
        groups = d.variables(shown["long"]["variablesReference"])
        need(len(groups) <= 200 and len(d.variables(shown["wide"]["variablesReference"])) <= 110, len(groups))
        need(d.evaluate("asked") == "0", "a getter or a trap was called")
        need(d.variables(inside["area"]["variablesReference"])["area"]["value"] == "4" and d.evaluate("asked") == "1")
        d.resume()
        d.end(run)


@row(GROUP, "names and rich forms are shown without a stop and without a session", "const grid = [{ a: 1, b: 2 }, { a: 3, b: 4 }];", "grid = [1, 2]")
def inspects(kernel, code):
    kernel.run(code)
    with Debugged(kernel, start=False) as d:
        found = {v["name"]: v for v in d.dap("inspectVariables")["variables"]}
        need("grid" in found, found)
        rich = d.dap("richInspectVariables", variableName="grid")
        need("text/plain" in rich["data"] and isinstance(rich["metadata"], dict), rich)


@row(GROUP, "a local name is copied to the notebook, and a later cell uses it", LOOP)
def copies(kernel, code):
    with Debugged(kernel) as d:
        run = d.run_to(code, 7)
        d.dap("copyToGlobals", srcVariableName="p", dstVariableName="kept", srcFrameId=d.frames[0]["id"])
        d.breakpoints(code)
        d.resume()
        d.end(run)
        again = kernel.execute("kept.x + 1")
        d.end(again)
        need(d.output(again) == "4", d.output(again))


FILE = "export function inFile(n: number): number {\n  const type: number = n;\n  return type + 1;\n}\n"


@row(GROUP, "a local file is stepped into, shown, and stopped in", 'import { inFile } from "./debugged";\nlet v = inFile(1);\nv')
def files(kernel, code):
    kernel.world.write("debugged.ts", FILE)
    with Debugged(kernel) as d:
        run = d.run_to(code, 2)
        need(d.go("stepIn") == 2 and d.frames[0]["source"]["path"].endswith("debugged.ts"), d.frames)
        path = d.frames[0]["source"]["path"]
        need(d.dap("source", source={"path": path})["content"] == FILE)
        need(d.breakpoints_at(path, 3) == [3])
        need(d.go("continue") == 3 and d.evaluate("type") == "1")
        d.resume()
        need(d.end(run)["status"] == "ok" and d.output(run) == "2")


@row(GROUP, "requests out of order and malformed ones are refused, and the kernel serves the next cell", "1+2")
def malformed(kernel, code):
    with Debugged(kernel, start=False) as d:
        d.dap("initialize")
        for command in ("next", "stepIn", "stepOut", "continue", "exceptionInfo", "nonsense", "toString", "source", "variables", "setVariable",
                        "evaluate", "scopes", "dumpCell", "setBreakpoints", "copyToGlobals", "richInspectVariables"):
            d.refused(command)
        d.refused("variables", variablesReference=12345)
        d.refused("scopes", frameId=77)
        d.refused("setBreakpoints", source={"path": "x"}, breakpoints="all")
        d.refused("setBreakpoints", source={"path": "x"}, breakpoints=[{"line": "one"}])
        d.refused("setBreakpoints", source=[], breakpoints=[{"line": -1}])
        for content in ({}, {"command": 7}, {"command": "scopes", "arguments": [1]}, {"type": "request", "seq": [], "command": None}):
            need(d.send(content).get("success") is False, content)
        d.dap("disconnect")
        d.refused("setBreakpoints", source={"path": "x"}, breakpoints=[{"line": 1}])
        need(d.dap("debugInfo")["isStarted"] is False)
        run = kernel.execute(code)
        need(d.end(run)["status"] == "ok" and d.output(run) == "3")


@row(GROUP, "200 breakpoints and a stop 3,000 calls deep are served",
     "let steps = 0;\n" + "steps++;\n" * 199 + "function down(n: number): number {\n  return n === 0 ? 0 : 1 + down(n - 1);\n}\ndown(3000)")
def many(kernel, code):
    with Debugged(kernel) as d:
        need(d.breakpoints(code, *range(1, 201)) == list(range(1, 201)))
        run = kernel.execute(code)
        need(d.stop()[0]["line"] == 1 and d.go("continue") == 2)
        d.breakpoints(code, {"line": 202, "condition": "n === 0"})
        d.resume()
        frames = d.stop()
        need(len(frames) >= 100 and frames[0]["line"] == 202, len(frames))
        need(d.dap("stackTrace", threadId=1, startFrame=10, levels=5)["totalFrames"] >= 3000)
        need(d.scopes()["Locals"]["n"]["value"] == "0")
        d.resume()
        need(d.end(run)["status"] == "ok" and d.output(run) == "3000")


@row(GROUP, "two clients see the same stop, and either goes on", "let w = 1;\nw += 1;\nw")
def two_clients(kernel, code):
    with Debugged(kernel) as d, Debugged(kernel) as other:
        run = d.run_to(code, 2)
        need(other.dap("stackTrace", threadId=1)["stackFrames"][0]["line"] == 2)
        other.dap("continue", threadId=1)
        d.refused("continue", threadId=1)
        need(d.end(run)["status"] == "ok" and d.output(run) == "2")


@row(GROUP, "no port is opened by it", 'require("node:inspector").url() ?? "none"')
def no_port(kernel, code):
    with Debugged(kernel) as d:
        run = kernel.execute(code)
        need(d.end(run)["status"] == "ok" and "none" in d.output(run), d.output(run))


@row(GROUP, "a paused kernel shuts down", LOOP, PY_LOOP, spoils=True)
def shuts_down(kernel, code):
    d = Debugged(kernel).__enter__()
    d.breakpoints(code, 7)
    kernel.execute(code)
    d.stop()
    reply = kernel.send("shutdown_request", {"restart": False}, "control")
    need(reply and kernel.manager.provisioner.process.wait(PATIENCE) is not None)
