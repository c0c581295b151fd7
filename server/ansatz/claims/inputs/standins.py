"""Arguments that can't be sent as values: generators and functions, made inside the sandbox.

A stand-in is a plain tuple on the wire; the wrapper appended to a candidate turns it into the thing.
The functions are ours, never text of a spec.
"""

from typing import Any, Final, Literal, NamedTuple, TypeAlias, cast

from numpy.typing import NDArray

Argument: TypeAlias = (
    "bool | int | float | complex | str | list[Any] | tuple[Any, ...] | dict[Any, Any] | NDArray[Any] | None"
)
MARK: Final = "ansatz stand-in"


class Function(NamedTuple):
    """Source of a smooth, vectorised function. `positive`: nowhere below zero."""

    source: str
    positive: bool = False


FUNCTIONS: Final[dict[int, tuple[Function, ...]]] = {
    1: (
        Function("lambda x: np.exp(-0.5 * x * x)", True),
        Function("lambda x: np.cos(1.3 * x) + 0.2 * x"),
        Function("lambda x: 1.0 + 0.5 * x - 0.25 * x * x"),
        Function("lambda x: 1.0 / (1.0 + x * x)", True),
    ),
    2: (
        Function("lambda t, y: -0.7 * y + np.cos(t)"),
        Function("lambda t, y: 0.3 * y * (1.0 - 0.1 * y)"),
        Function("lambda t, y: np.exp(-0.5 * (t - y) * (t - y))", True),
    ),
    3: (
        Function("lambda t, y, p: -0.7 * y + np.cos(t)"),
        Function("lambda t, y, p: np.exp(-0.5 * (t - y) * (t - y))", True),
    ),
}
"""By the number of arguments; of each some are positive, which a text may ask for."""


WELL: Final = "lambda x: 0.5 * float(np.sum(np.square(np.asarray(x))))"
"""Half the square of a state, which is the energy of a normal distribution."""


def standin(
    kind: Literal["generator", "function", "graph", "digraph"], what: "int | str | list[Any]"
) -> tuple[str, str, "int | str | list[Any]"]:
    """A generator with a seed, a function with a source, or a graph with its edges and their data."""
    return (MARK, kind, what)


def is_standin(value: object) -> bool:
    """Whether a value stands for something that is made inside the sandbox."""
    if not isinstance(value, tuple):
        return False
    parts = cast("tuple[object, ...]", value)
    return len(parts) == 3 and parts[0] == MARK


WRAPPER: Final = '''

def ansatz_calls_(entry, args, kwargs):
    """Calls the function with stand-ins made real, and its result in plain types."""
    import numpy as np

    def real(value):
        if isinstance(value, tuple) and len(value) == 3 and value[0] == "ansatz stand-in":
            if value[1] == "generator":
                return np.random.default_rng(value[2])
            if value[1] in ("graph", "digraph"):
                import networkx as nx

                graph = nx.Graph() if value[1] == "graph" else nx.DiGraph()
                graph.add_edges_from((one, other, dict(data)) for one, other, data in value[2])
                return graph
            return eval(value[2], {"np": np})
        return value

    def plain(value, depth=0):
        kind = type(value)
        if depth > 6 or value is None or kind in (bool, int, float, complex, str, bytes):
            return value
        if isinstance(value, np.ma.MaskedArray):
            return np.asarray(value.filled(np.nan) if value.dtype.kind == "f" else value)
        if isinstance(value, np.ndarray):
            if value.dtype.hasobject:
                return plain(value.tolist(), depth + 1)
            return np.asarray(value)
        if isinstance(value, np.generic):
            return value
        if isinstance(value, tuple):
            return tuple(plain(v, depth + 1) for v in value)
        if isinstance(value, list):
            return [plain(v, depth + 1) for v in value]
        if isinstance(value, dict):
            return {k if type(k) in (str, int, float, bool) else str(k): plain(v, depth + 1)
                    for k, v in value.items()}
        if isinstance(value, (set, frozenset)):
            return sorted(plain(v, depth + 1) for v in value)
        for name in ("toarray", "to_numpy"):
            if hasattr(value, name):
                return np.asarray(getattr(value, name)())
        return value

    found = globals()
    target = None
    for part in entry.split("."):
        target = found[part] if target is None else getattr(target, part)
    return plain(target(*[real(a) for a in args], **{k: real(v) for k, v in kwargs.items()}))
'''
"""Appended to a candidate's module. `ansatz_calls_(entry, args, kwargs)` is the job's entry."""
