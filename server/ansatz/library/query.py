"""A query taken apart: what it imports, its words with their weights, and its marks of mathematics."""

import re
from dataclasses import dataclass
from typing import Final

from . import mathematics, words

_IMPORT: Final = re.compile(r"^\s*import\s+([\w.]+)(?:\s+as\s+\w+)?\s*$", re.MULTILINE)
_FROM: Final = re.compile(r"^\s*from\s+([\w.]+)\s+import\s+\(?([\w ,]+)\)?\s*$", re.MULTILINE)
_DEF: Final = re.compile(r"^\s*(?:async\s+)?def\s+(\w+)\s*\(", re.MULTILINE)
_SIGNATURE: Final = re.compile(r"\bdef\s+\w+\s*\(.*?\)\s*(?:->[^:]+)?:", re.DOTALL)
_DOCTEST: Final = re.compile(r"^\s*>>> ?.*(?:\n\s*\S.*)*", re.MULTILINE)
_UNIT: Final = re.compile(r"\[[^\]\n]{1,24}\]")
_RULE: Final = re.compile(r"^[ \t]*[-=~]{3,}[ \t]*$", re.MULTILINE)
_FIELD: Final = re.compile(r"^\s*(?::?param\s+)?\w[\w, *]*\s?:(?=\s)", re.MULTILINE)
_CHARS: Final = 8000
"""A longer spec is read up to here: what it is about stands at its beginning."""
_SHORT: Final = 6


@dataclass(frozen=True, slots=True)
class Query:
    """`weights`: how much each term counts; `sequence`: all stems in order, with `` between sentences."""

    weights: dict[str, float]
    sequence: tuple[str, ...]
    marks: frozenset[str]
    imports: tuple[str, ...]
    is_spec: bool


def read_query(text: str) -> Query:
    """A question, a docstring, or the source of a stub with its imports."""
    text = text[:_CHARS]
    imports, rest = _imports(text)
    is_spec = _DEF.search(text) is not None or text.count("\n") > 1
    marks = frozenset(mathematics.marks(rest))
    names = " ".join(_DEF.findall(rest))
    signature = " ".join(match[0] for match in _SIGNATURE.finditer(rest))
    prose = _RULE.sub(" ", _UNIT.sub(" ", _DOCTEST.sub(" ", _SIGNATURE.sub(" ", rest))))
    weights: dict[str, float] = {}
    for number, line in enumerate(_lines(prose)):
        # What a function is for stands first; descriptions of its arguments come after.
        weight = 1.5 if number == 0 and is_spec else 1.0 if _FIELD.match(line) is None else 0.6
        for term in words.terms(line):
            weights[term] = min(weights.get(term, 0.0) + weight, 3.0)
    for term in words.of_name(names) if names else ():
        weights[term] = min(weights.get(term, 0.0) + 1.0, 3.0)
    if not is_spec:
        # What is typed into a search box may be a routine's name.
        for name in re.findall(r"[A-Za-z_][\w.]*", text):
            for term in words.of_name(name):
                if term not in words.STOP:
                    weights.setdefault(term, 1.0)
    sequence: list[str] = []
    for sentence in re.split(r"[.;:](?=\s)|\n\s*\n", f"{names}\n\n{prose}\n\n{signature}"):
        sequence += [*words.sequence(sentence), ""]
    return Query(weights, tuple(sequence), marks, imports, is_spec or len(weights) > _SHORT)


def _imports(text: str) -> tuple[tuple[str, ...], str]:
    """Modules and names that the text imports, and the text without these lines."""
    found: list[str] = [name for name in _IMPORT.findall(text) if "." in name]
    for module, names in _FROM.findall(text):
        found += [f"{module}.{name.split(' as ')[0].strip()}" for name in names.split(",") if name.strip()]
    return tuple(dict.fromkeys(found)), _FROM.sub(" ", _IMPORT.sub(" ", text))


def _lines(prose: str) -> list[str]:
    return [line for line in prose.splitlines() if line.strip(" \"'\t.")]
