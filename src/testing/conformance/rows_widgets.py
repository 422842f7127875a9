"""Rows on widgets: what `interact` of this package and a front end say to each other, in the words of ipywidgets 8."""

import time

from client import PATIENCE, belongs
from rows import need, row

CONTROLS, BASE = "@jupyter-widgets/controls", "@jupyter-widgets/base"
VIEW = "application/vnd.jupyter.widget-view+json"
FIGURE = "application/vnd.plotly.v1+json"

IMPORT = 'import { interact, plot, slider } from "nablab";\n'
LINE = "plot([0, 1], [0, a], { show: false })"
PLAIN = f"{IMPORT}const lab = interact(({{ a }}) => {LINE}, {{ a: slider(-4, 4, {{ value: 1 }}) }})"
SLOW = IMPORT + """let running = 0, most = 0;
const lab = interact(async ({ a }) => {
  most = Math.max(most, ++running);
  await new Promise((done) => setTimeout(done, 50));
  running--;
  return """ + LINE + """;
}, { a: slider(-4, 4, { value: 1 }) })"""
FAILS = IMPORT + """const lab = interact(({ a }) => {
  if (a < 0) throw new RangeError("a < 0");
  return """ + LINE + """;
}, { a: slider(-4, 4, { value: 1 }) })"""


class Shown:
    """What a cell with `interact` has opened and shown."""

    def __init__(self, kernel, code, cell="widgets"):
        self.kernel = kernel
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
        self.run = kernel.request("execute_request", content, metadata={"cellId": cell})
        need(self.run.reply["status"] == "ok", self.run.reply)
        self.opened = [m for m in self.run.messages if m["msg_type"] == "comm_open"]
        self.models = {m["content"]["comm_id"]: m["content"]["data"]["state"] for m in self.opened}
        need(self.models, "no widgets were opened", self.run.types())
        self.display_id = next(c["transient"]["display_id"] for c in self.run.of("display_data") if FIGURE in c["data"])

    def id(self, model):
        return next(id_ for id_, state in self.models.items() if state["_model_name"] == model)

    def update(self, state):
        return {"comm_id": self.id("FloatSliderModel"), "data": {"method": "update", "state": state, "buffer_paths": []}}

    def move(self, value):
        """The slider moved by a front end, and all that this brings until the kernel is idle again."""
        return self.kernel.request("comm_msg", self.update({"value": value}), reply=False)

    def figures(self, messages):
        """Its figures among messages, which may also bring the PNGs of others: of each the message and the y of its last point."""
        found = [m for m in messages if m["content"].get("transient", {}).get("display_id") == self.display_id]
        return [(m, m["content"]["data"][FIGURE]["data"][0]["y"][-1]) for m in found]


def told(messages, id_, method):
    """What was said over a comm by this method."""
    said = [m["content"] for m in messages if m["msg_type"] == "comm_msg"]
    return [c["data"] for c in said if c["comm_id"] == id_ and c["data"]["method"] == method]


def all_states(kernel, id_="control"):
    """What a page that is loaded while the kernel runs is told."""
    kernel.request("comm_open", {"comm_id": id_, "target_name": "jupyter.widget.control", "data": {}}, reply=False)
    got = kernel.request("comm_msg", {"comm_id": id_, "data": {"method": "request_states"}}, reply=False)
    [answer] = told(got.messages, id_, "update_states")
    kernel.request("comm_close", {"comm_id": id_, "data": {}}, reply=False)
    return answer


@row("widgets", "comm_open with the version of the protocol and models of ipywidgets 8", PLAIN)
def opened(kernel, code):
    shown = Shown(kernel, code)
    for message in shown.opened:
        content, state = message["content"], message["content"]["data"]["state"]
        need(content["target_name"] == "jupyter.widget" and message["metadata"]["version"] == "2.1.0", content, message["metadata"])
        need(content["data"]["buffer_paths"] == [] and state["_model_module"] in (CONTROLS, BASE), content)
        need(state["_model_module_version"] == state["_view_module_version"] == "2.0.0", state)
    slider = shown.models[shown.id("FloatSliderModel")]
    need((slider["min"], slider["max"], slider["value"], slider["description"]) == (-4, 4, 1, "a"), slider)
    need(slider["layout"].removeprefix("IPY_MODEL_") in shown.models, slider)


@row("widgets", "the view of a box whose children are all open", PLAIN)
def viewed(kernel, code):
    shown = Shown(kernel, code)
    [view] = [c["data"][VIEW] for c in shown.run.of("display_data") if VIEW in c["data"]]
    need((view["version_major"], view["version_minor"]) == (2, 0), view)
    children = [child.removeprefix("IPY_MODEL_") for child in shown.models[view["model_id"]]["children"]]
    need(shown.id("FloatSliderModel") in children and all(child in shown.models for child in children), children)


@row("widgets", "an update is answered by echo_update", PLAIN)
def echoed(kernel, code):
    shown = Shown(kernel, code)
    got = shown.move(3)
    echoes = told(got.messages, shown.id("FloatSliderModel"), "echo_update")
    need(echoes == [{"method": "echo_update", "state": {"value": 3}, "buffer_paths": []}], echoes)
    need(got.states == ["busy", "idle"], got.states)


@row("widgets", "request_state is answered with the state as it is now", PLAIN)
def state(kernel, code):
    shown = Shown(kernel, code)
    shown.move(2.5)
    id_ = shown.id("FloatSliderModel")
    got = kernel.request("comm_msg", {"comm_id": id_, "data": {"method": "request_state"}}, reply=False)
    [answer] = told(got.messages, id_, "update")
    need(answer["state"] == {**shown.models[id_], "value": 2.5} and answer["buffer_paths"] == [], answer)


@row("widgets", "request_states on the control comm is answered with the states of all that are open", PLAIN)
def states(kernel, code):
    shown = Shown(kernel, code)
    shown.move(2.5)
    answer = all_states(kernel)
    need(answer["buffer_paths"] == [], answer)
    need(set(shown.models) <= set(answer["states"]), set(shown.models) - set(answer["states"]))
    slider = answer["states"][shown.id("FloatSliderModel")]
    need((slider["model_name"], slider["model_module"], slider["model_module_version"]) == ("FloatSliderModel", CONTROLS, "2.0.0"), slider)
    need(slider["state"]["value"] == 2.5, slider)


@row("widgets", "the figure is redrawn by update_display_data, whose parent is the comm's message", PLAIN)
def redrawn(kernel, code):
    shown = Shown(kernel, code)
    first, y = shown.figures(shown.run.messages)[0]
    need(first["msg_type"] == "display_data" and y == 1, first["msg_type"], y)
    [(again, y)] = shown.figures(shown.move(3).messages)
    need(again["msg_type"] == "update_display_data" and y == 3, again["msg_type"], y)


@row("widgets", "idle comes when the redrawing has ended, also where f waits", SLOW)
def idle(kernel, code):
    shown = Shown(kernel, code)
    got = shown.move(3)
    need([y for _, y in shown.figures(got.messages)] == [3], got.types())
    need(got.messages[-1]["content"].get("execution_state") == "idle", got.types())


@row("widgets", "while a control moves figures have no PNG; one comes when it rests", PLAIN)
def rested(kernel, code):
    shown = Shown(kernel, code)
    [*_, (first, _)] = shown.figures(shown.run.messages)
    need("image/png" in first["content"]["data"], "the cell ends without a PNG")
    moves = [shown.move(value) for value in (2, 3, 4)]
    need(all("image/png" not in m["content"]["data"] for got in moves for m, _ in shown.figures(got.messages)), "a PNG while it moves")
    later = []
    end = time.time() + 5
    while time.time() < end:
        got = kernel.poll("iopub")
        later += [got] if got else []
        if shown.figures(later):
            end = min(end, time.time() + 1)
    [(message, y)] = shown.figures(later)
    need("image/png" in message["content"]["data"] and y == 4 and belongs(message, moves[-1].message), y)
    size = message["content"]["metadata"]["image/png"]
    need(size["width"] > size["height"] > 100, size)
    rest = message["header"]["date"] - moves[-1].messages[-1]["header"]["date"]
    need(rest.total_seconds() >= 0.29, rest)


@row("widgets", "of many moves at once none is drawn beside another, and the last is drawn", SLOW)
def many(kernel, code):
    shown = Shown(kernel, code)
    sent = [kernel.send("comm_msg", shown.update({"value": k / 10})) for k in range(1, 21)]
    found = []
    while not any(m["content"].get("execution_state") == "idle" and belongs(m, sent[-1]) for m in found):
        found.append(kernel.poll("iopub", PATIENCE))
        need(found[-1], "nothing comes")
    need(shown.figures(found)[-1][1] == 2, [y for _, y in shown.figures(found)])
    need(kernel.run("most").shown == "1")


@row("widgets", "what f throws stands under the control until f succeeds, and the kernel lives", FAILS)
def fails(kernel, code):
    shown = Shown(kernel, code)
    said = lambda got: [data["state"]["value"] for data in told(got.messages, shown.id("HTMLModel"), "update")]
    got = shown.move(-1)
    need("RangeError: a &lt; 0" in "".join(said(got)) and not got.of("error") and not shown.figures(got.messages), got.types())
    need(kernel.run("1+1").shown == "2")
    got = shown.move(2)
    need(said(got) == [""] and [y for _, y in shown.figures(got.messages)] == [2], said(got))


@row("widgets", "states that are none of the control's change nothing", PLAIN)
def nonsense(kernel, code):
    shown = Shown(kernel, code)
    id_ = shown.id("FloatSliderModel")
    for data in ({}, {"method": "update"}, {"method": "update", "state": None}, {"method": "custom", "content": {}},
                 {"method": "update", "state": {"value": "three"}, "buffer_paths": []}):
        got = kernel.request("comm_msg", {"comm_id": id_, "data": data}, reply=False)
        need(got.states == ["busy", "idle"] and not shown.figures(got.messages) and not got.of("error"), data, got.types())
    need([y for _, y in shown.figures(shown.move(3).messages)] == [3])


@row("widgets", "comm_close from the front end takes a control away", PLAIN)
def closed(kernel, code):
    shown = Shown(kernel, code)
    id_ = shown.id("FloatSliderModel")
    kernel.request("comm_close", {"comm_id": id_, "data": {}}, reply=False)
    need(id_ not in kernel.request("comm_info_request", {"target_name": "jupyter.widget"}).reply["comms"])
    need(id_ not in all_states(kernel)["states"])
    need(not shown.figures(shown.move(3).messages) and kernel.run("1+1").shown == "2")


@row("widgets", "a cell that runs again closes the comms of its run before, and no others", PLAIN)
def again(kernel, code):
    other, first = Shown(kernel, code, "another cell"), Shown(kernel, code, "the cell")
    second = Shown(kernel, code, "the cell")
    gone = {c["comm_id"] for c in second.run.of("comm_close")}
    need(gone == set(first.models), gone ^ set(first.models))
    listed = kernel.request("comm_info_request", {"target_name": "jupyter.widget"}).reply["comms"]
    need({*other.models, *second.models} <= set(listed) and not gone & set(listed), sorted(listed))
