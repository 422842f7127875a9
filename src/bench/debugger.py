"""Measures what the debugger costs, and writes one JSON line a measure:  python debugger.py ROUNDS KERNEL [BEFORE]

BEFORE is a kernel without a debugger. The states take turns in each round, so that whatever else the machine does falls on all alike.
"""

import json
import statistics
import sys
import time

import psutil

from kernel import Kernel, PATIENCE, trivial

FUNCTIONS = """function far(n: number): number {
  return n + 1;
}
function step(sum: number, n: number): number {
  return sum + (n % 7);
}
function loop(rounds: number): number {
  let sum = 0;
  for (let n = 0; n < rounds; n++) sum += n % 7;
  return sum;
}
function calls(rounds: number): number {
  let sum = 0;
  for (let n = 0; n < rounds; n++) sum = step(sum, n);
  return sum;
}"""


class Debugged(Kernel):
    def debug(self, command, **arguments):
        """The body of a response, and the seconds until it came."""
        content = {"type": "request", "seq": 1, "command": command, "arguments": arguments}
        message = self.client.session.msg("debug_request", content)
        started = time.perf_counter()
        self.client.control_channel.send(message)
        got = self.answer(self.client.get_control_msg, message["header"]["msg_id"], started + PATIENCE)
        seconds = time.perf_counter() - started
        if not got["content"]["success"]:
            raise RuntimeError(got["content"])
        return got["content"].get("body"), seconds

    def attach(self):
        """Milliseconds until a front end may set breakpoints."""
        return 1000 * sum(self.debug(command)[1] for command in ("initialize", "attach"))

    def processor(self):
        """Milliseconds that the kernel's process has computed so far."""
        times = psutil.Process(self.manager.provisioner.pid).cpu_times()
        return 1000 * (times.user + times.system)

    def breakpoint(self):
        """In a function that nobody calls."""
        path = self.debug("dumpCell", code=FUNCTIONS)[0]["sourcePath"]
        self.debug("setBreakpoints", source={"path": path}, breakpoints=[{"line": 2}])

    def loops(self, name):
        return 1000 * statistics.median(self.run(f"{name}({10_000_000 + i})")[0] for i in range(3))


def measured(name, state):
    with Debugged(name) as kernel:
        kernel.ready().run(FUNCTIONS)
        kernel.cells(trivial, range(30))
        if state != "detached":
            before = kernel.processor()
            yield "attach", kernel.attach()
            yield "processor", kernel.processor() - before
            kernel.debug("disconnect")
            yield "again", kernel.attach()
        if state == "breakpoint":
            kernel.breakpoint()
        yield "quick", kernel.cells(trivial, range(30, 130))
        # The first run of a function is slower, debugged or not.
        kernel.run("loop(1000000); calls(1000000)")
        yield "loop", kernel.loops("loop")
        yield "calls", kernel.loops("calls")


def main(rounds, kernel, *before):
    states = [(name, "before", "detached") for name in before]
    states += [(kernel, state, state) for state in ("detached", "attached", "breakpoint")]
    for _ in range(int(rounds)):
        for name, title, state in states:
            for measure, value in measured(name, state):
                print(json.dumps({"state": title, "measure": measure, "value": value}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
