"""Whom a sentence speaks of: passages about the result, and the argument that a word stands for."""

import re
from dataclasses import dataclass
from typing import Final

from ...core.inputs import Input, InputModel
from ...core.spec import Spec
from ...core.text import Span
from .law import span_of
from .values import results_of

_ENTRIES: Final = frozenset(
    {"parameters", "args", "arguments", "other parameters", "keyword arguments", "attributes", "inputs",
     "returns", "yields", "return", "output", "outputs", "raises", "warns", "warnings", "examples", "example",
     "references", "see also"}
)  # fmt: skip
_HEADING: Final = re.compile(
    r"(?m)^[ \t]*([A-Z][A-Za-z]+(?: [A-Za-z]+)?)[ \t]*(?::[ \t]*$|\n[ \t]*-{3,}[ \t]*$)"
)
_ENDS: Final = re.compile(r"(?<![0-9])[.;](?=\s)|(?<=[0-9])[.;](?=\s)|\n\s*\n")
_TYPE: Final = re.compile(
    r"^(?:(?:float|int|complex|bool|number|scalar|(?:np\.)?ndarray|array(?:_like)?|list)"
    r"(?: of (?:float|int|bool)s?)?\b|"
    r"\([\w, +*/-]*\)(?= array| ndarray| float| int|,)|\bor\b|,|\s)+(?=[A-Z0-9]|zero\b|one\b|nan\b)"
)
"""The type that an entry opens with, before it says what it is."""
_AFTER_NOUN: Final = (
    r"(?=\s*(?:[\[(,.;:]|$|\b(?:at|of|in|from|per|for|to|with|by|on|between|under|above|below|every|after|"
    r"along|before|during|through|over|against|relative|as|is|are|and|or)\b))"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence on one line. `number` is the returned value whose entry it stands in, None for the only one.

    `is_entry`: it stands where the result is described, so that what it says is said of the result.
    """

    text: str
    number: int | None
    is_entry: bool


def passages(spec: Spec) -> list[Passage]:
    """Sentences on the result: those of its entries, then, of a single one, those of the running text."""
    found = results_of(spec)
    out: list[Passage] = []
    for number, said, _ in found:
        entry = " ".join((said.partition(" : ")[2] or said).split())
        out += [Passage(s, number, True) for s in _sentences(_TYPE.sub("", entry))]
    if len(found) <= 1:
        out += [Passage(s, None, False) for s in _sentences(running_text(spec))]
    return out


def running_text(spec: Spec) -> str:
    """The text without what is said of single arguments, returned values, errors and examples."""
    marks = [*_HEADING.finditer(spec.text)]
    parts = [spec.text[: marks[0].start()] if marks else spec.text]
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(spec.text)
        if mark.group(1).lower() not in _ENTRIES:
            parts.append(spec.text[mark.end() : end])
    names = "|".join(re.escape(p.name) for p in spec.parameters) or "(?!)"
    entry = re.compile(
        rf"^\s*(?::param\b.*|[`*]*(?:{names})[`*]*(?:\s*,\s*[`*]*(?:{names})[`*]*)*(?:\s*:|\s{{2,}}).*)$"
    )
    lines = [line for part in parts for line in part.split("\n") if not entry.match(line)]
    return "\n".join(line for line in lines if not line.strip().startswith((">>>", "...")))


def _sentences(text: str) -> list[str]:
    return [s for part in _ENDS.split(text) if (s := " ".join(part.split()))]


def place_of(spec: Spec, words: str) -> Span | None:
    """Where words stand in the text, however its lines are broken."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return span_of(re.search(pattern, spec.text))


def argument_called(spec: Spec, model: InputModel, word: str) -> Input | None:
    """The argument of that name, or else the only one whose entry says what it is by that noun."""
    word = word.strip("`*'$ ")
    if (own := model.input(word)) is not None:
        return own
    if len(word) < 4:
        return None
    stems = {word.lower(), word.lower().removesuffix("s"), re.sub(r"ies$", "y", word.lower())}
    nouns = "|".join(sorted(map(re.escape, stems), key=len, reverse=True))
    pattern = re.compile(
        rf"(?<![\w/])(?<!of the )(?<!of )(?<!per )(?:{nouns})(?:s|es)?\b{_AFTER_NOUN}", re.IGNORECASE
    )
    found = [
        i
        for i in model.inputs
        if i.name.lower() in stems
        or i.name.lower().removesuffix("s") in stems
        or any(
            p.name == i.name and pattern.search(" ".join(p.description.split())[:90]) for p in spec.parameters
        )
    ]
    return found[0] if len(found) == 1 else None


def pairs_of(model: InputModel) -> tuple[str, ...]:
    """`lat1, lat2, lon1, lon2`: all arguments that come in two; else the only two that are needed."""
    names = {i.name for i in model.inputs}
    out: list[str] = []
    for i in model.inputs:
        for one, other in (("1", "2"), ("a", "b"), ("A", "B"), ("_i", "_j")):
            stem = i.name.removesuffix(one)
            # `aa, ab, bb` are products of two letters, `x1, x2, x3` are three.
            third = {"1": "3", "a": "c", "A": "C", "_i": "_k"}[one]
            if f"{stem}{third}" in names or any(
                n != f"{stem}{other}"
                and len(n) > 1
                and n.endswith(other)
                and f"{n.removesuffix(other)}{one}" not in names
                and len(n) == len(stem + other)
                for n in names
            ):
                continue
            if i.name.endswith(one) and (len(stem) > 0 or one in "aA") and f"{stem}{other}" in names:
                out += [i.name, f"{stem}{other}"]
    needed = [i for i in model.inputs if i.default is None]
    if not out and len(needed) == 2 and needed[0].kind == needed[1].kind and needed[0].dims == needed[1].dims:
        return (needed[0].name, needed[1].name)
    return tuple(out)
