"""Units that sentences give to quantities: `z [mm], w0 [um]; result in um`, `with the mass m in kg`."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ..core.quantity import Unit
from ..formulas.symbols import loose, spelled
from ..formulas.units import parsed
from .docstring import Docstring
from .givens import unit_behind, unmarked
from .regions import without_entries

_NAME: Final = r"[A-Za-zͰ-Ͽµ][\wͰ-Ͽ₀-₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ]*"
_LISTED: Final = re.compile(
    rf"(?<![\w\\.^])(?P<names>{_NAME}(?:\s*(?:,\s*and|,|and|or)\s+{_NAME})*)(?P<gap>\s*)"
    r"(?:(?:(?:is|being|denotes|=|,)\s+)?(?P<said>(?:the|a|an|its)(?:\s+[A-Za-z'-]+){1,5}?)\s+)?"
    r"(?:(?:(?:is|are|be|both|all|each|given|measured|expressed|returned|also|comes?(?: out)?)\s+)*"
    r"in\s+(?=\S)|(?P<open>[\[(]))"
)
_SET_OFF: Final = re.compile(rf"\((?P<names>{_NAME}), in (?=\S)")
"""`a stock (c1, in mM)`: a quantity and its unit in brackets of their own."""
_RESULT: Final = re.compile(
    r"\b(?:results?|outputs?|answer|returned value|value returned)\s+"
    r"(?:(?:is|are|given|expressed|returned|comes?(?: out)?)\s+)*in\s+(?=\S)",
    re.IGNORECASE,
)
_BOTH: Final = re.compile(r"\b(?P<which>both|all)(?: of them)? in\s+(?=\S)", re.IGNORECASE)
_OPENING: Final = re.compile(r"(?P<word>[^\s,]+)\s+(?:in\s+(?=\S)|(?P<open>[\[(]))")
_ELSEWHERE: Final = re.compile(
    r"\b(?:with|from|given|at|for|by|between|when|where|if|per|to|into|than|whose|using)\b", re.IGNORECASE
)
_TURNS_INTO: Final = re.compile(
    r"^\s*(?:convert|wrap|transform|chang|translat|turn|bring|expres)", re.IGNORECASE
)
_CONVERSION: Final = re.compile(
    r"^\s*(?:Convert|Turn|Translate)s?\s+[^.:()\[\]]+[(\[](?P<one>[^()\[\]]+)[)\]]\s+(?:in)?to\s+"
    r"[^.:()\[\]]*[(\[](?P<other>[^()\[\]]+)[)\]]",
    re.IGNORECASE,
)
"""`Convert a wavenumber (cm^-1) to an energy (kJ/mol)`."""
_ARTICLES: Final = frozenset({"a", "an", "the", "A"})
_MAX_CHARACTERS: Final = 6_000
"""Sentences about units stand near the beginning; a longer text is a manual."""


@dataclass(frozen=True, slots=True)
class ProseUnits:
    """Units by canonical symbol, symbols that are given two, and the unit of what is returned."""

    units: Mapping[str, Unit]
    others: Unit | None
    """What all arguments have that nothing else is said of: `both in K`."""
    disputed: Mapping[str, tuple[Unit, Unit]]
    result: Unit | None


def units_in_prose(doc: Docstring, names: Collection[str], parameters: Collection[str]) -> ProseUnits:
    """What the text outside the entries says; `names` are its quantities, `parameters` the arguments."""
    plain = unmarked(without_entries(doc)[:_MAX_CHARACTERS])
    known = {loose(name): name for name in names}
    units: dict[str, Unit] = {}
    disputed: dict[str, tuple[Unit, Unit]] = {}
    for found in (*_all_listed(plain, known), *_SET_OFF.finditer(plain)):
        unit = _unit_at(plain, found, names)
        if unit is None:
            continue
        for word in _owners(plain, found, known):
            name = known.get(loose(spelled(word)))
            if name is None or (word in {"a", "A", "I"} and _is_article(plain, found, word)):
                continue
            before = units.setdefault(name, unit)
            if (before.factor, before.offset, before.dimension) != (unit.factor, unit.offset, unit.dimension):
                disputed[name] = (before, unit)
    others: Unit | None = None
    for found in _BOTH.finditer(plain):
        unit, end = unit_behind(plain, found.end(), names)
        is_one = not re.match(r"\s*(?:and|or|,)\s", plain[end:])
        if is_one and (found["which"].lower() == "all" or len(parameters) == 2):
            others = unit
    result = _of_result(plain, names) or _of_summary(doc, names)
    turned = _CONVERSION.match(" ".join(plain.split()))
    if turned is not None and len(parameters) == 1:
        one, other = parsed(turned["one"].strip()), parsed(turned["other"].strip())
        if one is not None and other is not None:
            units.setdefault(next(iter(parameters)), one)
            result = result or other
    return ProseUnits(units, others, disputed, result)


def _all_listed(plain: str, known: Mapping[str, str]) -> Iterator[re.Match[str]]:
    """Names with what may be their units; what describes a name holds no other name."""
    at = 0
    while (found := _LISTED.search(plain, at)) is not None:
        described = set(re.findall(_NAME, found["said"] or "")) - _ARTICLES
        if any(loose(spelled(word)) in known for word in described):
            at = found.start("said")
            continue
        yield found
        at = found.end()


def _owners(plain: str, found: re.Match[str], known: Mapping[str, str]) -> list[str]:
    """The names of a list; only the last where the others end what stands before: `c = a b, b in nm`."""
    words = re.findall(_NAME, re.sub(r"\b(?:and|or)\b", ",", found["names"]))
    before = re.search(rf"([-+*/^=×·)\]]|{_NAME})\s*$", plain[: found.start()])
    is_end = before is not None and (
        not before.group(1)[0].isalpha() or loose(spelled(before.group(1))) in known
    )
    if is_end and re.match(r"\s+(?:is|being|denotes|in)\b", plain[found.end("names") :]):
        # `p = rho g h is the pressure in Pa` speaks of what stands left.
        left = re.search(rf"({_NAME})\s*=[^=.,;:\n]*$", plain[: found.start()])
        if left is not None:
            return [left.group(1)]
    return words[-1:] if is_end or len(set(words)) < len(words) else words


def _is_article(plain: str, found: re.Match[str], word: str) -> bool:
    """`a` in a list of words such as `from a in …` is no quantity unless it stands by itself."""
    return word == "a" and bool(re.search(r"\b(?:is|as|of|with|from|for)\s+$", plain[: found.start()]))


def _unit_at(plain: str, found: re.Match[str], names: Collection[str]) -> Unit | None:
    """The unit behind `in`, or the one that fills the brackets."""
    opening = found.groupdict().get("open")
    if not opening:
        return unit_behind(plain, found.end(), names)[0]
    closing = re.compile(r"[^\[\]()\n]*(?:\([^()\n]*\)[^\[\]()\n]*)?(?=[\])])").match(plain, found.end())
    if closing is None:
        return None
    inside = re.sub(r"^(?:in|unit:|units:)\s+", "", closing.group().strip())
    # `E(T)` is a function of its argument; a unit is set off or beyond doubt.
    touches = opening == "(" and found.groupdict().get("gap") == ""
    if not inside or inside in names or spelled(inside) in names or (touches and len(inside) < 2):
        return None
    words = re.findall(r"[^\W\d_]\w*", inside)
    if len(words) > 1 and all(spelled(word) in names for word in words):
        return None  # `f (L/D)` is a product of quantities
    return parsed(inside)


def _of_result(plain: str, names: Collection[str]) -> Unit | None:
    for found in _RESULT.finditer(plain):
        if (unit := unit_behind(plain, found.end(), names)[0]) is not None:
            return unit
    return None


def _of_summary(doc: Docstring, names: Collection[str]) -> Unit | None:
    """`Distance in km of …`, `Vapour pressure [hPa].`: the unit in the opening words.

    A unit behind the name of a quantity is that quantity's, and one behind `with`, `from` or `given`
    is that of something else.
    """
    opening = re.split(r"[.;]\s|[.:;]$|:\s|\n", unmarked(doc.summary), maxsplit=1)[0]
    if _TURNS_INTO.match(opening):
        return None
    known = {loose(name) for name in names}
    if (last := _at_the_end(opening, doc, names)) is not None:
        return last
    for found in _OPENING.finditer(opening):
        if re.search(r"[-+*/^=×·]$", found["word"]):
            continue  # a bracket of the equation itself
        before, behind = opening[: found.start()], opening[found.end() :]
        if loose(spelled(found["word"].strip("([`"))) in known or _ELSEWHERE.search(before):
            return None
        unit = _unit_at(opening, found, names)
        if unit is None:
            continue
        becomes = re.search(r"\b(?:in)?to\s+(\S+)", behind)
        if (becomes and parsed(becomes.group(1).strip(".,")) is not None) or (
            unit.is_angle and re.search(r"\bof\b", before)
        ):
            return None
        return unit
    return None


def _at_the_end(opening: str, doc: Docstring, names: Collection[str]) -> Unit | None:
    """`Work of an expansion from V1 to V2, in kJ`, `Escape speed from a planet [km/s]`: set off at the end.

    A unit that an argument has may be that argument's.
    """
    found = re.search(r",\s+in\s+(?P<said>\S+(?:\s\S+)?)$", opening) or re.search(
        r"\s\[(?P<said>[^\[\]]+)\]$", opening
    )
    if found is None or found["said"] in names or opening.count("[") > 1:
        # Of several quantities in brackets, the last is as likely one that the result is computed from.
        return None
    unit = parsed(found["said"])
    # Behind a comma it is set off from them all.
    is_theirs = found.group()[0] != "," and any(
        found["said"] in entry.text for entry in doc.parameters.values()
    )
    return None if unit is None or is_theirs else unit
