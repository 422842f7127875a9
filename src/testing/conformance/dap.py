"""The debugger of a kernel under test, as a front end drives it: requests on control, events on iopub. It waits for messages, never for times."""

import time

from client import PATIENCE, Failed, belongs


class Debugged:
    """Starts the debugger of a kernel, and ends it and what runs when the row is done."""

    def __init__(self, kernel, start=True):
        self.kernel, self.seq, self.seen, self.start = kernel, 0, [], start
        # Replies on control that came while others were waited for.
        self.passed = []

    def __enter__(self):
        while self.kernel.poll("iopub", 0):
            pass
        if self.start:
            self.dap("initialize", clientID="conformance", adapterID="", pathFormat="path", linesStartAt1=True, columnsStartAt1=True)
            self.dap("attach")
        return self

    def __exit__(self, *_):
        # ipykernel answers no disconnect where nothing is started.
        if self.ask("debugInfo").get("body", {}).get("isStarted"):
            self.ask("disconnect", restart=False, terminateDebuggee=False)

    def ask(self, command, **arguments):
        """The whole response."""
        self.seq += 1
        return self.send({"type": "request", "seq": self.seq, "command": command, "arguments": arguments})

    def send(self, content):
        return self.control(self.kernel.send("debug_request", content, "control"))["content"]

    def control(self, message):
        """The reply to a message on control."""
        end = time.time() + PATIENCE
        while time.time() < end:
            got = next((one for one in self.passed if belongs(one, message)), None) or self.kernel.poll("control", 0.1)
            if got and belongs(got, message):
                return got
            if got:
                self.passed.append(got)
        raise Failed(f"no reply to {message['content']}")

    def dap(self, command, **arguments):
        """The body of a response that has to be a success."""
        reply = self.ask(command, **arguments)
        if not reply.get("success"):
            raise Failed(f"{command} {arguments}: {reply}")
        return reply.get("body", {})

    def refused(self, command, **arguments):
        reply = self.ask(command, **arguments)
        if reply.get("success") is not False or not reply.get("message"):
            raise Failed(f"{command} {arguments} was not refused: {reply}")
        return reply["message"]

    def breakpoints(self, code, *wanted):
        """Sets breakpoints in a cell, each a line or a whole breakpoint; gives the lines that they have come to."""
        path = self.dap("dumpCell", code=code)["sourcePath"]
        return self.breakpoints_at(path, *wanted)

    def breakpoints_at(self, path, *wanted):
        points = [{"line": one} if isinstance(one, int) else one for one in wanted]
        found = self.dap("setBreakpoints", source={"path": path}, breakpoints=points, sourceModified=False)["breakpoints"]
        # As JupyterLab does; ipykernel stops nowhere before.
        self.dap("configurationDone")
        return [one["line"] if one.get("verified") else None for one in found]

    def message(self, wanted):
        """The next message on iopub for which `wanted` holds; those before it are kept."""
        end = time.time() + PATIENCE
        while time.time() < end:
            got = self.kernel.poll("iopub", 0.1)
            if got is None:
                continue
            self.seen.append(got)
            if wanted(got):
                return got
        raise Failed(f"it did not come; seen: {[(m['msg_type'], m['content']) for m in self.seen][-6:]}")

    def event(self, name):
        return self.message(lambda m: m["msg_type"] == "debug_event" and m["content"]["event"] == name)["content"].get("body", {})

    def stop(self):
        """Waits for a stop; gives its frames, the innermost first."""
        self.stopped = self.event("stopped")
        self.frames = self.dap("stackTrace", threadId=self.stopped["threadId"])["stackFrames"]
        return self.frames

    def run_to(self, code, *wanted):
        """Runs a cell with breakpoints until it stops; gives the message that runs it."""
        self.breakpoints(code, *wanted)
        run = self.kernel.execute(code)
        self.stop()
        return run

    def go(self, command):
        """Goes on to the next stop; gives the line."""
        self.dap(command, threadId=self.stopped["threadId"])
        return self.stop()[0]["line"]

    def resume(self):
        self.dap("continue", threadId=self.stopped["threadId"])

    def end(self, message):
        """The reply of a cell that goes on to its end."""
        end = time.time() + PATIENCE
        while time.time() < end:
            got = self.kernel.poll("shell", 0.1)
            if got and belongs(got, message):
                idle = lambda m: belongs(m, message) and m["content"].get("execution_state") == "idle"
                if not any(map(idle, self.seen)):
                    self.message(idle)
                return got["content"]
        raise Failed("the cell does not end")

    def output(self, message):
        """Text and result of a cell that has ended."""
        mine = [m["content"] for m in self.seen if belongs(m, message)]
        return "".join(c.get("text") or c.get("data", {}).get("text/plain", "") for c in mine)

    def scopes(self):
        """The variables of each scope of the innermost frame, by name."""
        found = self.dap("scopes", frameId=self.frames[0]["id"])["scopes"]
        return {scope["name"]: self.variables(scope["variablesReference"]) for scope in found}

    def variables(self, reference):
        return {one["name"]: one for one in self.dap("variables", variablesReference=reference)["variables"]}

    def evaluate(self, expression, **more):
        return self.dap("evaluate", expression=expression, frameId=self.frames[0]["id"], **more)["result"]
