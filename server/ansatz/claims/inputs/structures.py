"""Arguments that are neither numbers nor arrays: graphs, lists of edges or neighbours, named parameters."""

import re
from typing import Any, Final, Literal, cast

import numpy as np

from ...core.inputs import Input
from ...core.spec import Parameter
from .standins import Argument, standin

NODES: Final = 8
"""Of a drawn graph. The smaller numbers of nodes, which other arguments take, are all among them."""
_GRAPH: Final = re.compile(r"\b(?:nx|networkx)\.(?P<kind>(?:Di)?Graph)\b|^(?P<plain>(?:Di)?Graph)$")
_OTHER_GRAPHS: Final = re.compile(r"\bMulti(?:Di)?Graph\b|\bbipartite\b|\btree\b|\bdag\b|\bacyclic\b", re.I)
_PAIRS: Final = re.compile(
    r"\b(?:list|sequence|iterable)\[tuple\[int, ?int\]\]|\bedge list\b|"
    r"\b(?:list|sequence|iterable|pairs) of (?:edges|pairs of (?:nodes?|node numbers|vertices)|"
    r"(?:node|vertex) (?:pairs|numbers))\b|\bedges? as (?:pairs|tuples)\b",
    re.IGNORECASE,
)
_NEIGHBOURS: Final = re.compile(
    r"\bdict\[int, ?(?:list|set|tuple)\[int[^\]]*\]\]|"
    r"\b(?:dict|dictionary|mapping|lists?)\b[^.;]{0,40}\b(?:neighbou?rs|adjacent nodes|successors)\b",
    re.IGNORECASE,
)
_DICT: Final = re.compile(r"\b(?:dict|Dict|Mapping|dictionary|mapping)\b")
_NODE: Final = re.compile(r"^(?:node|start|source|target|root|sink|seed_node|origin|u|v|vertex)$")


def structure_of(p: Parameter, said: str, text: str) -> Input | None:
    """The argument as a structure, None where it is none or nothing says what is in it."""
    annotation = p.annotation or ""
    graph = _GRAPH.search(annotation.strip("'\"")) or (None if annotation else _GRAPH.search(said))
    if graph is not None:
        if _OTHER_GRAPHS.search(said):
            return None
        kind = "digraph" if "Di" in (graph["kind"] or graph["plain"] or "") else "graph"
        return Input(p.name, "structure", choices=(kind,), default=p.default, is_stated=True)
    if _PAIRS.search(said) and not re.search(r"\bshape\b|\(\w+, ?2\)|weight", said):
        return Input(p.name, "structure", choices=("edges",), default=p.default, is_stated=True)
    if _NEIGHBOURS.search(said) and (_DICT.search(said) or not re.search(r"\barray|matrix\b", said)):
        kind = "neighbours" if _DICT.search(said) else "neighbour lists"
        return Input(p.name, "structure", choices=(kind,), default=p.default, is_stated=True)
    if _DICT.search(annotation) or re.match(r"\W*(?:dict|dictionary|mapping)\b", said, re.IGNORECASE):
        keys = _keys(p.name, said, text)
        if keys:
            return Input(p.name, "structure", choices=("named", *keys), default=p.default, is_stated=True)
    return None


def _keys(name: str, said: str, text: str) -> tuple[str, ...]:
    """Keys that the text names, in quotes or in brackets behind the argument."""
    used = re.findall(rf"""(?<!\w){re.escape(name)}\[\s*['"]([\w -]+)['"]\s*\]""", text)
    after = re.search(r"\b(?:keys?|entries|with)\b(?P<rest>[^.;]*)", said)
    quoted = re.findall(r"""["'`]{1,2}([A-Za-z_]\w*)["'`]{1,2}""", after["rest"]) if after else []
    return tuple(dict.fromkeys([*used, *quoted]))


def is_node(p: Parameter, said: str, others: bool) -> bool:
    """Whether an argument is the number of a node, where another is a graph (`others`)."""
    return (
        others
        and _NODE.match(p.name) is not None
        and p.default is None
        and (p.annotation == "int" or re.search(r"\b(?:node|vertex|from|where)\b", said, re.I) is not None)
    )


def drawn_structure(i: Input, rng: np.random.Generator) -> Argument:
    """A connected graph with a few edges more than a tree, or positive numbers by name."""
    kind, *keys = i.choices
    if kind == "named":
        return {key: float(10 ** rng.uniform(-0.5, 0.5)) for key in keys}
    edges = _edges(rng)
    if kind in {"graph", "digraph"}:
        return cast(
            "Argument",
            standin(cast("Literal['graph', 'digraph']", kind), [(a, b, dict[str, Any]()) for a, b in edges]),
        )
    if kind == "edges":
        return cast("list[Any]", edges)
    near: dict[int, list[int]] = {n: [] for n in range(NODES)}
    for a, b in edges:
        near[a].append(b)
        near[b].append(a)
    return cast("Argument", near) if kind == "neighbours" else [near[n] for n in range(NODES)]


def _edges(rng: np.random.Generator) -> list[tuple[int, int]]:
    """Pairs of different nodes, none twice in either order."""
    pairs = {(int(rng.integers(n)), n) for n in range(1, NODES)}
    for _ in range(4):
        one, other = (int(v) for v in rng.choice(NODES, 2, replace=False))
        pairs.add((min(one, other), max(one, other)))
    return sorted(pairs)
