"""Rows on interrupts, on what is answered while a cell runs, on shutdown and on input."""

import os
import signal
import time

from client import PATIENCE, belongs
from rows import need, row

# interrupt, shutdown, input --------------------------------------------------

# What an interrupt ends: its name, the cells of which the last one is interrupted, the same for Python.
SLOW_TYPES = ('type Deep<N extends number, A extends unknown[] = []> = A["length"] extends N ? A : Deep<N, [...A, unknown]>;\n'
              + "\n".join(f"let deep{i}: Deep<{900 - i}, [{i}]> | undefined;" for i in range(400)))

LOOPS = [
    ("a synchronous loop", "while (true) {}", "while True: pass"),
    ("a pending await", "await new Promise(() => {})", "import asyncio; await asyncio.sleep(100)"),
    ("a loop behind an await", "await new Promise((r) => setTimeout(r, 20));\nwhile (true) {}",
     "import asyncio; await asyncio.sleep(0.02)\nwhile True: pass"),
    ("a long computation", "function fibonacci(n: number): number { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2) }\nfibonacci(60)",
     "def fibonacci(n): return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)\nfibonacci(60)"),
    ("a long computation behind an await",
     "function slow(n: number): number { return n < 2 ? n : slow(n - 1) + slow(n - 2) }\nawait null; slow(60)",
     "import asyncio\nawait asyncio.sleep(0.02)\ndef slow(n): return n if n < 2 else slow(n - 1) + slow(n - 2)\nslow(60)"),
    ("an endless loop of awaits", "for (;;) await null", "import asyncio\nwhile True: await asyncio.sleep(0)"),
    ("an endless loop of awaits that catches all errors", "for (;;) { try { await null } catch {} }", None),
    ("an endless loop of sleeps", "for (;;) await new Promise((r) => setTimeout(r, 1))", "import asyncio\nwhile True: await asyncio.sleep(0.001)"),
    ("an endless for await", "for await (const x of (async function* () { for (;;) yield 1 })());",
     "async def ones():\n  while True: yield 1\nasync for x in ones(): pass"),
    ("an async function that calls itself for ever", "async function again(): Promise<void> { await null; return again() }\nawait again()", None),
    ("promises that follow each other for ever", "const next = (): Promise<void> => Promise.resolve().then(next);\nawait next()", None),
    ("microtasks that follow each other for ever", "function queue() { queueMicrotask(queue) }\nqueue(); await new Promise(() => {})", None),
    ("ticks that follow each other for ever", "function tick() { process.nextTick(tick) }\ntick(); await new Promise(() => {})", None),
    ("a loop that catches all errors", "for (;;) { try { while (true) {} } catch {} }", None),
    ("a loop behind an await that catches all errors", 'await null; for (;;) { try { JSON.parse("{") } catch {} }', None),
    ("a timer that is awaited", "await new Promise((r) => setTimeout(r, 100000))", "import time; time.sleep(100)"),
    ("a wait for a child", 'await new Promise((r) => require("child_process").spawn("sleep", ["100"]).on("exit", r))',
     "import subprocess; subprocess.run(['sleep', '100'])"),
    ("a loop in a timer", "await new Promise((r) => setTimeout(() => { while (true); }, 10))", None),
    ("a loop in a promise's callback", "await Promise.resolve().then(() => { while (true); })", None),
    ("a loop in a callback of Node's", 'await new Promise((r) => require("fs").readdir(".", () => { while (true); }))', None),
    ("a loop in an earlier cell's function, behind an await", ["function spin() { for (;;); }", "await null; spin()"],
     ["def spin():\n  while True: pass", "import asyncio\nawait asyncio.sleep(0.02)\nspin()"]),
    ("a wait inside V8 behind an await", "await null; Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60000)", None),
    ("a wait inside V8 in a timer",
     "await new Promise((r) => setTimeout(() => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60000) }, 10))", None),
    ("a wait inside V8 in a local file", 'import { sleepThere } from "./spins"; await null; sleepThere()', None),
    ("a regular expression behind an await", "await null; /^(a+)+$/.test('a'.repeat(40) + 'b')", None),
    ("a loop of large whole numbers behind an await", "await null; for (;;) 3n ** 100_000n", None),
    ("a loop of long copies behind an await",
     "const long = Array.from({ length: 1e5 }, (_, i) => ({ i })); await null; for (;;) structuredClone(long)", None),
    ("a loop in a local file", 'import { spin as spinThere } from "./spins"; spinThere()', None),
    ("a loop in a local file, behind an await", 'import { spin as spinLater } from "./spins"; await null; spinLater()', None),
    ("an endless loop of awaits in a local file", 'import { circle } from "./spins"; await circle()', None),
    ("a local file that never loads", 'import "./never"', None),
    ("a package's computation", ['import * as math from "mathjs"', 'math.inv(math.ones([3000, 3000]) as number[][])'], None),
    ("a package's computation behind an await", ['import * as math from "mathjs"', 'await null; math.inv(math.ones([3000, 3000]) as number[][])'], None),
    ("types that take long to check", SLOW_TYPES, None),
    ("a value that never stops showing itself", "({ [Symbol.for('nodejs.util.inspect.custom')]() { for (;;); } })",
     "class Slow:\n  def __repr__(self):\n    while True: pass\nSlow()"),
]
for what, ts, py in LOOPS:
    def interrupt(kernel, code):
        *before, last = [code] if isinstance(code, str) else code
        for one in ["var kept = 7" if kernel.language != "python" else "kept = 7", *before]:
            kernel.run(one)
        message = kernel.execute(last)
        time.sleep(0.3)
        kernel.manager.interrupt_kernel()
        got = kernel.collect(message)
        need(got.reply["status"] == "error" and got.reply["ename"] == "KeyboardInterrupt", got.reply)
        need([e["ename"] for e in got.of("error")] == ["KeyboardInterrupt"], got.types())
        wait = "" if kernel.language == "python" else "await new Promise((r) => setTimeout(r, 10)); "
        for one in ("kept", f"{wait}kept"):
            after = kernel.run(one)
            need(after.shown == "7", one, after.reply)
    row("interrupt", f"ends {what}, keeps variables, is called KeyboardInterrupt", ts, py)(interrupt)


@row("interrupt", "ends a loop in a timer of a cell that is done, and says so under that cell",
     "setTimeout(() => { for (;;); }, 100); undefined")
def interrupt_leftover(kernel, code):
    first = kernel.run(code)
    time.sleep(0.4)
    kernel.manager.interrupt_kernel()
    late = kernel.later(first.message, PATIENCE, lambda ms: any(m["msg_type"] == "error" for m in ms))
    need([m["content"]["ename"] for m in late if m["msg_type"] == "error"] == ["KeyboardInterrupt"], late)
    need(kernel.run("1+1").shown == "2")


@row("interrupt", "what an interrupted cell would do later is not done",
     ["var rounds = 0; for (;;) { await new Promise((r) => setTimeout(r, 5)); rounds++ }",
      "var before = rounds; await new Promise((r) => setTimeout(r, 100)); rounds - before <= 1"],
     ["import asyncio\nrounds = 0\nwhile True:\n  await asyncio.sleep(0.005)\n  rounds += 1",
      "before = rounds\nawait asyncio.sleep(0.1)\nrounds - before <= 1"])
def interrupt_for_good(kernel, codes):
    message = kernel.execute(codes[0])
    time.sleep(0.3)
    kernel.manager.interrupt_kernel()
    need(kernel.collect(message).reply["status"] == "error")
    need(kernel.run(codes[1]).shown in ("true", "True"))


@row("interrupt", "two in quick succession end one cell", ["await null; for (;;);", "await new Promise((r) => setTimeout(r, 200)); 1+1"],
     ["while True: pass", "import time; time.sleep(0.2); 1+1"])
def interrupt_twice(kernel, codes):
    message = kernel.execute(codes[0])
    time.sleep(0.3)
    for _ in range(2):
        kernel.send("interrupt_request", {}, "control")
    need(kernel.collect(message).reply["ename"] == "KeyboardInterrupt")
    need(kernel.run(codes[1]).shown == "2")


@row("interrupt", "nothing that runs, and the next cell is not hit", "await new Promise((r) => setTimeout(r, 100)); 1+1", "import time; time.sleep(0.1); 1+1")
def interrupt_nothing(kernel, code):
    for _ in range(5):
        kernel.request("interrupt_request", {}, "control")
        need(kernel.run(code).shown == "2")


@row("interrupt", "interrupt_request is answered while a cell spins", "while (true) {}", "while True: pass")
def interrupt_reply(kernel, code):
    message = kernel.execute(code)
    time.sleep(0.3)
    got = kernel.request("interrupt_request", {}, "control")
    need(got.reply["status"] == "ok", got.reply)
    need(kernel.collect(message).reply["status"] == "error")


@row("interrupt", "SIGINT ends a synchronous loop", "while (true) {}", "while True: pass")
def sigint(kernel, code):
    message = kernel.execute(code)
    time.sleep(0.3)
    os.kill(kernel.manager.provisioner.pid, signal.SIGINT)
    need(kernel.collect(message).reply["status"] == "error")


# What a signal from outside ends, also where the cell never comes back to the event loop.
for what, ts, py in LOOPS:
    if what in ("a pending await", "a loop behind an await", "a long computation behind an await", "an endless loop of awaits",
                "a loop in a promise's callback", "a loop in a timer"):
        def signalled(kernel, code):
            message = kernel.execute(code)
            time.sleep(0.3)
            os.kill(kernel.manager.provisioner.pid, signal.SIGINT)
            got = kernel.collect(message)
            need(got.reply["status"] == "error" and got.reply["ename"] == "KeyboardInterrupt", got.reply)
            need(kernel.run("1+1").shown == "2")
        row("interrupt", f"SIGINT ends {what}", ts, py)(signalled)


@row("interrupt", "a SIGINT that a cell sends to itself ends that cell",
     ["process.kill(process.pid, 'SIGINT'); for (;;);", "await null; process.kill(process.pid, 'SIGINT'); for (;;);"],
     "import os, signal; os.kill(os.getpid(), signal.SIGINT)\nwhile True: pass")
def signals_itself(kernel, codes):
    for code in [codes] if isinstance(codes, str) else codes:
        need(kernel.run(code).reply["ename"] == "KeyboardInterrupt")
        need(kernel.run("1+1").shown == "2")


@row("interrupt", "a cell's own listeners for SIGINT do not stand in the way",
     ["process.on('SIGINT', () => {}); process.removeAllListeners('SIGINT'); process.once('SIGINT', () => {}); undefined", "while (true) {}",
      "await null; while (true) {}"])
def signal_listeners(kernel, codes):
    kernel.run(codes[0])
    for code in codes[1:]:
        for interrupt in (kernel.manager.interrupt_kernel, lambda: os.kill(kernel.manager.provisioner.pid, signal.SIGINT)):
            message = kernel.execute(code)
            time.sleep(0.3)
            interrupt()
            need(kernel.collect(message).reply["ename"] == "KeyboardInterrupt")
            need(kernel.run("1+1").shown == "2")


@row("interrupt", "what the cell changed before is kept",
     ["let steps = 0", "for (;;) steps++", "steps > 0"], ["steps = 0", "while True: steps += 1", "steps > 0"])
def interrupted_changes(kernel, codes):
    kernel.run(codes[0])
    message = kernel.execute(codes[1])
    time.sleep(0.3)
    kernel.manager.interrupt_kernel()
    need(kernel.collect(message).reply["status"] == "error")
    need(kernel.run(codes[2]).shown in ("true", "True"))


@row("interrupt", "five times in a row", ["while (true) {}", "1+1"], ["while True: pass", "1+1"])
def interrupts(kernel, codes):
    for _ in range(5):
        message = kernel.execute(codes[0])
        time.sleep(0.1)
        kernel.manager.interrupt_kernel()
        need(kernel.collect(message).reply["ename"] == "KeyboardInterrupt")
    need(kernel.run(codes[1]).shown == "2")


@row("interrupt", "queued cells are aborted", ["while (true) {}", "1+1"], ["while True: pass", "1+1"])
def interrupt_queue(kernel, codes):
    sent = [kernel.execute(code) for code in (codes[0], codes[1])]
    time.sleep(0.3)
    kernel.manager.interrupt_kernel()
    need([kernel.poll("shell", PATIENCE)["content"]["status"] for _ in sent] == ["error", "aborted"])


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
        need(socket.poll(PATIENCE * 1000), "no answer")
    finally:
        socket.close()
        kernel.manager.interrupt_kernel()
        kernel.collect(message)


@row("interrupt", "kernel_info is answered while a cell spins", "while (true) {}", spoils=True)
def info_while_busy(kernel, code):
    kernel.execute(code)
    time.sleep(0.3)
    got = kernel.request("kernel_info_request", {})
    need(got.reply["status"] == "ok")


@row("interrupt", "output arrives while a cell spins", 'console.log("now"); while (true) {}',
     "print('now', flush=True)\nwhile True: pass")
def output_while_busy(kernel, code):
    message = kernel.execute(code)
    try:
        need(kernel.later(message, PATIENCE, lambda ms: any(m["msg_type"] == "stream" for m in ms))[-1]["msg_type"] == "stream")
    finally:
        kernel.manager.interrupt_kernel()
        kernel.collect(message)


for restart in (False, True):
    def shutdown(kernel, restart=restart):
        got = kernel.request("shutdown_request", {"restart": restart}, "control")
        need(got.reply["status"] == "ok" and got.reply["restart"] is restart, got.reply)
        gone(kernel)
    row("shutdown", f"restart: {restart} is echoed, the process is gone", spoils=True)(shutdown)


@row("shutdown", "gone from a synchronous loop", "while (true) {}", "while True: pass", spoils=True)
def shutdown_busy(kernel, code):
    kernel.execute(code)
    time.sleep(0.3)
    kernel.send("shutdown_request", {"restart": False}, "control")
    gone(kernel)


def gone(kernel):
    end = time.time() + PATIENCE
    while kernel.manager.is_alive():
        need(time.time() < end, "the process outlives the request")
        time.sleep(0.02)
    return True


@row("input", "input_request, and the answer is the value", ["prompt('name?')", "input('name?')"], "input('name?')")
def ask(kernel, codes):
    for code in [codes] if isinstance(codes, str) else codes:
        message = kernel.execute(code, allow_stdin=True)
        asked = kernel.poll("stdin", PATIENCE)
        need(asked and asked["msg_type"] == "input_request" and asked["content"]["prompt"] == "name?", asked)
        need(asked["content"]["password"] is False and belongs(asked, message))
        kernel.client.input("Ada")
        need("Ada" in kernel.collect(message).shown)


row("input", "without allow_stdin it is a clear error", "prompt('name?')", "input('name?')",
    lambda r: r.reply["ename"] == "StdinNotImplementedError")


@row("input", "an interrupt ends the question", "prompt('name?')", "input('name?')")
def ask_interrupted(kernel, code):
    message = kernel.execute(code, allow_stdin=True)
    need(kernel.poll("stdin", PATIENCE))
    kernel.manager.interrupt_kernel()
    need(kernel.collect(message).reply["ename"] == "KeyboardInterrupt")
