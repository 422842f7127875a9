"""Ports for the kernels that tests start, no two of them the same.

A client draws free ports, and the kernel binds them half a second later: in between, another kernel or an outgoing connection may
have been given one of them. Stock tslab then neither ends nor answers. Importing this module makes jupyter_client count up through
the ports below those that the system gives away itself, with one counter for all processes of the user.
"""

import getpass
import os
import pathlib
import random
import socket
import tempfile

from jupyter_client.connect import LocalPortCache

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

FIRST, LAST = 15000, 31999

counter = pathlib.Path(tempfile.gettempdir()) / f"nablab-test-ports-{getpass.getuser()}"


def next_port():
    """The port after the one that any process was given last; where files cannot be locked, one drawn at random."""
    if fcntl is None:
        return random.randint(FIRST, LAST)
    with os.fdopen(os.open(counter, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        last = file.read()
        port = int(last) + 1 if last.isdigit() and FIRST <= int(last) < LAST else FIRST
        file.seek(0)
        file.truncate()
        file.write(str(port))
    return port


def find_available_port(_cache, ip):
    """In place of LocalPortCache's own: the next port on which nobody listens."""
    while True:
        port = next_port()
        with socket.socket() as free:
            try:
                free.bind((ip, port))
            except OSError:
                continue
        return port


LocalPortCache.find_available_port = find_available_port
