"""Rows on the questions of an editor about cells that are being written: nablab_editor_request, on the control channel."""

import os
import time

from client import PATIENCE, Failed, belongs
from rows import need, row


def send(kernel, ask, cells=(), **more):
    content = {"ask": ask, "cells": [{"id": str(i), "text": text} for i, text in enumerate(cells)], **more}
    return kernel.send("nablab_editor_request", content, "control")


def reply_to(kernel, *messages):
    """The contents of the replies, in the order of the questions."""
    found, end = {}, time.time() + PATIENCE
    while len(found) < len(messages):
        if time.time() > end:
            raise Failed(f"only {len(found)} of {len(messages)} questions were answered")
        got = kernel.poll("control", 0.1)
        for i, message in enumerate(messages):
            if got and belongs(got, message):
                need(got["msg_type"] == "nablab_editor_reply", got["msg_type"])
                found[i] = got["content"]
    return [found[i] for i in range(len(messages))]


def ask(kernel, what, cells=(), **more):
    return reply_to(kernel, send(kernel, what, cells, **more))[0]


def diagnose(kernel, cells, **more):
    """Asks until all cells are checked."""
    while True:
        reply = ask(kernel, "diagnose", cells, **more)
        if reply["status"] != "ok" or not reply["isPending"]:
            return reply


def marked(reply, cells):
    return [(i, text[m["start"]:m["start"] + m["length"]], m["code"])
            for i, text in enumerate(cells) for m in reply["marks"][str(i)]]


@row("typing", "the feature is declared", ts="1")
def declared(kernel, _):
    need("nablab:editor" in kernel.info["supported_features"], kernel.info["supported_features"])


@row("typing", "cells above count although none has run, those below do not",
     ts=["const above = 1;", "above.toFixed(); below", "const below = 2;"])
def above(kernel, cells):
    reply = diagnose(kernel, cells)
    need(marked(reply, cells) == [(1, "below", 2304)], reply)


@row("typing", "the words are those of the refusal", ts="derivativ((x) => x, 1)")
def words(kernel, code):
    refused = kernel.run(code).reply
    marks = diagnose(kernel, [code])["marks"]["0"]
    need("\n".join(m["message"] for m in marks) == refused["evalue"], marks, refused)


@row("typing", "the sentence is in the notebook's language", ts="print(1)")
def language(kernel, code):
    content = {"ask": "diagnose", "cells": [{"id": "a", "text": code}]}
    message = kernel.send("nablab_editor_request", content, "control", metadata={"language": "zh"})
    need("这里请写" in reply_to(kernel, message)[0]["marks"]["a"][0]["message"])


@row("typing", "nothing is published: no busy, no idle", ts="const quiet = 1;")
def quiet(kernel, code):
    message = send(kernel, "diagnose", [code])
    reply_to(kernel, message)
    got = kernel.request("comm_info_request", {})
    need(got.reply["status"] == "ok" and not [m for m in kernel.inbox if belongs(m, message)], kernel.inbox)


class Computing:
    """A cell that computes until it is let go, which no clock decides."""

    def __init__(self, kernel, name):
        self.kernel, self.file = kernel, os.path.join(kernel.world.folder, name)
        self.message = kernel.execute(f'while (!require("fs").existsSync("{name}"));')
        # It has begun when the kernel tells of its input.
        got = kernel.poll("iopub", PATIENCE)
        while got and not (belongs(got, self.message) and got["msg_type"] == "execute_input"):
            got = kernel.poll("iopub", PATIENCE)
        need(got, "the cell has not begun")

    def let_go(self):
        with open(self.file, "w"):
            pass
        reply = self.kernel.poll("shell", PATIENCE)
        need(reply and belongs(reply, self.message) and reply["content"]["status"] == "ok", reply)


@row("typing", "while a cell computes, all but the newest question are superseded at once, and it is answered afterwards",
     ts="const newest = 1;")
def newest(kernel, code):
    cell = Computing(kernel, "go-newest")
    questions = [send(kernel, "diagnose", [code], notebook="n") for _ in range(3)]
    first, second = reply_to(kernel, *questions[:2])
    need([first["status"], second["status"]] == ["superseded", "superseded"], first, second)
    cell.let_go()
    need(reply_to(kernel, questions[2])[0]["status"] == "ok")


@row("typing", "questions of two notebooks, and of two kinds, do not replace each other", ts="Math.abs(1)")
def apart(kernel, code):
    cell = Computing(kernel, "go-apart")
    questions = [send(kernel, "diagnose", [code], notebook="a"), send(kernel, "diagnose", [code], notebook="b"),
                 send(kernel, "inspect", [code], notebook="a", cell="0", offset=6)]
    cell.let_go()
    need([r["status"] for r in reply_to(kernel, *questions)] == ["ok"] * 3)


@row("typing", "a cell that waits runs before a question that came earlier", ts="ranFir")
def cells_first(kernel, code):
    cell = Computing(kernel, "go-first")
    question = send(kernel, "complete", [code], cell="0", offset=len(code))
    behind = kernel.execute("var ranFirst = true;")
    # One channel after the other is heard: what came before on the shell channel is in the queue when this is answered.
    need(kernel.request("kernel_info_request", {}).reply["status"] == "ok")
    cell.let_go()
    # Its name is known to the question: it has run before.
    need([m["text"] for m in reply_to(kernel, question)[0]["matches"]] == ["ranFirst"])
    got = kernel.poll("shell", PATIENCE)
    need(got and belongs(got, behind))


@row("typing", "hover, call help and completion know cells that have not run",
     ts=["/** Twice as much. */\nfunction doubled(value: number) { return 2 * value }", "doubled(3)"])
def places(kernel, cells):
    hover = ask(kernel, "inspect", cells, cell="1", offset=2)
    need(hover["found"] and "Twice as much." in hover["markdown"], hover)
    help_ = ask(kernel, "signature", cells, cell="1", offset=8)
    need(help_["found"] and help_["signatures"][0]["parameters"][0]["label"] == "value: number", help_)
    matches = ask(kernel, "complete", [cells[0], "doub"], cell="1", offset=4)["matches"]
    need(matches[0]["text"] == "doubled", matches[:3])


@row("typing", "definition, rename and layout", ts=["let  slow = 1;", "slow + 1"])
def edits(kernel, cells):
    where = ask(kernel, "definition", cells, cell="1", offset=1)
    need(where["cell"] == {"cell": "0", "start": 5, "length": 4}, where)
    renamed = ask(kernel, "rename", cells, cell="1", offset=1, name="slope")
    need({k: [e["start"] for e in v] for k, v in renamed["edits"].items()} == {"0": [5], "1": [0]}, renamed)
    need(ask(kernel, "format", text=cells[0])["edits"], "nothing to lay out")


@row("typing", "a cell that used what a later run has changed is stale, until it runs",
     ts=["let stale1 = 1;", "stale1 * 2"])
def stale(kernel, cells):
    def run(i, code):
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
        message = kernel.send("execute_request", content, metadata={"cellId": str(i)})
        need(kernel.collect(message).reply["status"] == "ok")

    for i, code in enumerate(cells):
        run(i, code)
    need(diagnose(kernel, cells)["stale"] == {})
    run(0, "let stale1 = 5;")
    need(diagnose(kernel, cells)["stale"] == {"1": {"names": ["stale1"], "by": ["0"]}})
    need(ask(kernel, "dependents", cells, cell="0")["cells"] == ["1"])
    run(1, cells[1])
    need(diagnose(kernel, cells)["stale"] == {})


@row("typing", "a question that makes no sense is answered with the field at fault", ts="1")
def bad(kernel, _):
    for content, field in (({"ask": "dance"}, "ask"), ({"ask": "diagnose", "cells": 5}, "cells"),
                           ({"ask": "diagnose", "cells": [{"id": "a"}]}, "text"),
                           ({"ask": "inspect", "cells": [], "cell": "x", "offset": -1}, "offset")):
        reply = reply_to(kernel, kernel.send("nablab_editor_request", content, "control"))[0]
        need(reply["status"] == "error" and f'"{field}"' in reply["evalue"], reply)
    lost = ask(kernel, "inspect", ["1"], cell="none", offset=0)
    need(lost["status"] == "error" and '"none"' in lost["evalue"], lost)


@row("typing", "what is no TypeScript at all, magics and an emoji leave marks in the right places",
     ts=["%%html\n<b>no</b>", "😀😀 ((", "const e = '😀'; e.nothing", "derivative?"])
def odd(kernel, cells):
    reply = diagnose(kernel, cells)
    need(reply["marks"]["0"] and reply["marks"]["1"] and not reply["marks"]["3"], reply["marks"])
    # The offsets are UTF-16 units: the emoji has two.
    need([(m["start"], m["length"]) for m in reply["marks"]["2"]] == [(18, 7)], reply["marks"]["2"])


@row("typing", "a kernel that was asked runs cells as before", ts="const askedHalf")
def harmless(kernel, code):
    diagnose(kernel, [code + " = 3;", "askedHalf * 2"])
    need(kernel.run("askedHalf").reply["status"] == "error")
