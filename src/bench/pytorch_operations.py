"""The operations of the random programs in PyTorch, by the library's names."""

import math
import re

import torch
import torch.nn.functional as F

DTYPES = {"float64": torch.float64, "float32": torch.float32, "int32": torch.int32, "bool": torch.bool}


def snake(name):
    return re.sub(r"([A-Z])", lambda m: "_" + m.group(1).lower(), name)


def dims_of(x, dim):
    """All dimensions where none is named."""
    if dim is None:
        return tuple(range(x.ndim))
    return tuple(dim) if isinstance(dim, list) else dim


def reducing(f):
    def run(x, dim=None, keepdim=False):
        if dim is None and not keepdim:
            return f(x)
        return f(x, dim=dims_of(x, dim), keepdim=keepdim)

    return run


def prod(x, dim=None, keepdim=False):
    """PyTorch's goes over one dimension at a time."""
    dims = [dim] if isinstance(dim, int) else (list(range(x.ndim)) if dim is None else dim)
    if x.ndim == 0 or (dim is None and not keepdim):
        return torch.prod(x)
    for d in sorted((d % max(1, x.ndim) for d in dims), reverse=True):
        x = torch.prod(x, d, keepdim)
    return x


def spread(f):
    def run(x, dim=None, keepdim=False, options=None):
        correction = (options or {}).get("correction", 1)
        return f(x, dim=None if dim is None else dims_of(x, dim), correction=correction, keepdim=keepdim)

    return run


def norm(x, p=2, dim=None, keepdim=False):
    order = {"inf": math.inf, "-inf": -math.inf, "fro": 2, None: 2}.get(p, p)
    return torch.linalg.vector_norm(x, order, dim=None if dim is None else dims_of(x, dim), keepdim=keepdim)


def bracket(i):
    if isinstance(i, str) and i == "...":
        return ...
    if isinstance(i, str):
        return slice(*(int(part) if part else None for part in i.split(":")))
    if isinstance(i, torch.Tensor):
        return i if i.dtype == torch.bool else i.long()
    return i


def set_index(x, indices, value):
    x[tuple(bracket(i) for i in indices)] = value
    return x


def cut(x, start=0, end=None, options=None):
    options = options or {}
    dim = options.get("dim", 0)
    if x.ndim == 0:
        raise RuntimeError("slice() cannot be applied to a 0-dim tensor.")
    return x[(slice(None),) * (dim % x.ndim) + (slice(start, end, options.get("step", 1)),)]


def full(value):
    return lambda shape, options=None: torch.full(shape, value, dtype=dtype_in(options))


def dtype_in(options, standard=torch.float32):
    return DTYPES[options["dtype"]] if options else standard


def like(value):
    return lambda x, options=None: torch.full(x.shape, value, dtype=dtype_in(options, x.dtype))


def loss(f, limit=None):
    def run(x, y, reduction="mean", bound=1):
        more = {} if limit is None else {limit: bound}
        return f(x, y, reduction=reduction or "mean", **more)

    return run


def pad(x, widths, value=0):
    return F.pad(x, widths, value=value)


def clamp(x, low=None, high=None):
    return torch.clamp(x, low, high)


def power(x, y):
    return torch.pow(x, y)


def scatter(x, dim, index, source):
    return x.scatter(dim, index.long(), source)


def sort(x, dim=-1, descending=False):
    return torch.sort(x, dim=dim, descending=descending, stable=True)


def quantile(x, q, dim=None, keepdim=False):
    return torch.quantile(x, torch.tensor(q, dtype=x.dtype), dim=dim, keepdim=keepdim)


def linear(x, weight, bias=None):
    return F.linear(x, weight, bias)


def gradient(x, options=None):
    options = options or {}
    more = {"dim": options["dim"]} if "dim" in options else {}
    return torch.gradient(x, spacing=options.get("spacing", 1), **more)


def nan_to_num(x, nan=0.0, posinf=None, neginf=None):
    return torch.nan_to_num(x, nan, posinf, neginf)


SPECIAL = {
    **{name: reducing(getattr(torch, snake(name))) for name in ["sum", "mean", "nansum", "nanmean", "amax", "amin", "any", "all"]},
    "logsumexp": lambda x, dim=None, keepdim=False: torch.logsumexp(x, dims_of(x, dim), keepdim),
    "prod": prod,
    "variance": spread(torch.var),
    "std": spread(torch.std),
    "norm": norm,
    "quantile": quantile,
    "countNonzero": lambda x, dim=None: torch.count_nonzero(x) if dim is None else torch.count_nonzero(x, dim=dims_of(x, dim)),
    "trapezoid": lambda y, dx=1, dim=-1: torch.trapezoid(y, dx=dx, dim=dim),
    "gradient": gradient,
    "diff": lambda x, n=1, dim=-1: torch.diff(x, n=1 if n is None else n, dim=dim),
    "sort": sort,
    "argsort": lambda x, dim=-1, descending=False: torch.argsort(x, dim=dim, descending=descending, stable=True),
    "topk": lambda x, k, dim=-1, largest=True: torch.topk(x, k, dim, largest is not False),
    "index": lambda x, *i: x[tuple(bracket(part) for part in i)],
    "setIndex": set_index,
    "slice": cut,
    "flatten": lambda x, start=0, end=-1: x.flatten(start, end),
    "squeeze": lambda x, dim=None: x.squeeze() if dim is None else x.squeeze(dims_of(x, dim)),
    "unbind": lambda x, dim=0: x.unbind(0 if dim is None else dim),
    "split": lambda x, size, dim=0: x.split(size, dim),
    "meshgrid": lambda xs, indexing="ij": torch.meshgrid(*xs, indexing=indexing or "ij"),
    "flip": lambda x, dims: x.flip([dims] if isinstance(dims, int) else dims),
    "roll": lambda x, by, dim=None: torch.roll(x, by) if dim is None else torch.roll(x, by, dim),
    "repeatInterleave": lambda x, n, dim=None: torch.repeat_interleave(x, n, dim),
    "to": lambda x, dtype: x.to(DTYPES[dtype]),
    "pad": pad,
    "gather": lambda x, dim, i: torch.gather(x, dim, i.long()),
    "take": lambda x, i: torch.take(x, i.long()),
    "takeAlongDim": lambda x, i, dim: torch.take_along_dim(x, i.long(), dim),
    "indexSelect": lambda x, dim, i: torch.index_select(x, dim, i),
    "scatter": scatter,
    "scatterAdd": lambda x, dim, i, s: x.scatter_add(dim, i.long(), s),
    "oneHot": lambda x, n=-1: F.one_hot(x.long(), -1 if n is None else n),
    "bincount": lambda x, n=0: torch.bincount(x, minlength=n or 0),
    "diag": lambda x, k=0: torch.diag(x, k or 0),
    "triu": lambda x, k=0: torch.triu(x, k or 0),
    "tril": lambda x, k=0: torch.tril(x, k or 0),
    "det": torch.linalg.det,
    "inv": torch.linalg.inv,
    "pinv": torch.linalg.pinv,
    "solve": torch.linalg.solve,
    "cholesky": torch.linalg.cholesky,
    "slogdet": lambda x: torch.linalg.slogdet(x),
    "matrixPower": torch.linalg.matrix_power,
    "cov": lambda x, correction=1: torch.cov(x, correction=1 if correction is None else correction),
    "cross": lambda a, b, dim=-1: torch.linalg.cross(a, b, dim=dim),
    "vecdot": lambda a, b, dim=-1: torch.linalg.vecdot(a, b, dim=dim),
    "tensordot": lambda a, b, dims=2: torch.tensordot(a, b, dims),
    "clamp": clamp,
    "clamp_": lambda x, low=None, high=None: x.clamp_(low, high),
    "clampMin": torch.clamp_min,
    "clampMax": torch.clamp_max,
    "floorDivide": torch.floor_divide,
    "heaviside": torch.heaviside,
    "addcmul": lambda a, b, c, value=1: torch.addcmul(a, b, c, value=1 if value is None else value),
    "addcdiv": lambda a, b, c, value=1: torch.addcdiv(a, b, c, value=1 if value is None else value),
    "addcmul_": lambda a, b, c, value=1: a.addcmul_(b, c, value=1 if value is None else value),
    "addcdiv_": lambda a, b, c, value=1: a.addcdiv_(b, c, value=1 if value is None else value),
    "isclose": lambda a, b, options=None: torch.isclose(a, b, **{snake(k): v for k, v in (options or {}).items()}),
    "nanToNum": nan_to_num,
    "logit": lambda x, eps=None: torch.logit(x, eps),
    "leakyRelu": lambda x, slope=None: F.leaky_relu(x, 0.01 if slope is None else slope),
    "elu": lambda x, alpha=None: F.elu(x, 1.0 if alpha is None else alpha),
    "celu": lambda x, alpha=None: F.celu(x, 1.0 if alpha is None else alpha),
    "softshrink": lambda x, by=None: F.softshrink(x, 0.5 if by is None else by),
    "hardshrink": lambda x, by=None: F.hardshrink(x, 0.5 if by is None else by),
    "hardtanh": lambda x, low=-1, high=1: F.hardtanh(x, float(low), float(high)),
    "softmin": lambda x, dim: F.softmin(x, dim),
    "glu": F.glu,
    "normalize": lambda x, p=2, dim=1: F.normalize(x, p, dim),
    "cosineSimilarity": lambda a, b, dim=1: torch.cosine_similarity(a, b, dim),
    "linear": linear,
    "mseLoss": loss(F.mse_loss),
    "l1Loss": loss(F.l1_loss),
    "huberLoss": loss(F.huber_loss, "delta"),
    "smoothL1Loss": loss(F.smooth_l1_loss, "beta"),
    "binaryCrossEntropy": loss(F.binary_cross_entropy),
    "binaryCrossEntropyWithLogits": loss(F.binary_cross_entropy_with_logits),
    "klDiv": loss(F.kl_div),
    "nllLoss": lambda x, y, reduction=None: F.nll_loss(x, y.long(), reduction=reduction or "mean"),
    "crossEntropy": lambda x, y, reduction=None: F.cross_entropy(
        x, y if y.is_floating_point() else y.long(), reduction=reduction or "mean"
    ),
    "zeros": full(0),
    "ones": full(1),
    "empty": full(0),
    "full": lambda shape, value, options=None: torch.full(shape, value, dtype=dtype_in(options)),
    "eye": lambda n, m=None, options=None: torch.eye(n, n if m is None else m, dtype=dtype_in(options)),
    "zerosLike": like(0),
    "onesLike": like(1),
    "emptyLike": like(0),
    "fullLike": lambda x, value: torch.full_like(x, value),
    "equal": torch.equal,
    "allclose": torch.allclose,
}


def operation(name):
    if name in SPECIAL:
        return SPECIAL[name]
    plain = snake(name)
    for place in (torch, F, torch.Tensor):
        if hasattr(place, plain):
            return getattr(place, plain)
    raise KeyError(name)
