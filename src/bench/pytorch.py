"""python pytorch.py: runs programs, one line of JSON each, in PyTorch; one line of JSON is answered."""

import json
import math
import sys
import warnings

import torch
from pytorch_operations import DTYPES, operation

warnings.filterwarnings("ignore")
torch.set_num_threads(1)

WEIGHTS = [1, -2, 0.5, 3, -0.75, 1.5]


def leaf(spec):
    numbers = [float(x) for x in spec["numbers"]]
    t = torch.tensor(numbers, dtype=torch.float64).to(DTYPES[spec["dtype"]]).reshape(spec["shape"]).clone()
    t = laid_out(t, spec.get("layout"))
    return t.requires_grad_() if spec["grad"] else t


def laid_out(t, layout):
    """A view with the same numbers."""
    if layout is None:
        return t
    if layout == "gaps":
        return torch.stack([t, t], -1).select(-1, 0)
    if layout == "behind":
        return torch.stack([t, t]).select(0, 1)
    backwards = list(reversed(range(t.ndim)))
    return t.permute(backwards).clone(memory_format=torch.contiguous_format).permute(backwards)


def resolved(arg, tensors):
    if isinstance(arg, dict) and "$" in arg:
        return tensors[arg["$"]]
    if isinstance(arg, list):
        return [resolved(item, tensors) for item in arg]
    return arg


def flattened(result):
    if isinstance(result, torch.Tensor):
        return [result]
    return [torch.tensor(result)] if isinstance(result, bool) else list(result)


def narrowed(t):
    """There are no 64-bit integers in the library."""
    return t.to(torch.int32) if t.dtype == torch.int64 else t


# The library takes plain numbers where PyTorch wants tensors.
TENSORS_ONLY = {"minimum", "maximum", "fmin", "fmax", "hypot", "atan2", "logaddexp", "logaddexp2", "logicalAnd", "logicalOr", "logicalXor"}


def called(step, tensors):
    args = [resolved(arg, tensors) for arg in step["args"]]
    if step["op"] in TENSORS_ONLY:
        args = [arg if isinstance(arg, torch.Tensor) else torch.tensor(arg) for arg in args]
    f = operation(step["op"])
    if step["frozen"]:
        with torch.no_grad():
            return f(*args)
    return f(*args)


def number_of(t, tail):
    if t.ndim == 0:
        return t
    part = t if tail == "whole" else t.sum(0 if tail == "first" else -1)
    weights = torch.tensor([WEIGHTS[i % 6] for i in range(part.numel())], dtype=torch.float64)
    return (part * weights.reshape(part.shape)).sum()


def listed(t):
    return [x if math.isfinite(x) else str(x) for x in map(float, t.detach().to(torch.float64).reshape(-1).tolist())]


def shown(t):
    return {"dtype": str(t.dtype).replace("torch.", ""), "shape": list(t.shape), "numbers": listed(t)}


def run(program):
    tensors = {spec["id"]: leaf(spec) for spec in program["leaves"]}
    leaves = {spec["id"]: tensors[spec["id"]] for spec in program["leaves"] if spec["grad"]}
    answer = {"errors": {}, "tensors": {}, "grads": {}}
    for k, step in enumerate(program["steps"]):
        try:
            if "backward" in step:
                t = tensors[step["backward"]]
                if t.requires_grad:
                    t.backward(torch.ones_like(t), retain_graph=True)
                continue
            results = [narrowed(t) for t in flattened(called(step, tensors))]
            tensors.update(zip(step["results"], results))
        except Exception as error:
            answer["errors"][k] = str(error).split("\n")[0]
            if k == program["until"] or not step.get("refused"):
                break
    answer["tensors"] = {i: shown(t) for i, t in tensors.items()}
    try:
        if program["outputs"] and program["until"] < 0:
            sum(number_of(tensors[i], program["tail"]) for i in program["outputs"]).backward()
        answer["grads"] = {i: None if t.grad is None else listed(t.grad) for i, t in leaves.items()}
    except Exception as error:
        answer["backward"] = str(error).split("\n")[0]
    return answer


for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), flush=True)
