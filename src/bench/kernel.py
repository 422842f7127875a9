"""Measures a kernel from outside, as a client sees it, and writes one JSON line a measure:  python kernel.py KERNEL [RERUNS]"""

import json
import statistics
import sys
import time

import psutil
from jupyter_client.manager import KernelManager


class Kernel:
    def __init__(self, name):
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()

    def ready(self):
        self.client.wait_for_ready(timeout=60)
        return self

    def run(self, code, timeout=60):
        """Seconds until the reply and the idle have come, the text of the streams, and whether all went well."""
        started = time.perf_counter()
        message = self.client.execute(code)
        text, idle = [], False
        while not idle:
            got = self.client.get_iopub_msg(timeout=timeout)
            if got["parent_header"].get("msg_id") != message:
                continue
            if got["msg_type"] == "stream":
                text.append(got["content"]["text"])
            idle = got["content"].get("execution_state") == "idle"
        while True:
            reply = self.client.get_shell_msg(timeout=timeout)
            if reply["parent_header"].get("msg_id") == message:
                break
        return time.perf_counter() - started, "".join(text), reply["content"]["status"] == "ok"

    def memory(self):
        process = psutil.Process(self.manager.provisioner.pid)
        return sum(p.memory_info().rss for p in [process, *process.children(recursive=True)]) / 1e6

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def tell(measure, value):
    print(json.dumps({"measure": measure, "value": value}), flush=True)


def first_cell(name):
    started = time.perf_counter()
    kernel = Kernel(name)
    # No wait for kernel_info: its reply may come long before the first cell can run.
    kernel.client.execute("1+1")
    kernel.client.get_shell_msg(timeout=60)
    seconds = time.perf_counter() - started
    kernel.stop()
    return seconds


def cells(kernel, code, count):
    """The median time of cells that differ, in milliseconds."""
    runs = [kernel.run(code(i)) for i in range(count)]
    return 1000 * statistics.median(seconds for seconds, _, _ in runs) if all(ok for _, _, ok in runs) else None


def fresh(python, offset=0):
    if python:
        return lambda i: f"def f{i + offset}(x): return x * {i}\nf{i + offset}(2)"
    return lambda i: f"function f{i + offset}(x: number): number {{ return x * {i} }}\nf{i + offset}(2)"


def flood(kernel, python):
    code = "for i in range(100000): print('line', i)" if python else "for (let i = 0; i < 100000; i++) console.log(`line ${i}`)"
    whole = "".join(f"line {i}\n" for i in range(100000))
    runs = [kernel.run(code) for _ in range(3)]
    return statistics.median(seconds for seconds, _, _ in runs) if all(text == whole for _, text, _ in runs) else "lost"


def plotting(kernel, reruns):
    """Resident memory after a tenth of the reruns, and after all."""
    code = 'import { linspace, plot } from "nablab";\nconst grid = linspace(0, 6, 200);\nplot(grid, [grid.map(Math.sin), grid.map(Math.cos)])'
    early = 0
    for i in range(reruns):
        if not kernel.run(code)[2]:
            return None
        if i == reruns // 10:
            early = kernel.memory()
    return [early, kernel.memory()]


def main(name, reruns="1000"):
    python = name == "python3"
    first_cell(name)
    tell("first", statistics.median(first_cell(name) for _ in range(5)))
    kernel = Kernel(name).ready()
    kernel.run("1+1")
    time.sleep(1)
    tell("memory", kernel.memory())
    cells(kernel, lambda i: f"{i}+1", 20)
    tell("trivial", cells(kernel, lambda i: f"{i}+1", 100))
    tell("fresh", cells(kernel, fresh(python), 60))
    tell("flood", flood(kernel, python))
    kernel.stop()
    kernel = Kernel(name).ready()
    cells(kernel, fresh(python), 20)
    early = cells(kernel, fresh(python, 20), 20)
    cells(kernel, fresh(python, 40), 240)
    late = cells(kernel, fresh(python, 280), 20)
    tell("growth", late / early if early and late else None)
    kernel.stop()
    if not python:
        kernel = Kernel(name).ready()
        imported = kernel.run('import * as math from "mathjs"; math.sqrt(16)')[2]
        tell("mathjs", cells(kernel, lambda i: f"{i}+1", 60) if imported else None)
        kernel.stop()
        kernel = Kernel(name).ready()
        tell("plotting", plotting(kernel, int(reruns)))
        kernel.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
