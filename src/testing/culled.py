"""A kernel on a user's server of a hub, and what becomes of it when nobody uses it; says so as JSON.

usage: culled.py SERVER TOKEN   (SERVER is the address of the user's server, with its / at the end)
"""

import json
import sys
import time
import urllib.error
import urllib.request

import websocket


def main(server, token):
    def ask(path, method="GET", body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}
        request = urllib.request.Request(server + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=240) as answer:
            return json.load(answer)

    kernel = ask("api/kernels", "POST", {"name": "tslab"})["id"]
    channels = server.replace("http", "ws", 1) + f"api/kernels/{kernel}/channels"
    # A page that is left open keeps its connection.
    socket = websocket.create_connection(channels, header=[f"Authorization: token {token}"], timeout=240)
    cell = {
        "header": {"msg_id": "1", "username": "", "session": "s", "date": "2026-01-01T00:00:00Z", "msg_type": "execute_request", "version": "5.4"},
        "parent_header": {},
        "metadata": {},
        "content": {"code": "process.env.MEM_LIMIT", "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False},
        "channel": "shell",
    }
    socket.send(json.dumps(cell))
    limit = None
    while limit is None:
        message = json.loads(socket.recv())
        if message["msg_type"] == "execute_result":
            limit = message["content"]["data"]["text/plain"]
    while True:
        try:
            ask(f"api/kernels/{kernel}")
        except urllib.error.HTTPError as error:
            socket.close()
            print(json.dumps({"limit": limit, "status": error.code, "kernels": ask("api/kernels")}))
            return
        time.sleep(0.5)


main(*sys.argv[1:])
