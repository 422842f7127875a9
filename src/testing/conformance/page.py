"""Runs rows of rows.py against the kernel of a page, and writes one JSON line a row, as client.py does.

    python page.py SETTINGS    (JSON: session, folder, groups, cannotHold, only)

What a client would send by sockets goes as JSON lines by the standard output to the program that holds the page, which passes it to
JupyterLab's own connection; what that connection hears comes by the standard input.
"""

import base64
import json
import os
import queue
import sys
import threading
from types import SimpleNamespace

from jupyter_client.jsonutil import extract_dates, json_default
from jupyter_client.session import Session

from client import LIMIT, PATIENCE, Failed, Judge, Kernel
from world import FILES

# Rows that cannot hold are not waited for: so many seconds, which are too short for none that fails at once.
BRIEF = 1


class Line:
    """The two streams."""

    def __init__(self):
        self.channels = {name: queue.Queue() for name in ("shell", "control", "iopub", "stdin", "done")}
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for text in sys.stdin:
            message = json.loads(text)
            if "header" in message:
                # The zone of a date is part of what the rows look at.
                message = {**message, **extract_dates({k: message[k] for k in ("header", "parent_header")})}
                message.update(msg_type=message["header"]["msg_type"], msg_id=message["header"]["msg_id"],
                               buffers=[base64.b64decode(part) for part in message["buffers"]])
            self.channels[message["channel"]].put(message)
        # Who holds the page is gone.
        os._exit(1)

    def tell(self, deed, **more):
        print(json.dumps({"deed": deed, **more}, default=json_default), flush=True)

    def ask(self, deed, **more):
        """The same, and waits until it is done."""
        self.tell(deed, **more)
        failure = self.channels["done"].get(timeout=LIMIT)["failure"]
        if failure:
            raise Failed(failure)


class PageWorld:
    """The drive of the site, as the notebook's folder sees it."""

    def __init__(self, line, folder):
        self.line, self.folder = line, folder

    def write(self, path, text):
        self.line.ask("write", path=path, text=text)


class PageKernel(Kernel):
    """The kernel of the page. What only a process or a socket has is not there, and a row that needs it fails."""

    def __init__(self, line, settings):
        self.line, self.messages, self.inbox, self.brief = line, Session(session=settings["session"], key=b""), [], False
        self.world = PageWorld(line, settings["folder"])
        self.manager = SimpleNamespace(interrupt_kernel=lambda: line.ask("interrupt"), is_alive=lambda: True,
                                       restart_kernel=lambda now=False: line.ask("restart"))
        self.client = SimpleNamespace(input=self.input, wait_for_ready=lambda timeout: self.request("kernel_info_request", {}))
        self.info = self.request("kernel_info_request", {}).reply
        self.language = self.info["language_info"]["name"].lower()
        self.implementation = self.info.get("implementation", "").split(" ")[0].lower()

    def session(self):
        return self.messages

    def channel(self, name):
        raise Failed(f"a page has no socket for {name}")

    def send(self, msg_type, content, channel="shell", metadata=None, buffers=None, **header):
        message = self.messages.msg(msg_type, content, metadata=metadata)
        message["header"].update(header)
        parts = [base64.b64encode(bytes(part)).decode() for part in buffers or ()]
        self.line.tell("send", message={**message, "channel": channel, "buffers": parts})
        return message

    def input(self, value):
        self.send("input_reply", {"status": "ok", "value": value}, "stdin")

    def collect(self, message, channel="shell", reply=True, patience=PATIENCE):
        return super().collect(message, channel, reply, min(patience, BRIEF) if self.brief else patience)

    def poll(self, channel, timeout=0.02):
        try:
            return self.line.channels[channel].get(timeout=min(timeout, BRIEF) if self.brief else max(timeout, 0.001))
        except queue.Empty:
            return None

    def later(self, message, seconds, until=lambda messages: False):
        return super().later(message, min(seconds, BRIEF) if self.brief else seconds, until)

    def stop(self):
        self.line.ask("restart")
        for channel in self.line.channels.values():
            while not channel.empty():
                channel.get()


class PageJudge(Judge):
    """A page has one kernel, which is restarted where a server's would be another one."""

    def __init__(self, settings):
        super().__init__("page")
        self.line, self.settings = Line(), settings
        for path, text in FILES.items():
            if "node_modules" not in path:
                self.line.ask("write", path=f"../{path}".replace("../notebooks/", ""), text=text)

    def row(self, row):
        self.alive().brief = f"{row.group}: {row.name}" in self.settings["cannotHold"]
        super().row(row)

    def alive(self):
        self.kernel = self.kernel or PageKernel(self.line, self.settings)
        return self.kernel


def main():
    from rows import ROWS

    settings = json.loads(sys.argv[1])
    judge = PageJudge(settings)
    for row in ROWS:
        if row.group in settings["groups"] and settings["only"] in f"{row.group}: {row.name}":
            judge.row(row)


if __name__ == "__main__":
    main()
