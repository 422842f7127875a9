"""Measures a class: N kernels at once, each of which runs the lessons, and writes one JSON line:  python class.py KERNEL N REST [LESSON…]

Memory is the proportional set size (PSS): what is shared between processes is counted once in the sum. Needs Linux's /proc.
"""

import asyncio
import json
import os
import sys
import time

from jupyter_client.manager import AsyncKernelManager

PATIENCE = 1800
SETTLE = 3


def memory(pid):
    """PSS in MB."""
    with open(f"/proc/{pid}/smaps_rollup") as lines:
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


def processor(pid):
    """Seconds of processor time, of all threads."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cells_of(lesson):
    with open(lesson, encoding="utf8") as file:
        cells = json.load(file)["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


class Pupil:
    """A kernel, and what its front end has seen of it."""

    def __init__(self, name):
        self.manager = AsyncKernelManager(kernel_name=name)
        self.figures, self.pictures, self.cells, self.failed = set(), set(), [], []

    async def start(self):
        begun = time.perf_counter()
        await self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        await self.run("1 + 1")
        self.started = time.perf_counter() - begun
        self.pid = self.manager.provisioner.pid

    async def run(self, code):
        """Seconds until reply and idle are there."""
        begun = time.perf_counter()
        message = self.client.execute(code, allow_stdin=False)
        while not self.hear(message, await self.client.get_iopub_msg(timeout=PATIENCE)):
            pass
        while True:
            reply = await self.client.get_shell_msg(timeout=PATIENCE)
            if reply["parent_header"].get("msg_id") == message:
                break
        if reply["content"]["status"] != "ok":
            self.failed.append(code)
        return time.perf_counter() - begun

    def hear(self, message, got):
        """Notes figures and their pictures; whether the cell has ended."""
        content = got["content"]
        if "application/vnd.plotly.v1+json" in content.get("data", {}):
            name = content.get("transient", {}).get("display_id", got["header"]["msg_id"])
            self.figures.add(name)
            if "image/png" in content["data"]:
                self.pictures.add(name)
        return got["parent_header"].get("msg_id") == message and content.get("execution_state") == "idle"

    async def learn(self, lessons):
        await self.start()
        for lesson in lessons:
            for code in cells_of(lesson):
                self.cells.append(await self.run(code))

    async def stop(self):
        self.client.stop_channels()
        await self.manager.shutdown_kernel(now=True)


def total(measure, pupils):
    return sum(measure(pupil.pid) for pupil in pupils)


async def main(name, count, rest, *lessons):
    pupils = [Pupil(name) for _ in range(int(count))]
    begun = time.perf_counter()
    try:
        await asyncio.gather(*(pupil.learn(lessons) for pupil in pupils))
        wall = time.perf_counter() - begun
        used = total(processor, pupils) / len(pupils)
        await asyncio.sleep(SETTLE)
        busy = total(memory, pupils)
        await asyncio.sleep(float(rest))
        cells = [seconds for pupil in pupils for seconds in pupil.cells]
        print(
            json.dumps(
                {
                    "kernel": name,
                    "kernels": len(pupils),
                    "starts": [pupil.started for pupil in pupils],
                    "cells": cells,
                    "wall": wall,
                    "processor": used,
                    "memory": busy / len(pupils),
                    "resting": total(memory, pupils) / len(pupils),
                    "figures": sum(len(pupil.figures) for pupil in pupils),
                    "lost": sum(len(pupil.figures - pupil.pictures) for pupil in pupils),
                    "failed": sum(len(pupil.failed) for pupil in pupils),
                    "load": os.getloadavg()[0],
                }
            )
        )
    finally:
        await asyncio.gather(*(pupil.stop() for pupil in pupils), return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
