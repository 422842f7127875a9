"""Rows on what a kernel must survive: broken messages, clients that go away, outputs that JSON cannot carry."""

from client import PATIENCE
from jupyter_client.blocking import BlockingKernelClient
from rows import need, row
from rows_output import HOST


@row("bad input", "a wrong signature is not served, and the kernel goes on", "1+2", "1+2")
def signature(kernel, code):
    session = kernel.session()
    message = session.msg("execute_request", {"code": code})
    parts = [session.pack(message[p]) for p in ("header", "parent_header", "metadata", "content")]
    kernel.channel("shell").socket.send_multipart([b"<IDS|MSG>", b"0" * 64, *parts])
    need(not kernel.later(message, 0.5))
    need(kernel.run(code).shown == "3")


@row("bad input", "malformed frames are dropped, and the kernel goes on", "1+2", "1+2")
def frames(kernel, code):
    session = kernel.session()
    for channel in ("shell", "control", "stdin"):
        socket = kernel.channel(channel).socket
        for junk in ([b""], [b"x"], [b"<IDS|MSG>"], [b"<IDS|MSG>", b""], [b"<IDS|MSG>", b"a", b"b", b"c", b"d", b"e"]):
            socket.send_multipart(junk)
        for header in (b"null", b"[]", b"{}", b'{"msg_id": 1}', b"\xff"):
            parts = [header, b"{}", b"{}", b"{}"]
            socket.send_multipart([b"<IDS|MSG>", session.sign(parts), *parts])
    need(kernel.run(code).shown == "3")


@row("bad input", "a message of 50 MB", "1+2", "1+2")
def large(kernel, code):
    big = "//" if kernel.language != "python" else "#"
    need(kernel.run(f"{big}{'x' * 50_000_000}\n{code}", patience=120).shown == "3")


@row("bad input", "a client that goes away in the middle of a cell", "await new Promise((r) => setTimeout(r, 300));\n1+2",
     "import time; time.sleep(0.3); 1+2")
def vanished(kernel, code):
    other = BlockingKernelClient(connection_file=kernel.manager.connection_file)
    other.load_connection_file()
    other.start_channels()
    other.wait_for_ready(timeout=PATIENCE)
    other.execute(code)
    other.stop_channels()
    need(kernel.run(code).shown == "3")


@row("bad input", "a client that goes away in the middle of a flood", "for (let i = 0; i < 200000; i++) console.log(`line ${i}`);\n1+2",
     "for i in range(200000): print('line', i)\n1+2")
def vanished_in_flood(kernel, code):
    other = BlockingKernelClient(connection_file=kernel.manager.connection_file)
    other.load_connection_file()
    other.start_channels()
    other.wait_for_ready(timeout=PATIENCE)
    other.execute(code)
    other.get_iopub_msg(timeout=PATIENCE)
    other.stop_channels()
    need(kernel.run("1+2").shown == "3")


@row("bad input", "a client that goes away before it answers a question", "prompt('name?')", "input('name?')")
def vanished_asked(kernel, code):
    other = BlockingKernelClient(connection_file=kernel.manager.connection_file)
    other.load_connection_file()
    other.start_channels()
    other.wait_for_ready(timeout=PATIENCE)
    other.execute(code, allow_stdin=True)
    other.get_stdin_msg(timeout=PATIENCE)
    other.stop_channels()
    kernel.manager.interrupt_kernel()
    got = kernel.run("1+2", stop_on_error=False)
    got = got if got.reply["status"] == "ok" else kernel.run("1+2")
    need(got.shown == "3")


@row("bad input", "an output that JSON cannot carry is the cell's error",
     f'{HOST}.display({{ data: {{ "application/json": 10n }} }})', None)
def bigint(kernel, code):
    got = kernel.run(code)
    need(got.reply["status"] == "error" and "BigInt" in got.reply["evalue"], got.reply)
