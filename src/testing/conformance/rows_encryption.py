"""Rows on CurveZMQ: the sockets of a kernel whose connection file has keys. Written on pyzmq, for jupyter_client has it from 8.9 on."""

import contextlib
import json
import os
import subprocess
import tempfile

import zmq
from jupyter_client.session import Session

from client import PATIENCE
from rows import need, row
from rows_start import connection, refusal

CHANNELS = {"shell": zmq.DEALER, "control": zmq.DEALER, "stdin": zmq.DEALER, "iopub": zmq.SUB, "hb": zmq.REQ}


@contextlib.contextmanager
def encrypted(kernel, **changes):
    """The connection file's content of a kernel that was started with keys."""
    public, secret = zmq.curve_keypair()
    content = connection(curve_publickey=public.decode(), curve_secretkey=secret.decode(), **changes)
    with tempfile.TemporaryDirectory(prefix="nl") as folder:
        file = os.path.join(folder, "c.json")
        with open(file, "w", encoding="utf8") as out:
            json.dump(content, out)
        argv = [word.replace("{connection_file}", file) for word in kernel.manager.kernel_spec.argv]
        argv[0] = kernel.manager.format_kernel_cmd()[0]
        process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield content
        finally:
            process.kill()
            process.wait()


@contextlib.contextmanager
def sockets_closed():
    """A context that closes its sockets however the row ends: term() of an open one would wait for ever."""
    context = zmq.Context()
    try:
        yield context
    finally:
        context.destroy(linger=0)


def connect(context, content, channel, keys=None):
    socket = context.socket(CHANNELS[channel])
    socket.linger = 0
    socket.rcvtimeo = int(PATIENCE * 1000)
    if keys is not None:
        socket.curve_publickey, socket.curve_secretkey, socket.curve_serverkey = keys
    if channel == "iopub":
        socket.subscribe(b"")
    monitor = socket.get_monitor_socket()
    monitor.rcvtimeo = socket.rcvtimeo
    port = content[f"{channel}_port"]
    socket.connect(f"ipc://{content['ip']}-{port}" if content["transport"] == "ipc" else f"tcp://{content['ip']}:{port}")
    return socket, monitor


def outcome(monitor):
    """How the handshake of a connection ended: whether it was accepted."""
    from zmq.utils.monitor import recv_monitor_message

    refused = (zmq.EVENT_HANDSHAKE_FAILED_NO_DETAIL, zmq.EVENT_HANDSHAKE_FAILED_PROTOCOL, zmq.EVENT_HANDSHAKE_FAILED_AUTH)
    connected = False
    while True:
        event = recv_monitor_message(monitor)["event"]
        if event == zmq.EVENT_HANDSHAKE_SUCCEEDED:
            return True
        connected = connected or event == zmq.EVENT_CONNECTED
        # Before the kernel listens a connection is closed too, but was none.
        if event in refused or (event == zmq.EVENT_DISCONNECTED and connected):
            return False


def own_keys(content):
    public, secret = content["curve_publickey"].encode(), content["curve_secretkey"].encode()
    return public, secret, public


def runs(session, sockets):
    """Runs a cell; whether its result was heard within a second."""
    session.send(sockets["shell"], "execute_request", {"code": "1+2", "silent": False, "user_expressions": {}})
    _, reply = session.feed_identities(sockets["shell"].recv_multipart())
    need(session.deserialize(reply)["content"]["status"] == "ok")
    while sockets["iopub"].poll(1000):
        _, message = session.feed_identities(sockets["iopub"].recv_multipart())
        if session.deserialize(message)["msg_type"] == "execute_result":
            return True
    return False


def speaks(content):
    session = Session(key=content["key"].encode())
    with sockets_closed() as context:
        sockets = {name: connect(context, content, name, own_keys(content))[0] for name in CHANNELS}
        session.send(sockets["control"], "kernel_info_request", {})
        _, reply = session.feed_identities(sockets["control"].recv_multipart())
        need(session.deserialize(reply)["msg_type"] == "kernel_info_reply")
        sockets["hb"].send(b"ping")
        need(sockets["hb"].recv() == b"ping")
        # A result is lost where the subscription comes later: a cell is run until one is heard.
        heard = any(runs(session, sockets) for _ in range(int(PATIENCE)))
        need(heard, "nothing is heard on iopub")


@row("encryption", "a kernel whose connection file has keys answers on all channels to who knows them")
def over_tcp(kernel):
    with encrypted(kernel) as content:
        speaks(content)


@row("encryption", "the same over ipc")
def over_ipc(kernel):
    with tempfile.TemporaryDirectory(prefix="nl") as folder, encrypted(kernel, transport="ipc", ip=os.path.join(folder, "k")) as content:
        speaks(content)


@row("encryption", "who has no key, or another one, is refused on every channel")
def refused(kernel):
    with encrypted(kernel) as content, sockets_closed() as context:
        # It listens, once one who knows the key is accepted.
        first, monitor = connect(context, content, "hb", own_keys(content))
        sockets = [first]
        need(any(outcome(monitor) for _ in range(100)))
        other = zmq.curve_keypair()
        for channel in CHANNELS:
            for keys in (None, (*other, other[0])):
                socket, monitor = connect(context, content, channel, keys)
                sockets.append(socket)
                need(not outcome(monitor), f"accepted on {channel} with {'another key' if keys else 'no key'}")


@row("encryption", "half a pair of keys ends the process with a sentence, without the key")
def half(kernel):
    public, secret = zmq.curve_keypair()
    said = refusal(kernel, connection(curve_secretkey=secret.decode()))
    need("curve_publickey" in said and secret.decode() not in said, said)


@row("info", "usage_request on control tells processor and memory of the kernel and the machine")
def usage(kernel):
    first, second = (kernel.request("usage_request", {}, "control").reply for _ in range(2))
    for said in (first, second):
        need(said["pid"] == kernel.manager.provisioner.pid and said["hostname"] and said["cpu_count"] >= 1, said)
        memory = said["host_virtual_memory"]
        need(10e6 < said["kernel_memory"] < memory["total"] and 0 <= memory["available"] <= memory["total"], said)
        need(said["kernel_cpu"] >= 0 and 0 <= said.get("host_cpu_percent", 0) <= 100 and 0 <= memory["percent"] <= 100, said)
