"""Hygiene that shows without running: defaults that are changed, random numbers without a seed, degrees.

Each rule speaks only where the docstring or the code itself leaves no other way to take it.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from .installed_api import certain_nodes
from .named_function import FunctionNode

HygieneKind = Literal["mutable-default", "unseeded", "degrees"]

_CHANGING: Final = frozenset(
    {"append", "extend", "insert", "add", "update", "setdefault", "remove", "clear", "sort", "fill"}
)
_MEANT_TO_STAY: Final = re.compile(r"cache|memo|accumulat|histor|across calls|between calls|persist", re.I)
_PROMISE: Final = re.compile(r"\b(reproducibl[ey]|deterministic(ally)?|bit-for-bit)\b", re.I)
_OTHER_THAN_PROMISE: Final = re.compile(
    r"\b(not|non|n't|if|when|given|unless|pass(ed)?|sets?|seed(s|ed|ing)?|caller|but|except|for)\b|non-", re.I
)
_DRAWS: Final = frozenset(
    {"rand", "randn", "randint", "random", "random_sample", "normal", "uniform", "standard_normal", "choice"}
    | {"permutation", "shuffle", "exponential", "poisson", "binomial", "gamma", "beta", "multivariate_normal"}
)
_ANGLES: Final = frozenset(
    {f"{package}.{name}" for package in ("numpy", "math") for name in ("sin", "cos", "tan")}
)
_DEGREES: Final = re.compile(
    r"\[\s*(deg|degrees?|°)\s*\]|\((deg|degrees?|°)\)|\bin (decimal )?degrees\b", re.I
)
_NOT_ONLY_DEGREES: Final = re.compile(
    r"\brad(ians?)?\b|\bor\b|quantity|degrees of|celsius|kelvin|°\s*C", re.I
)
_UNITS_AT_WORK: Final = re.compile(r"\b(astropy|pint|unyt|quantity|quantities)\b", re.I)
_FEW: Final = 10
"""A whole number below this multiplies or divides an angle and converts none."""


class Finding(NamedTuple):
    """What is wrong at a line of the module that was given."""

    kind: HygieneKind
    line: int
    message: str


def hygiene(source: str, function: FunctionNode, names: Mapping[str, str]) -> Iterator[Finding]:
    """Everything found in `function`, which stands in `source`; `names` are imported names in full."""
    doc = ast.get_docstring(function) or ""
    yield from _changed_defaults(function, doc)
    yield from _unseeded(function, doc, names)
    yield from _degrees(function, doc, names, source)


def _changed_defaults(function: FunctionNode, doc: str) -> Iterator[Finding]:
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    pairs = [
        *zip(reversed(positional), reversed(arguments.defaults), strict=False),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    for argument, default in pairs:
        is_mutable = isinstance(default, ast.List | ast.Dict | ast.Set) or (
            isinstance(default, ast.Call)
            and isinstance(default.func, ast.Name)
            and default.func.id in ("list", "dict", "set")
        )
        name = argument.arg
        if not is_mutable or name.startswith("_") or _MEANT_TO_STAY.search(f"{name} {doc}"):
            continue
        if _is_bound_again(function, name):
            continue
        for node in certain_nodes(function):
            if _changes(node, name):
                line = getattr(node, "lineno", function.lineno)
                yield Finding(
                    "mutable-default",
                    line,
                    f"the default of `{name}` is one object for all calls, and is changed here: the next "
                    "call starts from what this one left",
                )
                break


def _changes(node: ast.AST, name: str) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=found), attr=method)):
            return found == name and method in _CHANGING
        case ast.Subscript(value=ast.Name(id=found), ctx=ast.Store() | ast.Del()):
            return found == name
        case _:
            return False


def _is_bound_again(function: FunctionNode, name: str) -> bool:
    """Whether `name` may stand for another thing than the argument somewhere in the function."""
    for node in ast.walk(function):
        match node:
            case ast.Name(id=found, ctx=ast.Store() | ast.Del()) if found == name:
                return True
            case ast.arguments() if node is not function.args and any(
                a.arg == name for a in [*node.posonlyargs, *node.args, *node.kwonlyargs]
            ):
                return True
            case ast.MatchAs(name=found) | ast.MatchStar(name=found) if found == name:
                return True
            case _:
                pass
    return False


def _unseeded(function: FunctionNode, doc: str, names: Mapping[str, str]) -> Iterator[Finding]:
    sentences = re.split(r"(?<=[.!;])\s+|\n\s*\n", doc)
    is_promised = any(_PROMISE.search(one) and not _OTHER_THAN_PROMISE.search(one) for one in sentences)
    if not is_promised:
        return
    loaded = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
    loaded |= {n.attr for n in ast.walk(function) if isinstance(n, ast.Attribute)}
    # Whatever speaks of a seed or a state may be what makes it reproducible.
    if any(re.search(r"seed|state|rng|generator", name, re.I) for name in loaded - {"default_rng"}):
        return
    for node in certain_nodes(function):
        if not isinstance(node, ast.Call):
            continue
        called = full_name(node.func, names) or ""
        is_drawn = called.startswith("numpy.random.") and called.rpartition(".")[2] in _DRAWS
        is_fresh = called == "numpy.random.default_rng" and not node.args and not node.keywords
        if is_drawn or is_fresh:
            yield Finding(
                "unseeded",
                node.lineno,
                f"`{called}` draws without a seed here, and the docstring promises a reproducible result",
            )
            return


def _degrees(function: FunctionNode, doc: str, names: Mapping[str, str], source: str) -> Iterator[Finding]:
    if ("deg" not in doc.lower() and "°" not in doc) or _UNITS_AT_WORK.search(source):
        return
    arguments = function.args
    for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
        name = argument.arg
        entry = _entry(doc, name)
        if entry is None or not _DEGREES.search(entry) or _NOT_ONLY_DEGREES.search(entry):
            continue
        if _is_bound_again(function, name):
            continue
        for node in certain_nodes(function):
            if not isinstance(node, ast.Call) or len(node.args) != 1:
                continue
            called = full_name(node.func, names)
            if called in _ANGLES and _is_angle(node.args[0], name):
                yield Finding(
                    "degrees",
                    node.lineno,
                    f"`{called}` takes radians, and `{name}` is in degrees by the docstring",
                )
                return


def _entry(doc: str, name: str) -> str | None:
    """What the docstring's only entry for an argument says: its line and the deeper ones that follow."""
    lines = doc.splitlines()
    head = re.compile(rf"(\s*)(:param (\w+ )?)?[*`]*{re.escape(name)}[*`]*(\s*[:\[(]|\s{{2,}}|\s*$)")
    found = [(at, match) for at, line in enumerate(lines) if (match := head.match(line)) is not None]
    if len(found) != 1:
        return None
    at, match = found[0]
    kept = [lines[at]]
    for line in lines[at + 1 :]:
        if not line.strip() or len(line) - len(line.lstrip()) <= len(match[1]):
            break
        kept.append(line)
    return " ".join(kept)


def _is_angle(node: ast.expr, name: str) -> bool:
    """Whether the expression is the argument itself, its negative or a small multiple."""
    match node:
        case ast.Name(id=found):
            return found == name
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=inner):
            return _is_angle(inner, name)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return (_is_few(left) and _is_angle(right, name)) or (_is_few(right) and _is_angle(left, name))
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _is_few(right) and _is_angle(left, name)
        case _:
            return False


def _is_few(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number).is_integer() and 0 < abs(number) < _FEW
        case _:
            return False


def full_name(node: ast.expr, names: Mapping[str, str]) -> str | None:
    """The dotted name that a call's function stands for, as far as imports tell."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in names:
        return None
    return ".".join([names[node.id], *reversed(parts)])
