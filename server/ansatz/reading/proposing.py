"""A signature for a passage that has none: a comment, a Markdown cell, a module's docstring.

The equations say what goes in and what comes out, the opening words give the name, and the passage
itself becomes the docstring, so that what is generated is checked against the person's own words.
"""

import builtins
import keyword
import re
from dataclasses import dataclass
from typing import Final

from ..core.formula import Indexed, Symbol
from ..core.quantity import Unit
from ..core.spec import GivenValue
from ..formulas.code import identifier
from ..formulas.symbols import GREEK, loose
from ..formulas.tree import symbols, walk
from .definitions import with_definitions
from .docstring import take_apart
from .equations import find_equations, heads
from .found import Found
from .givens import stated_values
from .indices import with_indices
from .notation import vocabulary_of
from .phrases import unit_of
from .physics import physical_constant

MAX_STUBS: Final = 20
"""A passage that describes more functions is read up to here."""
_HEADER: Final = re.compile(
    r"^(?P<indent>[ \t]*)(?:[-*•]\s+)?(?:def\s+)?`{0,2}(?P<name>[A-Za-z_]\w*)\((?P<inside>[^()=]*)\)`{0,2}"
    r"\s*(?:->\s*[\w.\[\], ]+)?\s*(?:--|—|–|:|\.\.\.|$)\s*(?P<rest>.*)$",
    re.MULTILINE,
)
_FILLER: Final = re.compile(
    r"a|an|the|of|for|from|in|on|at|by|with|to|and|or|is|are|as|this|that|its|which|be|into|given|using"
)
_VERBS: Final = re.compile(
    r"(?:comput|calculat|evaluat|determin|implement|return|find|get|giv|writ|defin)(?:es?|s)?|function|todo"
)
_UNIT_BEHIND: Final = r"(\[[^\]]+\]|\([^()]+\)|in\s+[^\s,;]+(?:\s?/\s?\w+)?)"
_MAX_WORDS: Final = 4
_BUILTINS: Final = frozenset(dir(builtins))


@dataclass(frozen=True, slots=True)
class Stub:
    """A function without a body. `source` is its text, unindented, with `...` for a body."""

    name: str
    source: str


def propose(passage: str, taken: frozenset[str] = frozenset()) -> tuple[Stub, ...]:
    """Stubs for the functions that `passage` (plain words, without comment signs) describes.

    Where it names functions as `area(r): …`, one for each; else one from its equations, whose name is
    none of `taken` and no builtin's, which code around it may use. Empty where there is neither.
    """
    headers = list(_HEADER.finditer(passage))
    if headers:
        ends = [*(each.start() for each in headers[1:]), len(passage)]
        return tuple(
            stub
            for header, end in zip(headers[:MAX_STUBS], ends, strict=False)
            if (stub := _named(header, passage[header.end() : end])) is not None
        )
    stub = _from_equations(passage, taken)
    return (stub,) if stub is not None else ()


def _named(header: re.Match[str], below: str) -> Stub | None:
    parameters = [part.strip().partition(":")[0].strip() for part in header["inside"].split(",")]
    parameters = [name for name in parameters if name]
    name = header["name"]
    if keyword.iskeyword(name) or not all(p.isidentifier() and not keyword.iskeyword(p) for p in parameters):
        return None
    words = f"{header['rest'].strip()}\n{_dedented(below)}".strip()
    return _stub(name, parameters, words) if words else None


def _dedented(text: str) -> str:
    lines = text.expandtabs(4).strip("\n").splitlines()
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:].rstrip() for line in lines)


def _from_equations(passage: str, others: frozenset[str]) -> Stub | None:
    words = _dedented(passage).strip()
    doc = take_apart(words, ())
    found, _ = find_equations(doc, vocabulary_of(words, frozenset(), heads(doc)))
    found, _ = with_indices(with_definitions(found), frozenset(), frozenset())
    result = _result(found)
    if result is None:
        return None
    inputs = _inputs(found, words)
    taken: set[str] = set()
    names: dict[str, str] = {}
    for symbol in inputs:
        names[symbol] = identifier(symbol, frozenset(taken))
        taken.add(names[symbol])
    vectors = {
        node.base
        for each in found
        for side in (each.equation.left, each.equation.right)
        for node in walk(side)
        if isinstance(node, Indexed)
    }
    name = _function_name(words, result, taken | others | _BUILTINS)
    sections: list[str] = []
    if inputs:
        entries = [_entry(symbol, names[symbol], symbol in vectors, words) for symbol in inputs]
        sections.append("\n".join(["Parameters", "----------", *entries]))
    unit = _unit_beside(result, words)
    if unit is not None:
        sections.append(f"Returns\n-------\n{identifier(result, frozenset())} : float\n    In {unit.text}.")
    return _stub(name, [names[symbol] for symbol in inputs], "\n\n".join([words, *sections]))


def _result(found: list[Found]) -> str | None:
    """The one symbol that is worked out and used nowhere else."""
    lefts = [e.equation.left for e in found]
    defined = [left.name for left in lefts if isinstance(left, Symbol)]
    used = {name for each in found for name in symbols(each.equation.right)}
    sinks = [name for name in dict.fromkeys(defined) if name not in used]
    return sinks[0] if len(sinks) == 1 and len(defined) == len(found) else None


def _inputs(found: list[Found], words: str) -> list[str]:
    """What the equations need and nothing else gives, in order of appearance in the text."""
    defined = {each.equation.left.name for each in found if isinstance(each.equation.left, Symbol)}
    needed: dict[str, int] = {}
    for each in found:
        for name in symbols(each.equation.right):
            needed.setdefault(name, _position(name, each))
    values = stated_values(words)
    return sorted(
        (
            name
            for name in needed
            if name not in defined
            and name not in values
            and (_unit_beside(name, words) is not None or not _is_constant(name, words))
        ),
        key=lambda name: (needed[name], name),
    )


def _is_constant(name: str, words: str) -> bool:
    return isinstance(physical_constant(name, words, {}), GivenValue)


def _position(name: str, found: Found) -> int:
    """Where a symbol stands first; behind its equation where it is spelled in a way of its own."""
    letters = [letter for letter, word in GREEK.items() if word == name.partition("_")[0]]
    for spelling in (name, *letters, name.partition("_")[0]):
        at = re.search(rf"(?<![A-Za-z\\]){re.escape(spelling)}(?![A-Za-z])", found.text)
        if at is not None:
            return found.span.start + at.start()
    return found.span.end


def _function_name(words: str, result: str, taken: set[str]) -> str:
    """The opening words that carry meaning, up to the first equation, stop or preposition."""
    opening = re.split(r"[:.,;=(\n$`\\]|\s[A-Za-z]\w?\s*=", words, maxsplit=1)[0]
    chosen: list[str] = []
    for word in re.findall(r"[A-Za-z]{2,}", opening.lower()):
        if _FILLER.fullmatch(word) and len(chosen) >= 2:
            break  # `kinetic energy of a body`
        if not _FILLER.fullmatch(word) and not _VERBS.fullmatch(word):
            chosen.append(word)
    name = "_".join(chosen[:_MAX_WORDS]) or identifier(result, frozenset())
    while keyword.iskeyword(name) or name in taken:
        name = f"{name}_value"
    return name


def _entry(symbol: str, name: str, is_vector: bool, words: str) -> str:
    kind = "array_like" if is_vector else "float"
    unit = _unit_beside(symbol, words)
    shown = "" if loose(symbol) == loose(name) else f"`{symbol}`"
    bracket = f"[{unit.text}]" if unit is not None else ""
    said = " ".join(part for part in (shown, bracket) if part)
    return f"{name} : {kind}" + (f"\n    {said}" if said else "")


def _unit_beside(symbol: str, words: str) -> Unit | None:
    """The unit that follows a symbol in prose: `v in m/s`, `T [K]`, `the mass m (kg)`."""
    spellings = {symbol, symbol.replace("_", ""), *(c for c, word in GREEK.items() if word == symbol)}
    for spelling in sorted(spellings, key=len, reverse=True):
        for found in re.finditer(rf"(?<![\w\\])[`$]*{re.escape(spelling)}[`$]*\s*{_UNIT_BEHIND}", words):
            said = found.group(1).rstrip(".")
            if re.match(r"\s*[=*/+^]", words[found.end() :]) or "=" in said:
                continue
            if (unit := unit_of(said)) is not None:
                return unit
    return None


def _stub(name: str, parameters: list[str], words: str) -> Stub | None:
    quotes = '"""' if '"""' not in words else "'''"
    if quotes in words or "\0" in words:
        return None
    prefix = "r" if "\\" in words else ""
    words = words.strip()
    closing = "" if "\n" not in words and not words.endswith(quotes[0]) else "\n    "
    body = "\n".join(f"    {line}".rstrip() for line in words.splitlines()).lstrip()
    source = f"def {name}({', '.join(parameters)}):\n    {prefix}{quotes}{body}{closing}{quotes}\n    ...\n"
    return Stub(name, source)
