"""What a spec says of its arguments and results beyond equations: kinds, named axes, roles; and its prose."""

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from ...core.spec import Parameter, Spec
from ...core.text import Span
from ...reading.docstring import take_apart
from .roles import EITHER, NUMBERS, Role, roles_of_argument

Kind = Literal["number", "integer", "array", "table", "graph", "sparse", "text", "callable", "unknown"]

_QUERY: Final[frozenset[Role]] = frozenset({"query"})
_ABSCISSA: Final[frozenset[Role]] = frozenset({"abscissa"})
_ORDINATE: Final[frozenset[Role]] = frozenset({"ordinate"})
_GREEK: Final = {"tau", "mu", "sigma", "lambda", "alpha", "beta", "gamma", "nu", "kappa", "theta", "omega"}


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of the stub. `dims` names its axes where the text does, `text` is what is said of it."""

    name: str
    kind: Kind
    dims: tuple[str, ...]
    text: str
    unit: str
    roles: frozenset[Role]
    default: str | None = None
    is_keyword_only: bool = False
    is_many: bool = False
    """Stands for any number of arguments: `*plots`."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A returned value as the spec describes it."""

    name: str
    text: str
    dims: tuple[str, ...]
    is_number: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """`prose` is what is neither said of one argument nor of a result, blanks in their place."""

    arguments: tuple[Argument, ...]
    results: tuple[Wanted, ...]
    summary: str
    prose: str
    text: str
    mentions: tuple[Span, ...]
    """Where the prose only says what an argument is."""
    base: int
    """Offset of the docstring's text in the file."""

    def argument(self, name: str) -> Argument | None:
        """The argument of that name."""
        return next((a for a in self.arguments if a.name == name), None)

    @property
    def result_text(self) -> str:
        """All that is said of the results."""
        return " ".join(f"{r.name} {r.text}" for r in self.results)


def facts_of(spec: Spec) -> Facts:
    """Reads `spec.text` once more, for what equations do not need."""
    names = tuple(p.name for p in spec.parameters)
    doc = take_apart(spec.text, names)
    prose = _blank_like(spec.text)
    for line in doc.rest:
        prose[line.start : line.start + len(line.text)] = line.text
    plain = "".join(prose)
    mentions: list[Span] = []
    arguments = _x_and_y(_one_abscissa(tuple(_argument(p, plain, mentions) for p in spec.parameters)))
    results = tuple(
        Wanted(
            r.name or "",
            r.description,
            dims_of(r.description),
            r.is_scalar or bool(re.match(r"\W*(?:float|int|scalar|number)\b", r.description)),
        )
        for r in spec.results
    )
    return Facts(arguments, results, spec.summary, plain, spec.text, tuple(mentions), spec.span.start)


def _blank_like(text: str) -> list[str]:
    return ["\n" if c == "\n" else " " for c in text]


def _argument(parameter: Parameter, prose: str, mentions: list[Span]) -> Argument:
    text = parameter.description
    if not text:
        text = _mentioned(parameter.name, prose, mentions)
    kind = _kind(parameter, text)
    dims = dims_of(text)
    if len(dims) == 2 and kind in {"array", "unknown"}:
        kind = "table"
    elif len(dims) == 1 and kind in {"unknown", "table"}:
        kind = "array"
    unit = parameter.unit.text if parameter.unit else ""
    roles: frozenset[Role] = roles_of_argument(parameter.name, text)
    if re.search(
        rf"\b(?:evaluated|estimated|interpolated|wanted) at (?:\w+ ){{0,3}}`*{re.escape(parameter.name)}\b",
        prose,
    ):
        roles |= _QUERY
    if kind == "table":
        roles -= _ABSCISSA
    if kind in {"array", "table"} and dims:
        roles -= NUMBERS - EITHER
    if (
        kind == "array"
        and roles & NUMBERS
        and not re.search(r"arr(?:ay)?\b|\bvector|\blist|\d-?d\b|\(\w+,", text, re.IGNORECASE)
    ):
        # `spacing between samples` is one number, whatever it speaks of.
        kind = "unknown"
    return Argument(
        parameter.name,
        kind,
        dims,
        text,
        unit,
        roles,
        parameter.default,
        parameter.kind == "keyword_only",
        parameter.kind == "var_positional",
    )


def _x_and_y(arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """`x` and `y` of which nothing more is said are an abscissa and what belongs to it."""
    found = {
        a.name: a
        for a in arguments
        if a.name in {"x", "y"} and not a.roles and a.kind in {"array", "unknown"}
    }
    if len(found) < 2:
        return arguments
    roles = {"x": _ABSCISSA, "y": _ORDINATE}
    return tuple(replace(a, roles=roles[a.name]) if a.name in found else a for a in arguments)


def _one_abscissa(arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """Of several arguments that could be the abscissa, the one in the unit of what is asked for, or "
    "a time."""
    several = [a for a in arguments if "abscissa" in a.roles and a.kind in {"array", "unknown"}]
    if len(several) < 2:
        return arguments
    asked = {a.unit for a in arguments if "query" in a.roles and a.unit}
    kept = [a for a in several if a.unit in asked] if asked else []
    if len(kept) != 1:
        kept = [
            a
            for a in several
            if re.search(r"\btime|\byears?\b|\bdates?\b", f"{a.name} {a.text}", re.IGNORECASE)
        ]
    if len(kept) != 1:
        kept = [a for a in several if re.search(r"increasing|ascending|monoton", a.text)]
    if len(kept) != 1:
        return arguments
    others = {a.name for a in several if a is not kept[0]}
    return tuple(
        replace(a, roles=(a.roles - _ABSCISSA) | _ORDINATE) if a.name in others else a for a in arguments
    )


def _mentioned(name: str, prose: str, mentions: list[Span]) -> str:
    """The words around an argument's name in the prose: `known mean $\\tau$`, `undirected graph G`."""
    spelled = rf"\$?\\{name}\$?" if name in _GREEK else rf"`{{0,2}}\b{re.escape(name)}\b`{{0,2}}"
    for pattern in (spelled, rf"`{{0,2}}\b{re.escape(name)}\b`{{0,2}}"):
        found = re.search(rf"((?:[\w-]+\s+){{0,4}}){pattern}", prose)
        if found:
            before = found[1].split()
            cut = max((n + 1 for n, w in enumerate(before) if w.lower() in _BREAKS), default=0)
            start = found.start()
            if cut:
                start = found.start() + len(" ".join(found[1].split()[:cut]))
            mentions.append(Span(start, found.end()))
            return prose[start : found.end()].strip()
    return ""


_BREAKS: Final = {
    "of",
    "with",
    "the",
    "a",
    "an",
    "and",
    "against",
    "in",
    "at",
    "from",
    "for",
    "by",
    "to",
    "between",
}


def _kind(parameter: Parameter, text: str) -> Kind:
    said = f"{text} {parameter.annotation or ''}".lower()
    head = said[:60]
    is_graph = re.search(r"\b(?:multi)?(?:di)?graph\b", said) and not re.search(r"\bof (?:a|the) graph", said)
    is_plain = not re.search(r"array|matrix|list|dict|vector", said)
    if is_graph or (is_plain and (parameter.name in {"G", "graph"} or re.search(r"\bnetwork\b", said))):
        return "graph"
    if re.search(r"\bcallable\b|\bfunction of one\b|^\W*function\b", said):
        return "callable"
    if re.search(r"\bsparse\b", said):
        return "sparse"
    if re.match(r"\W*int\b", head) or parameter.annotation == "int" or re.match(r"\W*number of\b", head):
        return "integer"
    if re.match(r"\W*(float|scalar)\b(?! or)", head) or parameter.annotation == "float":
        return "number"
    if re.match(r"\W*str\b", head) or (parameter.default or "").startswith(("'", '"')):
        return "text"
    if parameter.default is not None and re.fullmatch(r"-?\d+", parameter.default):
        return "integer"
    if parameter.default is not None and re.fullmatch(r"-?\d*\.?\d+(e-?\d+)?", parameter.default):
        return "number"
    if re.search(r"\bmatrix\b|\btable\b|2-?d\b|one row per|per row|per column", said):
        return "table"
    if re.search(
        r"\barrays?\b|array[-_ ]?like|1-?d\b|\bsequence|\blists?\b|\bvector\b|\bseries\b|ndarray", said
    ):
        return "array"
    if re.match(
        r"\W*(?:minim|maxim|requir|least|largest|smallest|width|length|order|degree|rate|frequency|cut)", head
    ):
        return "unknown"
    if re.search(
        r"(?<!in )(?<!of )(?<!per )\bsamples\b|\bvalues\b|\brecord\b|\bone per\b|\bobservations\b|readings\b",
        said,
    ):
        return "array"
    return "unknown"


def dims_of(text: str) -> tuple[str, ...]:
    """Axes as a text names them: `(n, cells)`, `n x m`, `1-D`; empty where it does not."""
    for found in re.finditer(r"\(\s*([A-Za-z_]\w*|\d+)\s*,\s*((?:[A-Za-z_]\w*|\d+)\s*,?\s*)?\)", text):
        if found[1] not in {"in", "e", "i"}:
            second = (found[2] or "").strip(" ,")
            return (found[1], second) if second else (found[1],)
    if found := re.search(r"\b(\w+)\s*(?:x|×|-by-|by)\s*(\w+)\s+(?:array|matrix)", text):
        return found[1], found[2]
    if re.search(r"\bsquare\b", text):
        return "n", "n"
    if re.search(r"\b1-?[dD]\b|\bone-dimensional\b|\bvector\b", text):
        return ("",)
    return ()
