"""Rows on faults that come from outside: odd messages, late ones, and the death of who started the kernel."""

import json
import os
import subprocess
import sys
import tempfile
import time

from client import PATIENCE
from rows import need, row
from rows_start import connection

GROUP = "faults from outside"


@row(GROUP, "the heartbeat goes on after a message without its delimiter")
def heartbeat(kernel):
    import zmq

    address = f"tcp://127.0.0.1:{kernel.manager.hb_port}"
    context = zmq.Context.instance()
    with context.socket(zmq.DEALER) as odd:
        odd.linger = 500
        odd.connect(address)
        odd.send(b"no delimiter")
        time.sleep(0.3)
        with context.socket(zmq.REQ) as socket:
            socket.linger = 0
            socket.connect(address)
            socket.send(b"ping")
            need(socket.poll(PATIENCE * 1000) and socket.recv() == b"ping", "no answer")


@row(GROUP, "a signed message nested 3,000 deep is answered, and the next request served", "1+2")
def nested(kernel, code):
    session = kernel.session()
    message = session.msg("execute_request", {})
    content = b'{"code":"1","deep":' + b"[" * 3000 + b"]" * 3000 + b"}"
    parts = [session.pack(message["header"]), b"{}", b"{}", content]
    kernel.channel("shell").socket.send_multipart([b"<IDS|MSG>", session.sign(parts), *parts])
    need(kernel.collect(message).reply["status"] in ("ok", "error"))
    need(kernel.run(code).shown == "3")


@row(GROUP, "a cell after a failed one runs whatever date its header has", ["throw new Error('first')", "1+2"])
def late_clock(kernel, codes):
    need(kernel.run(codes[0]).reply["status"] == "error")
    content = {"code": codes[1], "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
    for date in ("2001-01-01T00:00:00.000000Z", "2101-01-01T00:00:00.000000Z"):
        need(kernel.request("execute_request", content, date=date).reply["status"] == "ok", date)


# A server that starts a kernel, says its number, and is killed at once.
SERVER = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], env={**os.environ, "JPY_PARENT_PID": str(os.getpid())}, start_new_session=True)
print(child.pid, flush=True)
os.kill(os.getpid(), 9)
"""


@row(GROUP, "a kernel whose server is killed at its start ends by itself")
def orphan(kernel):
    import psutil

    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "connection.json")
        with open(file, "w", encoding="utf8") as out:
            json.dump(connection(), out)
        argv = [word.replace("{connection_file}", file) for word in kernel.manager.kernel_spec.argv]
        argv[0] = kernel.manager.format_kernel_cmd()[0]
        # The kernel keeps the pipe open: only the first line is read.
        with subprocess.Popen([sys.executable, "-c", SERVER, *argv], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as server:
            pid = int(server.stdout.readline())
        end = time.time() + PATIENCE
        while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
            if time.time() > end:
                psutil.Process(pid).kill()
                need(False, "the kernel lives on")
            time.sleep(0.05)


@row(GROUP, "a kernel near the limit of its memory says so in the cell, and an interrupt ends that cell")
def memory_limit(kernel):
    from jupyter_client.manager import start_new_kernel

    # As JupyterHub says it; any kernel has more.
    manager, client = start_new_kernel(kernel_name=kernel.manager.kernel_name, env={**os.environ, "MEM_LIMIT": str(10**7)})
    try:
        sent = client.execute("await new Promise((done) => setTimeout(done, 3_600_000))")
        told = ""
        while "This kernel uses" not in told:
            message = client.get_iopub_msg(timeout=PATIENCE)
            need(message["msg_type"] in ("status", "execute_input", "stream"), message)
            told += message["content"].get("text", "")
        need("may use 10 MB" in told and message["content"]["name"] == "stderr", told)
        need(message["parent_header"]["msg_id"] == sent)
        manager.interrupt_kernel()
        reply = client.get_shell_msg(timeout=PATIENCE)
        # On a busy machine the client has asked more than once whether the kernel is ready.
        while reply["msg_type"] != "execute_reply":
            reply = client.get_shell_msg(timeout=PATIENCE)
        need(reply["content"]["status"] == "error", reply["content"])
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
