"""The instruction claim: code keeps to what its docstring says of how it is to be written."""

import ast
import re
from collections.abc import Callable, Iterator
from typing import Final

from ..core.claim import Claim, Domain, KeepsInstruction
from ..core.evidence import Refuted, Supported, Verdict, Witness
from ..core.spec import Spec
from ..core.text import Span
from .named_function import FunctionNode, named_function

_NO_LOOPS: Final = re.compile(
    r"\b(?P<how>no|without|avoid(ing)?) (?P<more>any )?(?P<kind>explicit |python )?(?P<for>for[- ])?loops?\b|"
    r"\b(must be|fully) vectori[sz]ed\b|\bvectori[sz]ed, no loops\b",
    re.IGNORECASE,
)
_THINGS_WITH_LOOPS: Final = re.compile(
    r"\b(graphs?|networks?|edges?|vertex|vertices|polygons?|curves?|circuits?|diagrams?|wires?|"
    r"hysteresis|chromatin|rna|proteins?|backbone|secondary structure|knots?|multigraphs?|magnetic)\b",
    re.IGNORECASE,
)
"""What has loops of its own."""
_FORBIDDEN: Final = re.compile(
    r"\b(?i:do not (?:use|call)|don't (?:use|call)|must not (?:use|call)|may not use|never (?:use|call)|"
    r"not allowed to use|without using|without calling) (?i:the function |the routine )?"
    r"[`'\"]*(?P<name>(?:np|numpy|scipy|sp|pandas|pd|math|sklearn)(?:\.\w+)+|`\w+`|\w+\(\))[`'\"]*"
)
_STANDARD: Final = re.compile(
    r"\b(standard library only|only (use )?the standard library|no (third-party|external)"
    r" (packages|dependencies|libraries))\b",
    re.I,
)
_NO_RECURSION: Final = re.compile(
    r"\b(no recursion|without recursion|not recursive|must not be recursive)\b", re.I
)


def instructions_of(spec: Spec) -> tuple[Claim, ...]:
    """What the spec rules out in so many words."""
    return instructions_in(spec.text, spec.span.start)


def instructions_in(spec_text: str, start: int = 0) -> tuple[Claim, ...]:
    """What a text rules out in so many words; `start` is where it stands in the text around it."""
    out: list[Claim] = []

    def add(relation: KeepsInstruction, text: str, match: re.Match[str], is_plain: bool = True) -> None:
        span = Span(start + match.start(), start + match.end())
        ident = f"instruction/{len(out)}"
        out.append(Claim(ident, relation, text, (span,), Domain(()), frozenset(), is_plain))

    if loops := next(filter(_is_about_code(spec_text), _NO_LOOPS.finditer(spec_text)), None):
        # "No loop over the points" leaves other loops open.
        is_plain = re.match(r"\s*(over|for|on)\b", spec_text[loops.end() :]) is None
        add(KeepsInstruction("no loops"), "it has no Python loop", loops, is_plain)
    for match in _FORBIDDEN.finditer(spec_text):
        name = match["name"].strip("`()")
        add(KeepsInstruction("not used", name), f"it does not use `{name}`", match)
    if standard := _STANDARD.search(spec_text):
        add(KeepsInstruction("standard library"), "it imports the standard library alone", standard)
    if recursion := _NO_RECURSION.search(spec_text):
        add(KeepsInstruction("no recursion"), "it does not call itself", recursion)
    return tuple(out)


def _is_about_code(text: str) -> Callable[[re.Match[str]], bool]:
    """Whether loops that are ruled out are those of a program, and not of a graph or a circuit.

    `without Python loops` and `no for-loops` are; plain `no loops` is where the text knows nothing that has
    loops of its own.
    """
    has_things = _THINGS_WITH_LOOPS.search(text) is not None

    def decide(match: re.Match[str]) -> bool:
        return bool(match["how"] is None or match["kind"] or match["for"] or not has_things)

    return decide


def check_instruction(relation: KeepsInstruction, module: str, name: str) -> Verdict:
    """Looks through the function `name` and what the module imports."""
    parsed = named_function(module, name)
    if parsed is None:
        return Supported(0)
    tree, function = parsed
    found = next(_against(relation, tree, function), None)
    if found is None:
        return Supported(1)
    line, got = found
    return Refuted(Witness((), _wanted(relation), got, line))


def _wanted(relation: KeepsInstruction) -> str:
    return f"no use of `{relation.name}`" if relation.name else relation.instruction


def _against(
    relation: KeepsInstruction, tree: ast.Module, function: FunctionNode
) -> Iterator[tuple[int, str]]:
    match relation.instruction:
        case "no loops":
            # A comprehension over a handful of axes or names is no loop over data, so it is let pass.
            for node in ast.walk(function):
                if isinstance(node, ast.For | ast.While):
                    yield node.lineno, "a `for` loop" if isinstance(node, ast.For) else "a `while` loop"
        case "no recursion":
            for node in ast.walk(function):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id == function.name
                ):
                    yield node.lineno, "a call of itself"
        case "not used":
            yield from _uses(tree, relation.name)
        case "standard library" | "no scipy":
            for node in ast.walk(tree):
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and node.module:
                    names = [node.module]
                for name in names:
                    if name.split(".")[0] in {
                        "numpy",
                        "scipy",
                        "pandas",
                        "sklearn",
                        "sympy",
                        "networkx",
                        "numba",
                    }:
                        yield getattr(node, "lineno", 1), f"`import {name}`"


def _uses(tree: ast.Module, name: str) -> Iterator[tuple[int, str]]:
    """Uses of a dotted name under whatever alias, or of a plain one as a call."""
    full = {"np": "numpy", "sp": "scipy", "pd": "pandas"}
    parts = name.split(".")
    wanted = ".".join([full.get(parts[0], parts[0]), *parts[1:]])
    aliases: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.split(".")[0]
                aliases[alias.asname or first] = alias.name if alias.asname else first
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                aliases[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)):
            text = ast.unparse(node)
            first, _, rest = text.partition(".")
            used = f"{aliases.get(first, first)}{'.' + rest if rest else ''}"
            if used == wanted or (len(parts) == 1 and used.split(".")[-1] == wanted):
                yield node.lineno, f"`{text}`"
