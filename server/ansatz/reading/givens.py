"""Values that a text states for its symbols: `R_d = 287.05 J/(kg K)`, `:math:`\\gamma = 2.7e8` rad/s`."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from ..core.quantity import Unit
from ..core.spec import GivenValue
from ..formulas.symbols import FUNCTIONS, GREEK, GREEK_NAMES, SUBSCRIPTS, spelled
from ..formulas.units import UnknownUnit, parse_unit
from .constant_sizes import unit_by_size

_MAX_UNIT: Final = 40
_ARTICLES: Final = frozenset({"a", "A", "I"})
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻−", "0123456789+--")
_TEN: Final = (
    r"(?:[ \t]*[×x·*][ \t]*10[ \t]*(?:(?:\^|\*\*)[ \t]*\(?[-+−]?\d+\)?|[⁰¹²³⁴-⁹⁺⁻]+)|[eE][-+−]?\d+)?"
)
_GROUPED: Final = r"\d{1,3}(?:,\d{3}(?!\d))+|\d{1,3}(?: \d{3}(?![\d.]))+"
_VALUE: Final = re.compile(
    rf"(?<![\w.^\\)\]])(?P<symbol>[A-Za-zͰ-Ͽµ][\w₀-₉]*)[ \t]*(?::?=|≈|≃)[ \t]*"
    rf"(?P<value>[-+−]?(?:{_GROUPED}|\d+(?:\.\d*)?|\.\d+){_TEN})(?![\w.]*[ \t]*[-+*^(√·×])"
)
_NAMED: Final = re.compile(
    rf"(?<![\w.^\\)\]])(?P<symbol>[A-Za-zͰ-Ͽµ](?:_\w+|[₀-₉])?)[ \t]*(?:,|is|:|denotes)?[ \t]+"
    rf"(?:the|a|an|being)\s+(?P<words>[^().;=]{{3,60}}?)\s*\((?:=|≈|value:?)?[ \t]*"
    rf"(?P<value>[-+−]?(?:\d+(?:\.\d*)?|\.\d+){_TEN})(?=[ \t]+[^\s\d)])"
)
"""`σ the Stefan-Boltzmann constant (5.67e-8 W m^-2 K^-4)`: a value in brackets behind what it is of."""
_CONSTANT: Final = re.compile(
    rf"(?<![\w.^\\)\]])(?=(?P<symbol>(?:{'|'.join(GREEK_NAMES)}|hbar|[A-Za-zͰ-Ͽ])(?:_\w+|[₀-₉])?)(?!\w)"
    r"(?:[ \t]*(?:,|is|:|denotes)?[ \t]+[^().;=\n]{3,60}?)?"
    r"(?:[ \t]*\([ \t]*(?:=|≈|~|about|value:?)?|,?[ \t]+(?:of|is)(?:[ \t]+about)?|[ \t]*:"
    r"|(?<=[a-z]),(?=[ \t]+\d+\.?\d*\S*[ \t]+[A-Za-z]))[ \t]*"
    rf"(?P<value>\d+(?:\.\d*)?{_TEN})(?![\w.]))"
)
"""`G (6.67e-11 …)`, `h is Planck's constant (6.626e-34 …)`, `c of 3e8 m/s`; its size says that it is one."""
_UNIT: Final = re.compile(r"[ \t]*(?P<open>[\[(])?[ \t]*(?P<unit>(?:\([^()\n]*\)|[^,;()\[\]=\n])*)")
_STOPS: Final = frozenset(
    re.findall(
        r"\w+",
        "in at a an as and for with where the is to of from or on by if when we then are so that which it",
    )
)
_RELATION: Final = re.compile(
    r"\b1\s+(?P<one>[A-Za-zµ/_]+)\s*=\s*(?P<value>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)\s+(?P<other>[A-Za-zµ/]+)"
)
_MARKS: Final = (
    (re.compile(r":math:`|``?|\$+|\\\(|\\\)"), " "),
    (re.compile(r"\\(?:times|cdot)(?![A-Za-z])"), "×"),
    (re.compile(r"\\approx(?![A-Za-z])"), "≈"),
    (re.compile(r"\\[,;:!> ]|~"), " "),
    (re.compile(r"\\(?:mathrm|text|textrm|rm|mathit|operatorname|unit|si)\b[ ]*"), ""),
    (re.compile(r"\\(?:deg|degree|circ)(?![A-Za-z])"), "°"),
    (re.compile(r"\\%"), "%"),
    (re.compile(r"\\(" + "|".join(sorted(GREEK_NAMES, key=len, reverse=True)) + r")(?![A-Za-z])"), r"\1"),
)


@dataclass(frozen=True, slots=True)
class Stated:
    """`symbol = value unit` as it stands in a text; `end` is where it ends in the unmarked text."""

    symbol: str
    value: float
    unit: Unit | None
    end: int


def unmarked(text: str) -> str:
    """The text without signs of markup and LaTeX commands, so that both notations read alike."""
    for pattern, plain in _MARKS:
        text = pattern.sub(plain, text)
    return text.replace("{", "").replace("}", "")


def stated_values(text: str, names: Collection[str] = ()) -> dict[str, GivenValue]:
    """`m_H = 1.6735e-27 kg` and the like, by canonical symbol.

    `names` are quantities of the text: `y = 2 k` with an argument `k` is an equation. A value without a
    unit is a pure number, but for constants whose size says in which unit it is given.
    """
    out: dict[str, GivenValue] = {}
    plain = unmarked(text)
    for stated in (*_all_stated(plain, names), *_all_named(plain, names), *_all_constants(plain, names)):
        if stated.symbol in out or (stated.symbol in names and stated.symbol in _ARTICLES):
            continue
        unit = stated.unit or unit_by_size(stated.symbol, stated.value)
        out[stated.symbol] = GivenValue(
            stated.symbol, stated.value, repr(stated.value), unit, None, "docstring"
        )
    return out


def _all_named(plain: str, names: Collection[str]) -> Iterator[Stated]:
    """Values in brackets behind the words for a symbol; a number without a unit may be anything."""
    for found in _NAMED.finditer(plain):
        value = _float(found["value"])
        unit, end = unit_behind(plain, found.end(), names)
        if value is not None and unit is not None and plain[end : end + 1] == ")":
            yield Stated(spelled(found["symbol"]), value, unit, end)


def _all_constants(plain: str, names: Collection[str]) -> Iterator[Stated]:
    """Numbers behind a constant of physics that are its value, in the unit that they stand in."""
    for found in _CONSTANT.finditer(plain):
        symbol, value = spelled(found["symbol"]), _float(found["value"])
        expected = None if value is None or symbol in names else unit_by_size(symbol, value)
        if value is None or expected is None:
            continue
        unit, end = unit_behind(plain, found.end("value"), names)
        if unit is None or (unit.dimension == expected.dimension and unit.factor == expected.factor):
            yield Stated(symbol, value, unit, end)


def is_value(text: str, names: Collection[str]) -> bool:
    """Whether a passage is nothing but a symbol, its value and perhaps a unit: `g = 9.81 m/s^2`."""
    plain = unmarked(text).strip(" .,;:")
    found = next(iter(_all_stated(plain, names)), None)
    return found is not None and not plain[found.end :].strip(" .,;:")


def _all_stated(plain: str, names: Collection[str]) -> Iterator[Stated]:
    for found in _VALUE.finditer(plain):
        value = _float(found["value"])
        if value is None or re.search(r"[\w)][ \t]*[/·×][ \t]*$", plain[: found.start()]):
            continue  # `1/T = 1/T0 + …` is an equation
        unit, end = unit_behind(plain, found.end(), names)
        rest = plain[end : end + 24].lstrip(" ") if plain[end - 1] != "." else ""
        following = re.match(r"\\?([A-Za-zͰ-Ͽ][\w₀-₉]*)", rest)
        if following is not None and _is_factor(following.group(1), names):
            continue
        if unit is None and re.match(r"\s*/", plain[end:]):
            continue  # a quotient
        yield Stated(spelled(found["symbol"]), value, unit, end)


def _is_factor(word: str, names: Collection[str]) -> bool:
    """Whether the word behind a number is a quantity or a function, so that the number is no value."""
    if word in _STOPS:
        return False
    is_odd = len(word) == 1 or "_" in word or any(c.isdigit() or c in GREEK or c in SUBSCRIPTS for c in word)
    return is_odd or word in FUNCTIONS or spelled(word) in names


def unit_behind(plain: str, at: int, names: Collection[str]) -> tuple[Unit | None, int]:
    """The longest unit that stands behind a number, and where it ends."""
    found = _UNIT.match(plain, at, at + _MAX_UNIT)
    if found is None or re.match(r"\s*/\s*\d", found["unit"]):
        return None, at
    words: list[re.Match[str]] = []
    for word in re.finditer(r"(?:\([^()]*\)|[^\s()])+", found["unit"]):
        # `1/M` with an argument `M` is a quotient.
        if word.group() in _STOPS or word.group().rstrip(".").removeprefix("/") in names:
            break
        raised = re.fullmatch(r"([^\W\d]+)(?:[⁰¹²³⁴-⁹]+|(?:\^|\*\*)\S+)", word.group().rstrip("."))
        if raised is not None and raised.group(1) in names:
            break  # `A = 2 a²` with an argument `a`
        words.append(word)
        if word.group().endswith("."):
            break
    for count in range(len(words), 0, -1):
        last = words[count - 1].end()
        written = found["unit"][:last].rstrip(".:")
        try:
            return parse_unit(written), found.start("unit") + last
        except UnknownUnit:
            continue
    return None, at


def _float(text: str) -> float | None:
    plain = re.sub(r"[\s,()]", "", text).replace("−", "-")
    plain = re.sub(r"[×x·*]10(?:\^|\*\*)?([-+]?\d+)$", r"e\1", plain.translate(_RAISED))
    try:
        return float(plain)
    except ValueError:
        return None


def unit_relations(text: str) -> dict[str, tuple[float, str]]:
    """`1 mmHg = 0.133322 kPa` as mmHg: (0.133322, kPa), for conversions that the text prescribes."""
    return {m["one"]: (float(m["value"]), m["other"]) for m in _RELATION.finditer(text)}
