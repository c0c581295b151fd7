r"""Running text with its mathematics in plain spelling, so that words about symbols can be found."""

import re

from .passages import Passage
from .plain import canonical
from .quantities import symbol
from .units import parse_unit

_COMMANDS = (
    (re.compile(r"\\(?:mathrm|text|textrm|operatorname|mathit|rm)\s*\{([^{}]*)\}"), r"\1"),
    (re.compile(r"\\[,;:!> ]|\\q?quad|~"), " "),
    (re.compile(r"\\times"), "×"),
    (re.compile(r"\\cdot"), "·"),
    (re.compile(r"\\approx"), "≈"),
    (re.compile(r"\^\{(-?\d+)\}"), r"^\1"),
)


def flatten(docstring: str, passages: list[Passage]) -> str:
    """The text on one line: symbols canonical, Greek letters spelled out, marks of mathematics dropped."""
    parts: list[str] = []
    place = 0
    for passage in passages:
        if passage.outer[0] < place:
            continue
        parts.append(docstring[place : passage.outer[0]])
        name = symbol(passage.text, is_latex=passage.is_latex)
        parts.append(f" {name} " if name else f" {_tidy(passage.text)} ")
        place = passage.outer[1]
    parts.append(docstring[place:])
    text = re.sub(r"`+", "", "".join(parts))
    return re.sub(r"[Α-Ωα-ωϕϵℓħ][₀-₉ₐ-ₜᵢ-ᵥ]*", lambda m: canonical(m.group()), text)


def _tidy(text: str) -> str:
    for pattern, made in _COMMANDS:
        text = pattern.sub(made, text)
    left, sign, right = text.partition("=")
    if sign:
        name = symbol(left, is_latex="\\" in left or "{" in left)
        text = f"{name or left} = {right}"
    return text


_NUMBER = r"[-+−]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+−]?\d+)?"
_POWER = r"(?:\s*[×x·*]\s*10\s*(?:\^|\*\*)?\s*\{?(?P<power>[-−⁻]?[\d⁰¹²³⁴-⁹]+)\}?)?"
_SUPER = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")


_END = r"(?![\w.(]*\()(?!\d|\.\d|[eE][-+]?\d|\s*[*/^+·×√]\s*[\w\\(]|\s+[-−]\s|²|³)(?P<after>[^,;\n]{0,40})"
_NAMED_VALUE = (
    r"\s*,?\s*(?:(?:is|being|denotes|:)\s+)?(?:the|an?)\s+[A-Za-z][A-Za-z'’ –-]{2,60}?"
    r"\s*(?:,|\(|:|=|\bof\b)\s*(?:=|≈|about)?\s*"
)


_UNIT_OR_NONE = r"[^()\n]{0,30}(?:\([^()\n]{1,15}\))?"


def _is_value_alone(aside: re.Match[str]) -> bool:
    """Whether parentheses behind a symbol hold its value, and no factor or number of an equation."""
    unit = aside["after"].strip()
    if not unit:
        return bool(aside["power"]) or "e" in aside["number"].lower()
    return parse_unit(unit) is not None


def values(flat: str, name: str) -> list[tuple[str, str]]:
    """Each number that the text gives a symbol, as a literal, with the words after it.

    `g = 9.81 m/s^2`, `g the acceleration of gravity (9.81 m/s^2)`, `g (9.81 m/s^2)`; a number
    that a formula goes on from (`R = 1/a`) is none.
    """
    start = rf"(?<![\w.\\])(?<![-+*/^·×√]){re.escape(name)}"
    direct = rf"{start}\s*(?:=|≈|\bis\b|\bof\b|:)\s*(?P<number>{_NUMBER}){_POWER}{_END}"
    named = rf"{start}{_NAMED_VALUE}(?P<number>{_NUMBER}){_POWER}{_END}"
    aside = rf"{start}\s*\((?:=|≈|~|about)?\s*(?P<number>{_NUMBER}){_POWER}(?P<after>{_UNIT_OR_NONE})\)"
    found: list[tuple[str, str]] = []
    for pattern in (direct, named, aside):
        for match in re.finditer(pattern, flat):
            if pattern is aside and not _is_value_alone(match):
                continue
            literal = match["number"].replace("−", "-")
            if match["power"]:
                literal += "e" + match["power"].translate(_SUPER)
            found.append((literal, match["after"]))
    return found


def words_after(flat: str, name: str) -> list[str]:
    """What is said of a symbol after it: `R is the gas constant`, `(h: Planck constant)`."""
    pattern = re.compile(
        rf"(?<![\w.\\^]){re.escape(name)}\s*(?:\bis\b|\bare\b|\bdenotes\b|\bbeing\b|\bthe\b|:|=|–|-|\(|,(?=\s+(?:the|an?)\s))"
        r"\s*([^.;\n]{0,60})"
    )
    return [match.group(1) for match in pattern.finditer(flat)]


def words_before(flat: str, name: str) -> list[str]:
    """What directly precedes a symbol: `the speed of light c`."""
    found: list[str] = []
    for match in re.finditer(rf"(?<![\w\\^]){re.escape(name)}(?![\w(])", flat):
        before = re.split(r"[.;\n=]", flat[max(0, match.start() - 50) : match.start()])[-1]
        if len(before) >= 3:
            found.append(before)
    return found
