"""The installed-API claim: what the candidate imports, calls and passes exists in the user's environment.

Names in a branch, a `try` or the later part of an `or` may be meant for another version and are left
to the run. What a name was renamed to is looked up where it is known, else the nearest one there is.
"""

import ast
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, cast

from ansatz_sandbox import Call, Job, Limits, Outcome, Returned

from ..core.evidence import Inconclusive, Refuted, Supported, Verdict, Witness
from .named_function import parsed

_PROBE = """
import difflib
import importlib
import inspect


ABSENT = object()


def found(name):
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            here = importlib.import_module(".".join(parts[:cut]))
        except ImportError:
            continue
        break
    else:
        return ABSENT, ""
    for part in parts[cut:]:
        if not hasattr(here, part):
            near = difflib.get_close_matches(part, dir(here), 1, 0.75)
            return ABSENT, near[0] if near else ""
        here = getattr(here, part)
    return here, ""


def missing(names, calls):
    absent = []
    for name in names:
        here, near = found(name)
        if here is ABSENT:
            absent.append([name, "", near])
    for name, keywords in calls:
        here, _ = found(name)
        if here is ABSENT or not callable(here):
            continue
        try:
            parameters = inspect.signature(here).parameters
            outer = inspect.signature(here, follow_wrapped=False).parameters
        except (ValueError, TypeError):
            continue
        # A wrapper may take names that it passes on under others.
        if any(p.kind is p.VAR_KEYWORD for p in [*parameters.values(), *outer.values()]):
            continue
        # A parameter list of (*args) alone is a wrapper's and says nothing.
        if any(p.kind is p.VAR_POSITIONAL for p in parameters.values()) and len(parameters) == 1:
            continue
        for keyword in keywords:
            known = parameters.get(keyword)
            if known is None or known.kind is known.POSITIONAL_ONLY:
                near = difflib.get_close_matches(keyword, list(parameters), 1, 0.5)
                absent.append([name, keyword, near[0] if near else ""])
    return absent
"""

RENAMED: Final[Mapping[str, str]] = {
    "numpy.trapz": "numpy.trapezoid",
    "numpy.product": "numpy.prod",
    "numpy.cumproduct": "numpy.cumprod",
    "numpy.alltrue": "numpy.all",
    "numpy.sometrue": "numpy.any",
    "numpy.in1d": "numpy.isin",
    "numpy.row_stack": "numpy.vstack",
    "numpy.float": "float",
    "numpy.int": "int",
    "numpy.bool": "bool",
    "numpy.complex": "complex",
    "numpy.float_": "numpy.float64",
    "numpy.complex_": "numpy.complex128",
    "numpy.Inf": "numpy.inf",
    "numpy.NaN": "numpy.nan",
    "numpy.asscalar": "numpy.ndarray.item",
    "scipy.integrate.simps": "scipy.integrate.simpson",
    "scipy.integrate.trapz": "scipy.integrate.trapezoid",
    "scipy.integrate.cumtrapz": "scipy.integrate.cumulative_trapezoid",
    "scipy.integrate.quadrature": "scipy.integrate.quad",
    "scipy.integrate.romberg": "scipy.integrate.quad",
    "scipy.misc.derivative": "numpy.gradient or a difference quotient",
    "scipy.special.sph_harm": "scipy.special.sph_harm_y",
    "scipy.signal.hann": "scipy.signal.windows.hann",
    "scipy.stats.binom_test": "scipy.stats.binomtest",
    "scipy.interpolate.interp2d": "scipy.interpolate.RegularGridInterpolator",
    "networkx.from_numpy_matrix": "networkx.from_numpy_array",
    "networkx.to_numpy_matrix": "networkx.to_numpy_array",
}
"""What took the place of names that were removed, from the projects' release notes."""


class Used(NamedTuple):
    """Names with the line of first use, and keywords passed to them with the line of the call."""

    names: dict[str, int]
    keywords: dict[tuple[str, str], int]


def used_names(module: str) -> Used:
    """What a module takes from its imports outside of branches and `try`."""
    tree = parsed(module)
    if tree is None:
        return Used({}, {})
    aliases: dict[str, str] = {}
    names: dict[str, int] = {}
    certain = list(certain_nodes(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.split(".")[0]
                aliases[alias.asname or first] = alias.name if alias.asname else first
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                aliases[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    shadowed = {a.arg for n in ast.walk(tree) if isinstance(n, ast.arguments) for a in n.args}
    shadowed |= {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    keywords: dict[tuple[str, str], int] = {}
    for node in certain:
        if isinstance(node, ast.Import):
            for alias in node.names:
                names.setdefault(alias.name, node.lineno)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                if alias.name != "*":
                    names.setdefault(f"{node.module}.{alias.name}", node.lineno)
        elif (dotted := _full(node, aliases, shadowed)) is not None and isinstance(node, ast.Attribute):
            names.setdefault(dotted, node.lineno)
        elif isinstance(node, ast.Call) and (dotted := _full(node.func, aliases, shadowed)) is not None:
            for keyword in node.keywords:
                if keyword.arg is not None:
                    keywords.setdefault((dotted, keyword.arg), node.lineno)
    return Used(names, keywords)


def certain_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Nodes that no condition and no handler stands over."""
    match node:
        case ast.Try():
            return
        case ast.If(test=test):
            yield from certain_nodes(test)
        case ast.IfExp(test=test):
            yield from certain_nodes(test)
        case ast.BoolOp(values=values):
            yield from certain_nodes(values[0])
        case _:
            yield node
            for child in ast.iter_child_nodes(node):
                yield from certain_nodes(child)


def _full(node: ast.AST, aliases: Mapping[str, str], shadowed: set[str]) -> str | None:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in aliases or node.id in shadowed:
        return None
    return ".".join([aliases[node.id], *reversed(parts)])


def probe_job(found: Used, limits: Limits) -> Job:
    """Looks everything up in the user's own interpreter, inside the sandbox."""
    calls: dict[str, list[str]] = {}
    for name, keyword in found.keywords:
        calls.setdefault(name, []).append(keyword)
    return Job(_PROBE, "missing", (Call((sorted(found.names), [[n, k] for n, k in calls.items()])),), limits)


def check_installed(found: Used, outcome: Outcome) -> Verdict:
    """Every name was found, and every keyword is one that its function takes."""
    result = outcome.results[0] if outcome.results else None
    if not isinstance(result, Returned) or not isinstance(result.value, list):
        return Inconclusive("the installed packages could not be asked")
    absent = [_texts(row) for row in cast("list[object]", result.value)]
    if not absent:
        return Supported(len(found.names) + len(found.keywords))
    name, keyword, near = absent[0]
    near = near if keyword else RENAMED.get(name, near)
    hint = f"; there is `{near}`" if near else ""
    if keyword:
        line = found.keywords.get((name, keyword))
        return Refuted(Witness((), f"`{name}` to take `{keyword}`", f"it has no such argument{hint}", line))
    return Refuted(
        Witness(
            (), f"`{name}` to exist", f"it is not there in the installed version{hint}", found.names.get(name)
        )
    )


def _texts(row: object) -> tuple[str, str, str]:
    parts = [str(p) for p in cast("list[object]", row)] if isinstance(row, list) else []
    name, keyword, near = (*parts, "", "", "")[:3]
    return name, keyword, near
