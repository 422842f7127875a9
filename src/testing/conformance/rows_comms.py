"""Rows on comms: opened from either side, with buffers, closed, and what a listener throws."""

import json

from rows import need, row
from rows_output import HOST

ECHO = (f'{HOST}.comms.registerTarget("echo", (comm, open) => {{ comm.send({{ opened: open.data.x }}); '
        'comm.onMessage(async (m) => { await new Promise((r) => setTimeout(r, 100)); '
        'comm.send({ got: m.data.n }, { buffers: m.buffers, metadata: m.metadata }) }); '
        'comm.onClose(() => console.log("closed")) })')
PYECHO = """
from comm import get_comm_manager
def opened(comm, open):
    comm.send({'opened': open['content']['data']['x']})
    @comm.on_msg
    def _(m): comm.send({'got': m['content']['data']['n']}, buffers=[bytes(b) for b in m['buffers']], metadata=m['metadata'])
    @comm.on_close
    def _(m): print('closed')
get_comm_manager().register_target('echo', opened)
"""

PYFAILS = """
from comm import get_comm_manager
def opened(comm, open):
    @comm.on_msg
    def _(m): raise ValueError('in the listener')
get_comm_manager().register_target('fails', opened)
"""


@row("comms", "open from the front end, messages with buffers both ways, close", ECHO, PYECHO)
def echo(kernel, code):
    kernel.run(code)
    comm = {"comm_id": "c1"}
    got = kernel.request("comm_open", {**comm, "target_name": "echo", "data": {"x": 1}}, reply=False)
    need(got.of("comm_msg")[0] == {**comm, "data": {"opened": 1}}, got.types())
    listed = kernel.request("comm_info_request", {"target_name": "echo"}).reply["comms"]
    need(listed == {"c1": {"target_name": "echo"}}, listed)
    got = kernel.request("comm_msg", {**comm, "data": {"n": 5}}, reply=False, buffers=[b"\x00\xff"], metadata={"m": 1})
    message = next(m for m in got.messages if m["msg_type"] == "comm_msg")
    need(message["content"]["data"] == {"got": 5} and [bytes(b) for b in message["buffers"]] == [b"\x00\xff"], message["content"])
    need(message["metadata"].get("m") == 1 and got.states == ["busy", "idle"], message["metadata"])
    got = kernel.request("comm_close", {**comm, "data": {}}, reply=False)
    need(got.text() == "closed\n", got.types())
    need(kernel.request("comm_info_request", {}).reply["comms"].get("c1") is None)


@row("comms", "open from the kernel, with buffers",
     f'var c2 = {HOST}.comms.open("there", {{ data: {{ a: 1 }}, metadata: {{ version: "2" }}, buffers: [new Uint8Array([1, 2])] }}); '
     'c2.onMessage((m) => console.log("told", m.data.v)); console.log(c2.id)',
     "from comm import create_comm; c2 = create_comm('there', {'a': 1}, {'version': '2'}, [b'\\x01\\x02']); "
     "c2.on_msg(lambda m: print('told', m['content']['data']['v'])); print(c2.comm_id)")
def opened(kernel, code):
    got = kernel.run(code)
    opening = next(m for m in got.messages if m["msg_type"] == "comm_open")
    need(opening["content"]["target_name"] == "there" and opening["content"]["data"] == {"a": 1})
    need([bytes(b) for b in opening["buffers"]] == [b"\x01\x02"] and opening["metadata"]["version"] == "2")
    id_ = opening["content"]["comm_id"]
    need(got.text().strip() == id_)
    need(kernel.request("comm_msg", {"comm_id": id_, "data": {"v": 3}}, reply=False).text() == "told 3\n")


@row("comms", "closed from the kernel, with data", f'var c3 = {HOST}.comms.open("there", {{ data: {{}} }}); c3.close({{ why: "done" }})',
     "from comm import create_comm; c3 = create_comm('there', {}); c3.close({'why': 'done'})")
def closed(kernel, code):
    got = kernel.run(code)
    id_ = got.of("comm_open")[0]["comm_id"]
    need(got.of("comm_close") == [{"comm_id": id_, "data": {"why": "done"}}], got.of("comm_close"))
    need(id_ not in kernel.request("comm_info_request", {}).reply["comms"])


@row("comms", "several buffers, an empty and a large one, both ways", ECHO, PYECHO)
def buffers(kernel, code):
    kernel.run(code)
    comm = {"comm_id": "c4"}
    kernel.request("comm_open", {**comm, "target_name": "echo", "data": {"x": 1}}, reply=False)
    sent = [b"", bytes(range(256)), b"\x07" * 5_000_000]
    got = kernel.request("comm_msg", {**comm, "data": {"n": 5}}, reply=False, buffers=sent)
    message = next(m for m in got.messages if m["msg_type"] == "comm_msg")
    need([bytes(b) for b in message["buffers"]] == sent, [len(b) for b in message["buffers"]])


@row("comms", "a listener that throws is shown, and the kernel lives",
     f'{HOST}.comms.registerTarget("fails", (comm) => comm.onMessage(() => {{ throw new Error("in the listener") }}))', PYFAILS)
def comm_fails(kernel, code):
    kernel.run(code)
    kernel.request("comm_open", {"comm_id": "c5", "target_name": "fails", "data": {}}, reply=False)
    got = kernel.request("comm_msg", {"comm_id": "c5", "data": {}}, reply=False)
    need("in the listener" in json.dumps(got.of("error", "stream")) and got.states == ["busy", "idle"], got.types())
    need(kernel.run("1+1").shown == "2")


@row("comms", "an unknown target is closed again")
def unknown_target(kernel):
    got = kernel.request("comm_open", {"comm_id": "cx", "target_name": "nobody", "data": {}}, reply=False)
    need(any(c["comm_id"] == "cx" for c in got.of("comm_close")), got.types())


@row("comms", "a message to no comm, and without an id, changes nothing")
def lost(kernel):
    kernel.request("comm_msg", {"comm_id": "gone", "data": {}}, reply=False)
    kernel.request("comm_msg", {}, reply=False)
    need(kernel.request("kernel_info_request", {}).reply["status"] == "ok")


row("comms", "comm_info without comms")(
    lambda k: need(k.request("comm_info_request", {"target_name": "nothing"}).reply == {"status": "ok", "comms": {}}))
