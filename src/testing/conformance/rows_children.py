"""Rows on the processes that cells start: an interrupt ends those that are waited for, the kernel's end all of them."""

import os
import signal
import time

from client import PATIENCE
from rows import need, row
from rows_interrupt import gone


def ended(pid):
    """Waits until a process is no more, or only its parent's to take away."""
    import psutil

    end = time.time() + PATIENCE
    while True:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return
        except psutil.NoSuchProcess:
            return
        need(time.time() < end, f"the process {pid} lives on")
        time.sleep(0.05)


for what, code in [("execSync", "require('child_process').execSync('sleep 300')"),
                   ("spawnSync", "require('child_process').spawnSync('sh', ['-c', 'sleep 300; true'])"),
                   ("execFileSync behind an await", "await null; require('child_process').execFileSync('sleep', ['300'])")]:
    def interrupted(kernel, code):
        kernel.run("var kept = 7")
        message = kernel.execute(code)
        time.sleep(0.5)
        kernel.manager.interrupt_kernel()
        need(kernel.collect(message).reply.get("ename") == "KeyboardInterrupt")
        need(kernel.run("kept").shown == "7")
    row("children", f"an interrupt ends {what}", code)(interrupted)

# A child that prints the number of a grandchild.
FAMILY = ("const shell = require('child_process').spawn('sh', ['-c', 'sleep 300 & echo $!; wait']);\n"
          "const grandchild = await new Promise<string>((told) => shell.stdout.once('data', (b: Buffer) => told(String(b).trim())));\n"
          "console.log(shell.pid, grandchild)")


def family(kernel, code):
    return [int(pid) for pid in kernel.run(code).text().split()]


@row("children", "are gone with their own children after a shutdown", FAMILY, spoils=True)
def shut_down(kernel, code):
    pids = family(kernel, code)
    need(len(pids) == 2, pids)
    kernel.request("shutdown_request", {"restart": False}, "control")
    gone(kernel)
    for pid in pids:
        ended(pid)


@row("children", "are gone when the kernel is killed while it computes", FAMILY, spoils=True)
def killed(kernel, code):
    pids = family(kernel, code)
    need(len(pids) == 2, pids)
    kernel.execute("for (;;);")
    time.sleep(0.3)
    os.kill(kernel.manager.provisioner.pid, signal.SIGKILL)
    for pid in pids:
        ended(pid)


row("children", "a thread's file may be TypeScript, and imports as a cell does",
    "import { Worker } from 'node:worker_threads';\n"
    "const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: 4 });\n"
    "await new Promise((told, failed) => { thread.once('message', told); thread.once('error', failed) })",
    None, lambda r: need(r.shown == "5", r.shown, r.reply))
row("children", "a forked process's file may be TypeScript",
    "const forked = require('child_process').fork('./thread.ts', ['6']); const told6 = await new Promise((told) => forked.once('message', told));\n"
    "forked.disconnect(); told6", None, lambda r: need(r.shown == "7", r.shown, r.reply))


@row("children", "what a child with inherited streams writes is shown while it is waited for",
     "require('child_process').execSync('echo first; while [ ! -e told ]; do sleep 0.05; done; rm told; echo second; echo wrong >&2', "
     "{ stdio: 'inherit' }); console.log('third')")
def live(kernel, code):
    kernel.run("require('fs').rmSync('told', { force: true })")
    message = kernel.execute(code)
    while True:
        got = kernel.poll("iopub", PATIENCE)
        need(got, "nothing is shown before the child has ended")
        if got["msg_type"] == "stream":
            break
    need(got["content"]["text"] == "first\n", got["content"])
    with open(os.path.join(kernel.world.folder, "told"), "w"):
        pass
    rest = kernel.collect(message)
    need(rest.text() == "second\nthird\n" and rest.text("stderr") == "wrong\n", rest.text(), rest.text("stderr"))
