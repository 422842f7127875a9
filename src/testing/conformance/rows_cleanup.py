"""Rows on what an interrupted cell does in its `finally` blocks."""

import time

from client import PATIENCE
from rows import need, row

PAUSE = "await new Promise((r) => setTimeout(r, 5))"

# Code in which `CLOSE` is what the block does last, and the same for Python. A block is reached where the cell awaits
# something that ends.
LOOPS = [
    ("a loop that is one await", f"try {{ for (;;) {PAUSE} }} finally {{ CLOSE }}",
     "import asyncio\ntry:\n  while True: await asyncio.sleep(0.005)\nfinally: CLOSE"),
    ("a loop with an await in its condition", f"try {{ while (({PAUSE}, true)); }} finally {{ CLOSE }}", None),
    ("a loop inside a loop", f"try {{ do for (;;) {PAUSE}; while (true) }} finally {{ CLOSE }}", None),
    ("a for await", f"try {{ for await (const x of (async function* () {{ for (;;) {{ {PAUSE}; yield 1 }} }})()); }} finally {{ CLOSE }}", None),
    ("a generator that is read by a for await",
     f"for await (const x of (async function* () {{ try {{ for (;;) {{ {PAUSE}; yield 1 }} }} finally {{ CLOSE }} }})());", None),
    ("a loop in a function of a function",
     f"async function step() {{ {PAUSE} }}\nasync function work() {{ try {{ for (;;) await step() }} finally {{ CLOSE }} }}\nawait work()", None),
    ("a loop, with a function that awaits",
     f"async function close() {{ {PAUSE}; CLOSE }}\ntry {{ for (;;) {PAUSE} }} finally {{ await close() }}",
     "import asyncio\nasync def close():\n  await asyncio.sleep(0.005)\n  CLOSE\n"
     "try:\n  while True: await asyncio.sleep(0.005)\nfinally: await close()"),
    ("a loop, with a loop that awaits",
     f"try {{ for (;;) {PAUSE} }} finally {{ for (const part of [1, 2, 3]) {{ {PAUSE}; if (part === 3) {{ CLOSE }} }} }}", None),
    ("a loop, with blocks inside",
     f"async function shut() {{ try {{ await null }} finally {{ {PAUSE}; CLOSE }} }}\n"
     f"try {{ for (;;) {{ try {{ {PAUSE} }} finally {{ await null }} }} }} finally {{ await shut() }}", None),
    ("a promise, as a method",
     f"async function last() {{ await null; CLOSE }}\nasync function round() {{ for (;;) {PAUSE} }}\nawait round().finally(async () => {{ await last() }})", None),
]
for what, ts, py in LOOPS:
    def interrupted(kernel, code):
        say = 'print("CLOSED", flush=True)' if kernel.language == "python" else 'console.log("CLOSED")'
        begin = 'print("begun", flush=True)\n' if kernel.language == "python" else 'console.log("begun");\n'
        message = kernel.execute(begin + code.replace("CLOSE", say))
        hear(kernel, message, "begun")
        time.sleep(0.1)
        kernel.manager.interrupt_kernel()
        got = kernel.collect(message)
        need(got.reply.get("ename") in ("KeyboardInterrupt", "CancelledError"), got.reply)
        if "CLOSED" not in got.text():
            hear(kernel, message, "CLOSED")
        need(kernel.run("1+1").shown == "2")
    row("interrupt", f"finally runs: of {what}", ts, py)(interrupted)


def hear(kernel, message, word):
    """Waits until a cell has written a word."""
    said = kernel.later(message, PATIENCE, lambda found: any(word in one["content"].get("text", "") for one in found))
    need(any(word in one["content"].get("text", "") for one in said), f"no {word}: {said}")


@row("interrupt", "a second one ends a finally block that does not end",
     "console.log('begun');\ntry { for (;;) await null } finally { console.log('closing'); for (;;) await null }")
def endless(kernel, code):
    message = kernel.execute(code)
    for word in ("begun", "closing"):
        hear(kernel, message, word)
        kernel.manager.interrupt_kernel()
    need(kernel.collect(message).reply.get("ename") == "KeyboardInterrupt")
    need(kernel.run("1+1").shown == "2")


@row("interrupt", "a chain of timers of the interrupted cell goes on no more",
     ["console.log('begun'); var links = 0; const link = () => { links++; setTimeout(link, 1) }; link(); await new Promise(() => {})",
      "var before = links; await new Promise((r) => setTimeout(r, 50)); links === before"])
def chain(kernel, codes):
    message = kernel.execute(codes[0])
    hear(kernel, message, "begun")
    kernel.manager.interrupt_kernel()
    need(kernel.collect(message).reply.get("ename") == "KeyboardInterrupt")
    need(kernel.run(codes[1]).shown == "true")
