"""Runs the rows of rows.py against a kernel, through jupyter_client, and writes one JSON line a row.

    python client.py KERNEL [--only WORD] [--without engine]

It knows nothing of how the kernel is made: any kernel that Jupyter finds under its name can be measured.
"""

import argparse
import contextlib
import json
import os
import pathlib
import queue
import re
import signal
import sys
import time
import traceback

from jupyter_client.manager import KernelManager

from world import World

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent))
import kernelPorts  # noqa: E402, F401 (for what it does to jupyter_client)

# How long what must come is waited for, in seconds: generous, since a busy machine is not to fail a row.
PATIENCE = float(os.environ.get("NABLAB_PATIENCE", 60))
# A row and its start are given up after so many seconds, whatever the kernel does.
LIMIT = 480


class Failed(Exception):
    """A behaviour that is not there."""


@contextlib.contextmanager
def within(seconds):
    """Ends what takes longer, also where nothing else would (Windows has no such alarm)."""

    def give_up(*_):
        raise Failed(f"not done within {seconds} s")

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


class Run:
    """What a request brought: its reply and the messages that belong to it, busy and idle included."""

    def __init__(self, kernel, message, reply, messages):
        self.kernel, self.message, self.messages = kernel, message, messages
        self.reply_message = reply
        self.reply = reply["content"] if reply else None

    def of(self, *types):
        return [m["content"] for m in self.messages if m["msg_type"] in types]

    def types(self):
        return [m["msg_type"] for m in self.messages if m["msg_type"] != "status"]

    def text(self, name="stdout"):
        return "".join(c["text"] for c in self.of("stream") if c["name"] == name)

    @property
    def states(self):
        return [c["execution_state"] for c in self.of("status")]

    @property
    def result(self):
        results = self.of("execute_result")
        return results[0]["data"] if results else None

    @property
    def shown(self):
        """The value as the person reads it: how a kernel sends it, in which colours and quotes, is for other rows to judge."""
        text = self.result.get("text/plain", "") if self.result else self.text().strip("\n")
        return re.sub(r"\x1b\[[\d;]*m", "", text).replace('"', "'")

    @property
    def error(self):
        errors = self.of("error")
        return errors[0] if errors else None


class Kernel:
    """A kernel under test."""

    def __init__(self, name, key=None, settings=None):
        self.name = name
        self.world = World()
        self.manager = KernelManager(kernel_name=name, **(settings or {}))
        if key is not None:
            self.manager.session.key = key
        self.manager.start_kernel(cwd=self.world.folder)
        self.client = self.manager.client()
        self.client.start_channels()
        try:
            self.client.wait_for_ready(timeout=LIMIT / 2)
            self.info = self.request("kernel_info_request", {}).reply
        except BaseException:
            self.stop()
            raise
        self.language = self.info["language_info"]["name"].lower()
        self.implementation = self.info.get("implementation", "").split(" ")[0].lower()
        self.inbox = []

    def session(self):
        return self.client.session

    def channel(self, name):
        return getattr(self.client, f"{name}_channel")

    def send(self, msg_type, content, channel="shell", metadata=None, buffers=None, **header):
        message = self.session().msg(msg_type, content, metadata=metadata)
        message["header"].update(header)
        self.session().send(self.channel(channel).socket, message, buffers=buffers)
        return message

    def execute(self, code, **options):
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {},
                   "allow_stdin": False, "stop_on_error": True, **options}
        return self.send("execute_request", content)

    def collect(self, message, channel="shell", reply=True, patience=PATIENCE):
        """The reply to a message and everything published for it, until its idle."""
        started, found, answer, idle = time.time(), [], None, False
        while not idle or (reply and answer is None):
            if time.time() - started > patience:
                raise Failed(f"no {'idle' if answer else 'reply'} within {patience} s; got {[m['msg_type'] for m in found]}")
            got = self.poll("iopub")
            if got and belongs(got, message):
                found.append(got)
                idle = idle or got["content"].get("execution_state") == "idle"
            elif got:
                self.inbox.append(got)
            if reply and answer is None:
                got = self.poll(channel, 0 if not idle else 0.05)
                answer = got if got and belongs(got, message) else None
        return Run(self, message, answer, found)

    def poll(self, channel, timeout=0.02):
        try:
            return self.channel(channel).get_msg(timeout=timeout)
        except queue.Empty:
            return None

    def request(self, msg_type, content, channel="shell", reply=True, patience=PATIENCE, **more):
        self.inbox = []
        return self.collect(self.send(msg_type, content, channel, **more), channel, reply, patience)

    def run(self, code, patience=PATIENCE, **options):
        self.inbox = []
        return self.collect(self.execute(code, **options), patience=patience)

    def later(self, message, seconds, until=lambda messages: False):
        """What is published for a message after its idle."""
        found = [m for m in self.inbox if belongs(m, message)]
        end = time.time() + seconds
        while time.time() < end and not until(found):
            got = self.poll("iopub")
            if got and belongs(got, message):
                found.append(got)
        return found

    def recovers(self):
        """Whether the kernel answers as if nothing had happened; what is left of the last row is thrown away."""
        try:
            time.sleep(0.2)
            # Of those that only a kernel at rest answers.
            self.request("comm_info_request", {}, patience=5)
            while self.poll("shell", 0.05) or self.poll("control", 0) or self.poll("stdin", 0):
                pass
            return self.manager.is_alive()
        except Failed:
            return False

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.world.close()


def belongs(got, message):
    parent = got["parent_header"]
    # Some kernels send back whatever came as a header, be it a list.
    return isinstance(parent, dict) and parent.get("msg_id") == message["header"]["msg_id"]


def code_for(row, kernel):
    """A row's code for a kernel: its own dialect where there is one, else its language's."""
    if kernel.implementation in row.code:
        return row.code[kernel.implementation]
    if row.group in ("tslab", "widgets") and kernel.implementation == "deno":
        return None
    if row.group == "typing" and "nablab:editor" not in kernel.info.get("supported_features", []):
        return None
    code = row.code.get(kernel.language)
    if kernel.implementation != "deno" or row.group == "modules" or code is None:
        return code
    # Deno's cells are modules: they have Node's own modules, but no require.
    translated = [one.replace("require(", "process.getBuiltinModule(") for one in ([code] if isinstance(code, str) else code)]
    return translated[0] if isinstance(code, str) else translated


def check(row, kernel):
    code = code_for(row, kernel)
    if code is None and row.code:
        return None
    if row.do is not None:
        return (row.do(kernel, code) if row.code else row.do(kernel)) is not False
    codes = [code] if isinstance(code, str) else code
    runs = [kernel.run(one, **row.options) for one in codes]
    last = next((run for run in runs if not row.check(run)), None) if row.each else runs[-1]
    if last is not None and not row.check(last):
        raise Failed(json.dumps({"reply": last.reply, "messages": [(m["msg_type"], m["content"]) for m in last.messages]},
                                default=str)[:1500])
    return True


def verdict(row, deed):
    """What a row's deed comes to: whether it passed, whether it applied, and why not."""
    try:
        with within(LIMIT):
            passed = deed()
        return {"passed": passed is not False, "applies": passed is not None, "detail": ""}
    except Exception as error:
        detail = str(error) if isinstance(error, (Failed, AssertionError)) else ""
        return {"passed": False, "applies": True, "detail": detail or traceback.format_exc(limit=-3)}


class Judge:
    """Judges one row after another, on a kernel that it starts anew where the last row left none."""

    def __init__(self, name):
        self.name, self.kernel = name, None
        # Kernels that did not start, one after another: the third is not waited for.
        self.dead = 0

    def row(self, row):
        started = time.time()
        found = verdict(row, lambda: check(row, self.alive()))
        print(json.dumps({"group": row.group, "name": row.name, "seconds": round(time.time() - started, 3), **found}), flush=True)
        if self.kernel is None:
            return
        if self.kernel.implementation == "tslab":
            # It aborts what comes within 200 ms of an error: a row of its own judges that, the next one must not.
            time.sleep(0.3)
        if row.spoils or not (found["passed"] or self.kernel.recovers()):
            self.stop()

    def alive(self):
        if self.dead == 2:
            raise Failed("the kernel does not start")
        if self.kernel is None:
            self.dead += 1
            self.kernel = Kernel(self.name)
            self.dead = 0
        return self.kernel

    def stop(self):
        kernel, self.kernel = self.kernel, None
        if kernel is None:
            return
        try:
            with within(LIMIT):
                kernel.stop()
        except Exception as error:
            print(f"a kernel could not be ended: {error!r}", file=sys.stderr)


def main():
    from rows import ROWS

    parser = argparse.ArgumentParser()
    parser.add_argument("kernel")
    parser.add_argument("--only", default="")
    parser.add_argument("--without", default="", help="leave out the rows of this group")
    options = parser.parse_args()
    judge = Judge(options.kernel)
    for row in ROWS:
        if options.only in f"{row.group} {row.name}" and row.group != options.without:
            judge.row(row)
    judge.stop()


if __name__ == "__main__":
    # The rows import this file: they are to find these classes, not a second set.
    sys.modules["client"] = sys.modules[__name__]
    sys.exit(main())
