"""Rows on what cells show."""

import json
import time

from client import PATIENCE
from rows import need, row

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
HOST = 'globalThis[Symbol.for("nablab.host")]'
WAIT = {"typescript": "await new Promise((r) => setTimeout(r, 400))", "python": "import time; time.sleep(0.4)"}
DISPLAY = 'Symbol.for("Jupyter.display")'

def joined(run):
    """The streams in their order, pieces of the same one put together."""
    pieces = []
    for stream in run.of("stream"):
        if pieces and pieces[-1][0] == stream["name"]:
            pieces[-1] = (stream["name"], pieces[-1][1] + stream["text"])
        else:
            pieces.append((stream["name"], stream["text"]))
    return pieces


# results ---------------------------------------------------------------------

row("results", "an object's own bundle with all its MIME types",
    f'({{ [{DISPLAY}]() {{ return {{ "text/plain": "p", "text/html": "<b>h</b>" }} }} }})',
    "class D:\n  def _repr_mimebundle_(self, **k): return {'text/plain': 'p', 'text/html': '<b>h</b>'}\nD()",
    lambda r: r.result == {"text/plain": "p", "text/html": "<b>h</b>"})
row("results", "an own bundle that is promised", f'({{ async [{DISPLAY}]() {{ return {{ "text/plain": "p" }} }} }})', None,
    lambda r: r.result == {"text/plain": "p"})
row("results", "an own bundle that fails is the cell's error",
    f'({{ [{DISPLAY}]() {{ throw new Error("no bundle") }} }})', None,
    lambda r: r.reply["status"] == "error" and r.reply["evalue"] == "no bundle")
row("results", "other values as util.inspect prints them, without colours", "[{ a: 1, b: [1, 'x'] }, new Map([[1, 2]])]", None,
    lambda r: r.result["text/plain"] == "[ { a: 1, b: [ 1, 'x' ] }, Map(1) { 1 => 2 } ]")
row("results", "a promise and a timer as Node prints them", "const started = [setTimeout(() => {}, 0), setImmediate(() => {})]; [require('util').inspect(started), Promise.resolve(1)]", None,
    lambda r: "Promise { 1 }" in r.shown and "Immediate {" in r.shown and not any(w in r.shown for w in ("Store", "async_", "Frame", "parent")))
row("results", "a picture in bytes is shown as a picture", f'Buffer.from("{PNG}", "base64")', None,
    lambda r: r.result.get("image/png") == PNG)
row("results", "a list of records with a getter that throws is shown as Node's inspect shows it",
    "[{ get a() { throw new Error('unread') } }, { a: 2 }]", None,
    lambda r: r.reply["status"] == "ok" and "[Getter]" in r.shown)
row("results", "a list of records is shown as a table", "[{ x: 1, y: 2 }, { x: 3, y: 4 }]", None,
    lambda r: "<table" in r.result.get("text/html", "") and r.result["text/plain"] == "x  y\n1  2\n3  4")

# output ----------------------------------------------------------------------

row("output", "console and process.stdout keep their order",
    'console.log("a"); process.stdout.write("b\\n"); console.error("c"); console.log("d")',
    "import sys; print('a'); sys.stdout.write('b\\n'); sys.stdout.flush(); print('c', file=sys.stderr); sys.stderr.flush(); print('d')",
    lambda r: joined(r) == [("stdout", "a\nb\n"), ("stderr", "c\n"), ("stdout", "d\n")])
row("output", "100,000 lines of console.log arrive whole", "for (let i = 0; i < 100000; i++) console.log(`line ${i}`)",
    "for i in range(100000): print('line', i)",
    lambda r: r.text() == "".join(f"line {i}\n" for i in range(100000)))
@row("output", "10 MB in one cell arrive whole", 'process.stdout.write("é".repeat(5 * 1024 * 1024)); undefined',
     "print('é' * (5 * 1024 * 1024), end='')")
def ten_megabytes(kernel, code):
    got = kernel.run(code)
    text = got.text()
    others = sorted(set(text) - {"é"})
    need(got.reply["status"] == "ok" and len(text) == 5 * 1024 * 1024 and not others,
         len(text), others[:5], got.types()[-5:], got.text("stderr")[:200])


row("output", "bytes of one character in two pieces",
    'process.stdout.write(Buffer.from([0xc3])); process.stdout.write(Buffer.from([0xa9])); undefined', None,
    lambda r: r.text() == "é")
row("output", "a file descriptor is the cell's stream as well", 'require("fs").writeSync(1, "direct\\n"); undefined',
    "import os; os.write(1, b'direct\\n'); import time; time.sleep(0.3)", lambda r: r.text() == "direct\n")

CHILD = {
    "spawn": 'await new Promise((r) => require("child_process").spawn("sh", ["-c", "echo child; echo bad >&2"], { stdio: "inherit" }).on("exit", r))',
    "spawnSync": 'require("child_process").spawnSync("sh", ["-c", "echo child; echo bad >&2"], { stdio: "inherit" }); undefined',
    "execSync": 'require("child_process").execSync("echo child; echo bad >&2", { stdio: "inherit" }); undefined',
    "execFileSync": 'require("child_process").execFileSync("sh", ["-c", "echo child; echo bad >&2"], { stdio: "inherit" }); undefined',
    "fork": 'require("fs").writeFileSync("/tmp/nablab-fork.js", "console.log(\\"child\\"); console.error(\\"bad\\")");\n'
            'await new Promise((r) => require("child_process").fork("/tmp/nablab-fork.js").on("exit", r))',
}
for how, ts in CHILD.items():
    row("output", f"a child's inherited streams: {how}", ts,
        "import subprocess; subprocess.run('echo child; echo bad >&2', shell=True); import time; time.sleep(0.3)" if how == "spawn" else None,
        lambda r: "child\n" in r.text() and "bad\n" in r.text("stderr"))
row("output", "a child's own pipes stay as they are", 'require("child_process").execSync("echo piped").toString()', None,
    lambda r: "piped" in r.shown and (r.result is None or r.text() == ""))
row("output", "a worker thread's console", 'await new Promise((r) => new (require("worker_threads").Worker)('
    '`console.log("from a thread")`, { eval: true }).on("exit", r)); await new Promise((r) => setTimeout(r, 100))', None,
    lambda r: r.text() == "from a thread\n")


row("output", "100,000 lines of a child arrive whole",
    'await new Promise((r) => require("child_process").spawn("seq", ["100000"], { stdio: "inherit" }).on("close", r))', None,
    lambda r: r.text() == "".join(f"{i + 1}\n" for i in range(100000)))
row("output", "lines on both streams arrive whole and in order",
    "for (let i = 0; i < 5000; i++) { console.log(i); console.error(i) }",
    "import sys\nfor i in range(5000):\n  print(i, flush=True)\n  print(i, file=sys.stderr, flush=True)",
    lambda r: r.text() == r.text("stderr") == "".join(f"{i}\n" for i in range(5000)))


@row("output", "10,000 displays arrive in order", f'for (let i = 0; i < 10000; i++) {HOST}.display({{ data: {{ "text/plain": String(i) }} }})',
     "from IPython.display import display\nfor i in range(10000): display({'text/plain': str(i)}, raw=True)",
     tslab='var tslab = require("tslab"); for (let i = 0; i < 10000; i++) tslab.display.text(String(i))',
     deno='for (let i = 0; i < 10000; i++) await Deno.jupyter.broadcast("display_data", { data: { "text/plain": String(i) }, metadata: {}, transient: {} })')
def displays(kernel, code):
    got = kernel.run(code)
    need([c["data"]["text/plain"] for c in got.of("display_data")] == [str(i) for i in range(10000)], len(got.of("display_data")))


@row("output", "a flood without end is stopped by an interrupt", 'for (let i = 0; ; i++) console.log(`line ${i}`)', "i = 0\nwhile True:\n  print('line', i); i += 1")
def endless(kernel, code):
    message = kernel.execute(code)
    time.sleep(0.5)
    kernel.manager.interrupt_kernel()
    got = kernel.collect(message)
    need(got.reply["ename"] == "KeyboardInterrupt", got.reply)
    lines = got.text().split("\n")
    need(len(lines) > 100 and lines[:-1] == [f"line {i}" for i in range(len(lines) - 1)], f"{len(lines)} lines, not in order")


LATE = [
    ("an interval", 'var ticks = 0, ticker = setInterval(() => { if (++ticks === 3) { clearInterval(ticker); console.log("late") } }, 60); undefined', None),
    ("a chain of awaits", 'void (async () => { for (let i = 0; i < 3; i++) await new Promise((r) => setTimeout(r, 50)); console.log("late") })(); undefined', None),
    ("an event of a child", 'require("child_process").exec("sleep 0.15; echo late", (_: unknown, out: string) => process.stdout.write(out)); undefined', None),
    ("an earlier cell's function in a timer", 'var sayLate = () => console.log("late"); setTimeout(() => sayLate(), 150); undefined', None),
    ("a timer", 'setTimeout(() => console.log("late"), 150); undefined',
     "import threading; threading.Timer(0.15, lambda: print('late')).start()"),
    ("a promise", 'void new Promise((r) => setTimeout(r, 150)).then(() => console.log("late")); undefined', None),
    ("a child", 'require("child_process").spawn("sh", ["-c", "sleep 0.15; echo late"], { stdio: "inherit" }); undefined', None),
]
for what, ts, py in LATE:
    def late(kernel, code):
        first = kernel.run(code)
        kernel.run(WAIT.get(kernel.language, WAIT["typescript"]))
        come = kernel.later(first.message, PATIENCE, lambda ms: any(m["msg_type"] == "stream" for m in ms))
        texts = [m for m in come if m["msg_type"] == "stream"]
        need("".join(m["content"]["text"] for m in texts) == "late\n", texts)
    row("output", f"late output of {what} goes to the cell that started it", ts, py)(late)

@row("output", "late output of a display goes to the cell that started it",
     f'setTimeout(() => {HOST}.display({{ data: {{ "text/plain": "late" }} }}), 150); undefined',
     tslab='var tslab = require("tslab"); setTimeout(() => tslab.display.text("late"), 150); undefined',
     deno='setTimeout(() => Deno.jupyter.broadcast("display_data", { data: { "text/plain": "late" }, metadata: {}, transient: {} }), 150); undefined')
def late_display(kernel, code):
    first = kernel.run(code)
    kernel.run(WAIT["typescript"])
    come = kernel.later(first.message, PATIENCE, lambda ms: any(m["msg_type"] == "display_data" for m in ms))
    shown = [m["content"]["data"] for m in come if m["msg_type"] == "display_data"]
    need(shown == [{"text/plain": "late"}], shown)


FAILURES = [
    ("a throw in a timer", 'setTimeout(() => { throw new Error("late failure") }, 50); undefined'),
    ("an unhandled rejection", 'void Promise.reject(new Error("late failure")); undefined'),
]
for what, ts in FAILURES:
    def failure(kernel, code):
        first = kernel.run(code)
        kernel.run("await new Promise((r) => setTimeout(r, 200))")
        told = lambda ms: any("late failure" in json.dumps(m["content"]) for m in ms)
        found = [*first.messages, *kernel.later(first.message, PATIENCE, told)]
        need(any("late failure" in json.dumps(m["content"]) for m in found if m["msg_type"] in ("error", "stream")), found[-1]["content"])
        need(kernel.run("1+1").shown == "2")
    row("output", f"{what} is shown under its cell and the kernel lives", ts)(failure)

row("output", "process.exit() ends the cell with an error, not the kernel", "process.exit(0)", "import sys; sys.exit(0)",
    lambda r: r.reply["status"] == "error" and r.kernel.run("1+1").shown == "2")
row("output", "process.exit() in a callback as well", "await new Promise(() => setTimeout(() => process.exit(1), 20))", None,
    lambda r: r.reply["status"] == "error" and r.kernel.run("1+1").shown == "2")

PYDISPLAY = "from IPython.display import display, clear_output; "
row("display", "display_data with several MIME types and metadata",
    f'{HOST}.display({{ data: {{ "text/plain": "p", "text/html": "h" }}, metadata: {{ k: 1 }} }})',
    PYDISPLAY + "display({'text/plain': 'p', 'text/html': 'h'}, raw=True, metadata={'k': 1})",
    lambda r: r.of("display_data")[0]["data"] == {"text/plain": "p", "text/html": "h"} and r.of("display_data")[0]["metadata"] == {"k": 1},
    deno='await Deno.jupyter.broadcast("display_data", { data: { "text/plain": "p", "text/html": "h" }, metadata: { k: 1 }, transient: {} })')
row("display", "update_display_data",
    [f'{HOST}.display({{ data: {{ "text/plain": "1" }}, displayId: "d1" }})',
     f'{HOST}.display({{ data: {{ "text/plain": "2" }}, displayId: "d1", update: true }})'],
    [PYDISPLAY + "display({'text/plain': '1'}, raw=True, display_id='d1')",
     "from IPython.display import update_display; update_display({'text/plain': '2'}, raw=True, display_id='d1')"],
    lambda r: r.of("update_display_data")[0]["transient"]["display_id"] == "d1",
    deno=[f'await Deno.jupyter.broadcast("{kind}display_data", {{ data: {{ "text/plain": "1" }}, metadata: {{}}, transient: {{ display_id: "d1" }} }})'
          for kind in ("", "update_")], tslab='var shown = require("tslab").newDisplay(); shown.text("1"); shown.text("2")')
row("display", "clear_output", f"{HOST}.clearOutput(true)", PYDISPLAY + "clear_output(wait=True)",
    lambda r: r.of("clear_output") == [{"wait": True}], deno='await Deno.jupyter.broadcast("clear_output", { wait: true })')
row("display", "a display may be all that a cell shows: no result beside it", f'{HOST}.display({{ data: {{ "text/plain": "p" }} }})',
    PYDISPLAY + "display({'text/plain': 'p'}, raw=True)", lambda r: r.of("display_data") and r.result is None,
    tslab='require("tslab").display.text("p")', deno='await Deno.jupyter.broadcast("display_data", { data: { "text/plain": "p" }, metadata: {}, transient: {} })')
row("display", "tslab.display writes outputs", 'var tslab = require("tslab"); tslab.display.html("<b>x</b>")', None,
    lambda r: r.of("display_data")[0]["data"] == {"text/html": "<b>x</b>"})
row("display", "tslab.newDisplay replaces its output",
    'var d = require("tslab").newDisplay(); d.text("1"); d.text("2")', None,
    lambda r: [m for m in r.types() if "display" in m] == ["display_data", "update_display_data"])

row("output", "bytes in pieces, text in encodings, corked writes",
    'process.stdout.write("6869", "hex"); const face = Buffer.from("😀"); process.stdout.write(face.subarray(0, 2)); '
    'process.stdout.write(face.subarray(2)); process.stdout.cork(); process.stdout.write("1"); process.stdout.uncork()', None,
    lambda r: r.text() == "hi😀1")
row("output", "a forked program and a thread",
    'require("fs").writeFileSync("forked.js", "console.log(1); process.send(2)"); '
    'const forked = require("child_process").fork("./forked.js"); await new Promise((r) => forked.on("close", r)); '
    'const thread = new (require("worker_threads").Worker)("console.log(3)", { eval: true }); await new Promise((r) => thread.on("exit", r)); undefined',
    None, lambda r: r.text() == "1\n3\n")
