"""Measures kernels from outside, as a client sees them, and writes one JSON line a measure:  python kernel.py ROUNDS RERUNS KERNEL…

The kernels take turns at each measure, so that whatever else the machine does falls on all alike. No wait is without an end.
"""

import json
import queue
import statistics
import sys
import time

import psutil
from jupyter_client.manager import KernelManager

PATIENCE = 30


class Lost(Exception):
    """A message that a client waits for has not come."""


class Failed(Exception):
    """A cell ended with an error."""


class Kernel:
    def __init__(self, name):
        self.python = name == "python3"
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def ready(self):
        self.client.wait_for_ready(timeout=PATIENCE)
        return self

    def run(self, code):
        """Seconds until the reply and the idle have come, and the text of the streams."""
        started = time.perf_counter()
        until = started + PATIENCE
        message = self.client.execute(code)
        text, idle = [], False
        while not idle:
            got = self.answer(self.client.get_iopub_msg, message, until)
            if got["msg_type"] == "stream":
                text.append(got["content"]["text"])
            idle = got["content"].get("execution_state") == "idle"
        reply = self.answer(self.client.get_shell_msg, message, until)
        if reply["content"]["status"] != "ok":
            raise Failed(code)
        return time.perf_counter() - started, "".join(text)

    def answer(self, get, message, until):
        while True:
            try:
                got = get(timeout=max(0, until - time.perf_counter()))
            except queue.Empty:
                raise Lost(message) from None
            if got["parent_header"].get("msg_id") == message:
                return got

    def cells(self, code, numbers):
        """The median time of cells that differ, in milliseconds."""
        return 1000 * statistics.median(self.run(code(i))[0] for i in numbers)

    def fresh(self, i):
        if self.python:
            return f"def f{i}(x): return x * {i}\nf{i}(2)"
        return f"function f{i}(x: number): number {{ return x * {i} }}\nf{i}(2)"

    def memory(self):
        process = psutil.Process(self.manager.provisioner.pid)
        return sum(p.memory_info().rss for p in [process, *process.children(recursive=True)]) / 1e6


def trivial(i):
    return f"{i}+1"


def first(name):
    started = time.perf_counter()
    with Kernel(name) as kernel:
        # No wait for kernel_info: its reply may come long before the first cell can run.
        message = kernel.client.execute("1+1")
        kernel.answer(kernel.client.get_shell_msg, message, started + PATIENCE)
        return time.perf_counter() - started


def memory(name):
    with Kernel(name) as kernel:
        kernel.ready().run("1+1")
        time.sleep(2)
        return kernel.memory()


def quick(name):
    with Kernel(name) as kernel:
        kernel.ready().cells(trivial, range(30))
        return kernel.cells(trivial, range(30, 130))


def fresh(name):
    with Kernel(name) as kernel:
        kernel.ready().cells(kernel.fresh, range(20))
        return kernel.cells(kernel.fresh, range(20, 80))


def growth(name):
    with Kernel(name) as kernel:
        kernel.ready().cells(kernel.fresh, range(20))
        early = kernel.cells(kernel.fresh, range(20, 40))
        kernel.cells(kernel.fresh, range(40, 300))
        return kernel.cells(kernel.fresh, range(300, 320)) / early


def flood(name):
    with Kernel(name) as kernel:
        python = "for i in range(100000): print('line', i)"
        code = python if kernel.python else "for (let i = 0; i < 100000; i++) console.log(`line ${i}`)"
        seconds, text = kernel.ready().run(code)
        if text != "".join(f"line {i}\n" for i in range(100000)):
            raise Lost(code)
        return seconds


def mathjs(name):
    with Kernel(name) as kernel:
        kernel.ready().run('import * as math from "mathjs"; math.sqrt(16)')
        return kernel.cells(trivial, range(60))


def plotting(name, reruns):
    """Resident memory after a tenth of the reruns, and after all."""
    code = 'import { linspace, plot } from "nablab";\nconst grid = linspace(0, 6, 200);\nplot(grid, [grid.map(Math.sin), grid.map(Math.cos)])'
    early = 0
    with Kernel(name) as kernel:
        kernel.ready()
        for i in range(reruns):
            kernel.run(code)
            if i == reruns // 10:
                early = kernel.memory()
        return [early, kernel.memory()]


def measured(measure, *arguments):
    try:
        return measure(*arguments)
    except Lost:
        return "lost"
    except Exception:
        return "fails"


def main(rounds, reruns, *names):
    everywhere = [first, memory, quick, fresh, growth, flood]

    def tell(measure, name, *arguments):
        value = measured(measure, name, *arguments)
        print(json.dumps({"kernel": name, "measure": measure.__name__, "value": value}), flush=True)

    typescript = [name for name in names if name != "python3"]
    for _ in range(int(rounds)):
        for measure in everywhere:
            for name in names:
                tell(measure, name)
        for name in typescript:
            tell(mathjs, name)
    for name in typescript:
        tell(plotting, name, int(reruns))


if __name__ == "__main__":
    main(*sys.argv[1:])
