"""Rows on how a kernel starts, on what it listens, and what it says to a connection file that it cannot work with."""

import json
import os
import socket
import subprocess
import tempfile

from client import PATIENCE, Kernel
from rows import need, row


def connection(**changes):
    """A connection file's content with free ports."""
    sockets = [socket.socket() for _ in range(5)]
    for s in sockets:
        s.bind(("127.0.0.1", 0))
    ports = {f"{name}_port": s.getsockname()[1] for name, s in zip(("shell", "iopub", "stdin", "control", "hb"), sockets)}
    for s in sockets:
        s.close()
    return {"ip": "127.0.0.1", "transport": "tcp", "signature_scheme": "hmac-sha256", "key": "k", "kernel_name": "", **ports, **changes}


def refusal(kernel, content):
    """What the process says when it ends because of its connection file: a dict, a text, or None for a missing file."""
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "connection.json")
        if content is not None:
            with open(file, "w", encoding="utf8") as out:
                out.write(content if isinstance(content, str) else json.dumps(content))
        argv = [word.replace("{connection_file}", file) for word in kernel.manager.kernel_spec.argv]
        argv[0] = kernel.manager.format_kernel_cmd()[0]
        try:
            ended = subprocess.run(argv, capture_output=True, text=True, timeout=PATIENCE, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            return need(False, "the process does not end")
    need(ended.returncode != 0, "the process ends with the status 0")
    need(len(ended.stderr.strip().split("\n")) <= 2, f"not a sentence: {ended.stderr[:600]}")
    return ended.stderr


WRONG_FILES = [
    ("is missing", None, "connection.json"),
    ("is no JSON", "{", "connection.json"),
    ("is no object", "[]", "connection.json"),
    ("lacks a port", {**connection(), "hb_port": None}, "hb_port"),
    ("has a port that is none", connection(shell_port=99999), "shell_port"),
    ("has an unknown signature scheme", connection(signature_scheme="hmac-none"), "signature_scheme"),
    ("has an unknown transport", connection(transport="carrier pigeon"), "transport"),
    ("has an empty key for an address that others reach", connection(ip="0.0.0.0", key=""), "key"),
]
for what, content, named in WRONG_FILES:
    row("start", f"a connection file that {what} ends the process with a sentence about it")(
        lambda k, content=content, named=named: need(named in refusal(k, content), f"does not name {named}"))


@row("start", "a port that is taken ends the process with a sentence about it")
def taken(kernel):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        need(str(port) in refusal(kernel, connection(stdin_port=port)), "does not name the port")


@row("start", "the transport ipc", "1+2", "1+2")
def ipc(kernel, code):
    # A short path: a socket's name has at most 107 bytes.
    with tempfile.TemporaryDirectory(prefix="nl") as folder:
        with_(kernel, code, transport="ipc", ip=os.path.join(folder, "k"))


@row("start", "an empty key on the loopback address", "1+2", "1+2")
def no_key(kernel, code):
    with_(kernel, code, key=b"")


def with_(kernel, code, key=None, **settings):
    """A second kernel of the same name, with other settings, computes."""
    other = Kernel(kernel.name, key=key, settings=settings)
    try:
        need(other.run(code).shown == "3")
    finally:
        other.stop()


@row("start", "listens on the loopback address only", "1+2", "1+2")
def loopback(kernel, code):
    import psutil

    need(kernel.run(code).shown == "3")
    process = psutil.Process(kernel.manager.provisioner.pid)
    every = [c for p in [process, *process.children(recursive=True)] for c in p.net_connections() if c.status == psutil.CONN_LISTEN]
    need(len(every) >= 5 and all(c.laddr.ip in ("127.0.0.1", "::1") for c in every), every)
