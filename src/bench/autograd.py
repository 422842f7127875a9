"""python autograd.py WORKLOAD: a workload of the autograd benchmark in PyTorch; one line of JSON."""

import json
import math
import resource
import sys
import time

import torch


def sines(n):
    return torch.tensor([math.sin(i + 1) for i in range(n)])


def weights(*shape):
    n = math.prod(shape)
    return torch.tensor([0.1 * math.sin(i + 1) for i in range(n)]).reshape(shape).requires_grad_()


def chain():
    x, b1, a2, b2, a3, b3 = [torch.tensor(v) for v in (1.2, 1.3, 2.2, 1.4, 1.1, 2.2)]
    a1 = torch.tensor(2.3, requires_grad=True)
    y1 = x * a1 + b1
    y2 = y1 * a2 + b2
    y3 = y2 * a3 + b3
    return torch.autograd.grad(y3, [a1])[0]


def gathered(x, f):
    x.requires_grad_()

    def run():
        x.grad = None
        f(x).backward()
        return x.grad

    return run


def rosenbrock(x):
    a, b = x[:-1], x[1:]
    return (100 * (b - a**2) ** 2 + (1 - a) ** 2).sum()


def network():
    x = torch.tensor([math.sin(0.7 * i) for i in range(64 * 20)]).reshape(64, 20)
    y = torch.tensor([math.cos(i) for i in range(64)]).reshape(64, 1)
    w1, b1, w2, b2 = parameters = [weights(20, 64), weights(64), weights(64, 1), weights(1)]

    def run():
        loss = ((torch.tanh(x @ w1 + b1) @ w2 + b2 - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            for p in parameters:
                p -= 0.01 * p.grad
                p.grad = None
        return loss.detach()

    return run


def descent():
    x = torch.tensor(3.0, requires_grad=True)
    for _ in range(1000):
        ((x - 2) ** 2).backward()
        with torch.no_grad():
            x -= 0.1 * x.grad
        x.grad = None
    return x.detach()


def million():
    y = x = torch.tensor(0.5, requires_grad=True)
    for _ in range(500_000):
        y = y * 0.999999 + 0.000001
    y.backward()
    return x.grad


point = sines(50)
WORKLOADS = {
    "chain": lambda: chain,
    "norm": lambda: gathered(sines(1000), torch.norm),
    "bigNorm": lambda: gathered(sines(1_000_000), torch.norm),
    "rosenbrock": lambda: gathered(sines(1000), rosenbrock),
    "network": network,
    "hessian": lambda: lambda: torch.autograd.functional.hessian(rosenbrock, point),
    "descent": lambda: descent,
    "million": lambda: million,
}


def measure(f):
    begun = time.perf_counter()
    value = float(f().sum())
    first = time.perf_counter() - begun
    if first > 1:
        return value, first
    calls = 1
    while time.perf_counter() - begun < 0.3:
        f()
        calls += 1
    runs = max(1, math.ceil(0.002 * calls / (time.perf_counter() - begun)))
    times = []
    for _ in range(50):
        begun = time.perf_counter()
        for _ in range(runs):
            f()
        times.append((time.perf_counter() - begun) / runs)
    return value, min(times)


value, seconds = measure(WORKLOADS[sys.argv[1]]())
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"value": value, "microseconds": 1e6 * seconds, "megabytes": peak}))
