"""Sends thousands of broken messages and asks 1+2:  python fuzz.py KERNEL [COUNT] [SEED]"""

import json
import random
import sys

from client import Kernel

SHAPES = [
    ("execute_request", {"code": "1+2", "silent": False, "store_history": False, "user_expressions": {"a": "1"}, "stop_on_error": False}),
    ("execute_request", {"code": "console.log([1, '😀'])", "allow_stdin": True, "stop_on_error": False}),
    ("complete_request", {"code": "Math.sq", "cursor_pos": 7}),
    ("inspect_request", {"code": "Math", "cursor_pos": 4, "detail_level": 0}),
    ("is_complete_request", {"code": "f("}),
    ("history_request", {"hist_access_type": "search", "pattern": "1*", "n": 3, "output": True, "raw": True, "unique": True}),
    ("comm_open", {"comm_id": "x", "target_name": "t", "data": {}}),
    ("comm_msg", {"comm_id": "x", "data": {"n": 1}}),
    ("comm_close", {"comm_id": "x", "data": {}}),
    ("comm_info_request", {"target_name": "t"}),
    ("interrupt_request", {}),
    ("kernel_info_request", {}),
    ("debug_request", {"seq": 1, "type": "request", "command": "x"}),
    ("input_reply", {"value": "x", "status": "ok"}),
]
VALUES = [None, True, -1, 0, 1e308, 2**53, "", "x" * 10_000, "\ud800", "\u0000", [], [[]], {}, {"__proto__": {}}, {"toString": 1}, "constructor"]


def mutate_value(rng, value):
    if isinstance(value, dict) and value and rng.random() < 0.8:
        key = rng.choice(list(value))
        changed = dict(value)
        if rng.random() < 0.3:
            del changed[key]
        else:
            changed[key] = mutate_value(rng, value[key])
        return changed
    return rng.choice(VALUES)


def mutate_bytes(rng, part):
    data = bytearray(part)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(data) + 1)
        kind = rng.random()
        if kind < 0.4 and at < len(data):
            data[at] ^= 1 << rng.randrange(8)
        elif kind < 0.7:
            data[at:at] = bytes(rng.randrange(256) for _ in range(rng.randint(1, 5)))
        else:
            del data[at:at + rng.randint(1, 9)]
    return bytes(data)


def message(rng, session):
    msg_type, content = rng.choice(SHAPES)
    made = session.msg(msg_type, content)
    if rng.random() < 0.6:
        which = rng.choice(["header", "parent_header", "metadata", "content", "content", "content"])
        made[which] = mutate_value(rng, made[which])
    if isinstance(made["header"], dict) and made["header"].get("msg_type") == "shutdown_request":
        made["header"]["msg_type"] = "x"
    parts = [json.dumps(made[p], default=str).encode() for p in ("header", "parent_header", "metadata", "content")]
    if rng.random() < 0.4:
        at = rng.randrange(4)
        parts[at] = mutate_bytes(rng, parts[at])
    signature = session.sign(parts)
    if rng.random() < 0.1:
        signature = mutate_bytes(rng, signature)
    frames = [b"<IDS|MSG>", signature, *parts, *([b"\xff" * 5] if rng.random() < 0.1 else [])]
    if rng.random() < 0.1:
        del frames[rng.randrange(len(frames))]
    if rng.random() < 0.05:
        frames.insert(rng.randrange(len(frames)), b"<IDS|MSG>")
    return frames


def main(name, count=3000, seed=1):
    rng = random.Random(int(seed))
    kernel = Kernel(name)
    process = kernel.manager.provisioner.pid
    try:
        for i in range(int(count)):
            channel = rng.choice(["shell", "shell", "shell", "control", "stdin"])
            kernel.channel(channel).socket.send_multipart(message(rng, kernel.session()))
            if i % 500 == 499:
                answer(kernel, process)
        answer(kernel, process)
        print(json.dumps({"sent": int(count), "answered": "3"}))
    finally:
        kernel.stop()


def answer(kernel, process):
    """The kernel is the same process and computes; what it said to the broken messages is thrown away."""
    assert kernel.manager.is_alive() and kernel.manager.provisioner.pid == process, "the kernel has died"
    for _ in range(20):
        got = kernel.run("1+2", patience=120, stop_on_error=False)
        if got.reply["status"] == "ok":
            break
    # An interrupt among the messages may hit the cell.
    assert got.result == {"text/plain": "3"}, got.reply


if __name__ == "__main__":
    main(*sys.argv[1:])
