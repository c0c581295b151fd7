"""Which constant of nature a symbol of a text means: what names it, and which numbers are it.

A symbol counts as a constant where words beside it name one for which such a symbol is in use; a few
symbols mean nothing else, and some are one where the dimensions bear it out, which the caller checks. What
is explained as anything else, or as two constants, is none.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from ansatz.core.quantity import BASES, Dimension, Unit
from ansatz.core.spec import GivenValue

from . import flat
from .nature import CONSTANTS, Known
from .plain import canonical
from .quantities import longest_unit
from .tokens import GREEK_NAMES
from .units import parse_unit

_NEAR = 0.02
_NEAR_UNNAMED, _NEAR_CONVERTED, _NEAR_COMMON = 6e-3, 5e-3, 2e-3
"""How near a bare number must be: of a magnitude that tells, in another unit than SI, of a common one."""
_CUT = 50
"""The length at which what precedes a symbol is cut off, perhaps within a word."""
_LEAD = re.compile(
    r"(?:(?:called|known as|simply|just|here|the|an?|usual|well known|fundamental|physical|numerical"
    r"|value of) )*",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\s*(?:$|[,:)\[\](]|(?:and|with(?! respect)|where|which|whose|here|used|taken|given|expressed|measured"
    r"|as|from|in|is|was|has|having|equal)\b|[-–—]\s|=)"
)
_CHANGED = re.compile(
    r"[,(\[ ]*(?:divided|times|over|squared|cubed|per|multiplied|minus|plus|for|at|of|[/*·×^]|negative"
    r"|(?:with|including) (?:its |the )?sign|in (?:the |a )?(?:medium|material|sample))(?!\w)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:^|[,:;()\[\]]\s?|\b(?:the|an?|and|or|with|by|of|from|using|where|for|to|in|on|via|times|over|per"
    r"|is|are|as|given)\s)$",
    re.IGNORECASE,
)
_FREE_OPENING = re.compile(
    r"(?:^|[.;]\s?|\b(?:and|or|with|by|of|from|using|for|to|in|on|via|times|over|per|given)\s)(?:the\s)?$",
    re.IGNORECASE,
)
_LINK = re.compile(r"\s*(?P<mark>[,:(\[]*)\s*(?:(?:is|as|is denoted(?: by)?|denoted(?: by)?|called)\s*)?$")
_EXPLAINS = re.compile(
    r"(?P<article>(?:the|an?) )?(?!(?:the|given|defined|assumed|taken|set|equal|constants?|fixed|known"
    r"|exactly|about|see|approximately|usually|measured|expressed|always|and|with|has|not|also|used|one|here|same|usual"
    r"|following|only|from|for)\b)[A-Za-z]{3,}(?![\w(])",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\s*,?\s*(?:(?:given|expressed|measured)\s+)?in\s+(?:units of\s+)?"
    r"(?P<words>[^,;:()\[\]]{1,30}(?:\([^()]{1,20}\))?)"
    r"|\s*[(\[](?:in )?(?P<inner>[^\[\]()]{1,25}(?:\([^()]{1,20}\))?)[)\]]"
)
_NO_NOUNS = frozenset({
    "constant", "constants", "where", "with", "here", "that", "from", "times", "also", "then", "when", "over",
    "given", "gives", "using", "called", "between", "both", "symbol", "symbols", "factor", "factors",
})  # fmt: skip
_LAST_WORDS = ("constant", "light", "of light", "number", "mass", "charge")
_SI, _CGS = re.compile(r"SI\b|S\.I|MKS", re.IGNORECASE), re.compile(r"cgs\b|gaussian", re.IGNORECASE)
_CGS_UNIT = re.compile(r"(?:\b(?:cm|g|s|erg|K|mol)\b|[\W\d])+")
_OTHER_SYSTEM = re.compile(
    r"natural units|atomic units|planck units|geometri[sz]ed|geometric units"
    r"|=\s*(?:hbar|c|G|k_B|e|m_e)\s*=\s*1\b|\b(?:units|set)\b[^.]{0,30}\b(?:hbar|c|G|k_B)\s*=\s*1(?![\d.])",
    re.IGNORECASE,
)
_CGS_CHARGES = re.compile(r"\bgaussian|\bcgs\b|\besu\b|statcoulomb|\bstatC\b", re.IGNORECASE)


class _Said(NamedTuple):
    """What a text says of a symbol: the constant that it names, or that it is something else."""

    known: Known | None
    is_other: bool


def given(symbol: str, known: Known) -> GivenValue:
    """The constant as a given value under a symbol of the equations."""
    unit = parse_unit(known.unit)
    return GivenValue(symbol, known.value, repr(known.value), unit, known.code or None, "scipy.constants")


def constant_for(symbol: str, after: Iterable[str], before: Iterable[str]) -> Known | None:
    """The constant that a symbol stands for: it can mean nothing else, or words beside it name one.

    `after` are words that explain the symbol, `before` words that it directly follows. Where they give
    a unit, the constant comes in that unit.
    """
    said = _said(symbol, list(after), list(before))
    if said.known is not None:
        return said.known if said.known.is_supplied and not said.known.is_sign_open else None
    if said.is_other:
        return None
    return next((known for known in CONSTANTS if _is_among(symbol, known.certain)), None)


def usual_constant(symbol: str, text: str) -> Known | None:
    """The constant that a symbol is where the dimensions bear it out, in a text that says nothing else.

    None too where the text computes in natural units.
    """
    said = _said(symbol, flat.words_after(text, symbol), flat.words_before(text, symbol))
    if said.is_other or _OTHER_SYSTEM.search(text):
        return None
    if said.known is not None:
        return said.known if said.known.is_supplied else None
    subject = _plain(text)
    if _is_introduced(symbol, text):
        return None
    for known in CONSTANTS:
        if not (known.is_supplied and _is_among(symbol, known.usual)):
            continue
        if known.about and not re.search(known.about, subject, re.IGNORECASE):
            continue
        if known.not_about and re.search(known.not_about, subject, re.IGNORECASE):
            continue
        if not (_is_electric(known) and _CGS_CHARGES.search(text)):
            return known
    return None


def is_sign_open(symbol: str, text: str) -> bool:
    """Whether a symbol is the charge of the electron, which texts mean with its sign and without."""
    known = usual_constant(symbol, text)
    return known is not None and known.is_sign_open


def is_near(symbol: str, number: str, unit: str) -> bool:
    """Whether a number with a unit is, within two percent, a constant that such a symbol stands for."""
    said = parse_unit(unit)
    if said is None or said.offset:
        return False
    name = canonical(symbol.strip().lstrip("\\"))
    return any(
        own_unit(known).dimension == said.dimension and _error(number, said, known) <= _NEAR
        for known in CONSTANTS
        if _is_among(name, known.symbols)
    )


def unit_of_number(symbol: str, number: str, text: str) -> Unit | None:
    """The unit that a bare number has because it is a constant of nature: `R = 8.314`, `k_B = 8.617e-5`.

    None where no constant has that value, or where the units of several would do.
    """
    said = _said(symbol, flat.words_after(text, symbol), flat.words_before(text, symbol))
    if said.is_other:
        return None
    found: dict[tuple[float, Dimension], Unit] = {}
    for known in CONSTANTS if said.known is None else (said.known,):
        for spelled in (known.unit, *known.other_units):
            unit = own_unit(known, spelled)
            near = _NEAR if unit.factor == 1.0 else _NEAR_CONVERTED
            if said.known is None:
                near = _nearness(symbol, known, abs(float(number)))
            if _error(number, unit, known) <= near:
                found.setdefault((unit.factor, unit.dimension), unit)
    return next(iter(found.values())) if len(found) == 1 else None


def own_unit(known: Known, unit: str = "") -> Unit:
    """One of the constant's own units, the first where none is asked for."""
    parsed = parse_unit(unit or known.unit)
    if parsed is None:
        raise ValueError(f"the unit {unit or known.unit!r} of the table of constants")
    return parsed


def _nearness(symbol: str, known: Known, size: float) -> float:
    """How near a number must be to a constant that nothing but its symbol suggests; negative: never."""
    if not 1e-9 < size < 1e7 and _is_among(symbol, known.symbols):
        return _NEAR_UNNAMED
    return _NEAR_COMMON if _is_among(symbol, known.usual | known.certain) else -1.0


def _error(number: str, unit: Unit, known: Known) -> float:
    """How far a number in a unit is from a constant, in parts of the constant."""
    size = float(number.replace("−", "-")) * unit.factor
    return abs(size / (known.value * own_unit(known).factor) - 1.0)


def _is_electric(known: Known) -> bool:
    return own_unit(known).dimension.exponents[BASES.index("current")] != 0


def _is_among(symbol: str, symbols: frozenset[str]) -> bool:
    """Whether a symbol is one of these, be its subscript set apart or not: `kB` for `k_B`."""
    bare = symbol.replace("{", "").replace("}", "")
    if bare in symbols:
        return True
    # `mu` is the Greek letter and no m with a subscript.
    return bare not in GREEK_NAMES and any("_" in s and s.replace("_", "") == bare for s in symbols)


def _plain(words: str) -> str:
    """Words without hyphens, the s of a genitive, and more than one blank: `Planck's` is `Planck`."""
    text = re.sub(r"(?<=[A-Za-z])(?:['’ʼ′]s|(?<=s)['’])(?![A-Za-z])", "", " ".join(words.split()))
    return re.sub(r"(?<=[A-Za-z])[-‐‑–](?=[A-Za-z])", " ", text)


def _said(symbol: str, after: Sequence[str], before: Sequence[str]) -> _Said:
    """What the words after and before a symbol make of it."""
    texts = [_plain(words) for words in after]
    named = [found for words in texts if (found := _named_after(symbol, words)) is not None]
    others = [
        words
        for words in texts
        if _EXPLAINS.match(words) and _named_after(symbol, words) is None and not _may_name(symbol, words)
    ]
    for words in before:
        found = _named_before(symbol, words, is_explained=bool(others))
        if found is not None:
            named.append(found)
    if len({(known.value, known.unit) for known in named}) > 1:
        return _Said(None, is_other=True)
    if named:
        # `c is the concentration` beside `c is the speed of light`: no article, no explanation.
        is_other = any((m := _EXPLAINS.match(words)) and m["article"] for words in others)
        return _Said(None if is_other else named[0], is_other)
    return _Said(None, bool(others))


def _named_after(symbol: str, words: str) -> Known | None:
    """The constant that words after a symbol begin with, unless they go on to change it."""
    lead = _LEAD.match(words)
    start = lead.end() if lead else 0
    found = _longest_name(words, start, symbol)
    if found is None:
        return None
    known, end = found
    rest = words[end:]
    if not _GOES_ON.match(rest) or _CHANGED.match(rest):
        return None
    # `k and R are the Boltzmann constant and the gas constant`: which is whose?
    listed = re.match(r"(?:,| and|, and) ((?:the |an? )?)(?=[A-Za-z])", rest)
    if listed and _longest_name(rest, listed.end(), "") is not None:
        return None
    return _in_stated_unit(known, rest)


def _may_name(symbol: str, words: str) -> bool:
    """Whether words name a constant in a way that does not prove it is the symbol's.

    A line that ends within the name (`the gas`), or a list of names (`the Boltzmann and gas constants`).
    """
    lead = _LEAD.match(words)
    bare = words[lead.end() if lead else 0 :]
    parts = [f"{bare.strip()} {end}" for end in _LAST_WORDS]
    if listed := re.match(r"(.*?) (constant|masse)s\b", bare, re.IGNORECASE):
        singular = listed[2].lower().removesuffix("e")
        parts += [f"{part} {singular}" for part in re.split(r",? and |, ", listed[1])]
    return any(
        (found := _longest_name(part, 0, symbol)) is not None and found[1] == len(part) for part in parts
    )


def _is_introduced(symbol: str, text: str) -> bool:
    """Whether a text that names no constant gives a symbol behind a noun: `the number of acceptors N_A`."""
    pattern = (
        rf"\b(?:the|an?|of|and|per|with)\s(?:[a-z]+\s){{0,2}}(?P<noun>[a-z]{{4,}}),?\s+{re.escape(symbol)}"
        r"(?=[ \t]*(?:$|[\n,.;:)(\[]|\b(?:of|in|at|is|for|and|to|from|on)\b))"
    )
    return any(found["noun"] not in _NO_NOUNS for found in re.finditer(pattern, text))


def _longest_name(words: str, start: int, symbol: str) -> tuple[Known, int] | None:
    """The constant with the longest name at a place, of those for which a symbol is in use (empty: any)."""
    best: tuple[Known, int] | None = None
    for known in CONSTANTS:
        if symbol and not _is_among(symbol, known.symbols):
            continue
        for name in known.names:
            match = re.compile(rf"(?:{name})(?!\w)", re.IGNORECASE).match(words, start)
            if match and (best is None or match.end() > best[1]):
                best = known, match.end()
    return best


def _named_before(symbol: str, words: str, *, is_explained: bool) -> Known | None:
    """The constant whose name ends the words before a symbol: `the speed of light c`."""
    text = _plain(words)
    link = _LINK.search(text)
    if link is None:
        return None
    text, is_apart = text[: link.start()], bool(link["mark"])
    for known in CONSTANTS:
        if not _is_among(symbol, known.symbols):
            continue
        for name in known.names:
            match = re.search(rf"(?<!\w)(?:{name})$", text, re.IGNORECASE)
            if match is None or (match.start() == 0 and len(words) >= _CUT):
                continue
            opening = text[: match.start()]
            if not _OPENING.search(opening):
                continue
            # `k_B is the Boltzmann constant, k the rate`: an aside may belong to what precedes it.
            if is_apart and (is_explained or not _FREE_OPENING.search(opening)):
                continue
            return known
    return None


def _in_stated_unit(known: Known, rest: str) -> Known | None:
    """The constant in the unit that words after its name give; None where that is no unit of it."""
    said = _UNIT.match(rest)
    if said is None:
        return known
    words = (said["words"] or said["inner"]).strip()
    if _SI.match(words):
        return known
    if _CGS.match(words):
        spelled = next((u for u in known.other_units if _CGS_UNIT.fullmatch(u)), "")
        unit = parse_unit(spelled) if spelled else None
    else:
        unit = longest_unit(words) if said["words"] else parse_unit(words)
        if unit is None and said["inner"]:
            return known  # `(exact)`, `(2022)`
    if unit is None or unit.offset or unit.dimension != own_unit(known).dimension:
        return None
    if unit.factor == own_unit(known).factor:
        return known
    return replace(known, value=known.value / unit.factor, unit=unit.text, code="")
