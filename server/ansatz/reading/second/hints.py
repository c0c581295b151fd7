"""Symbols that an entry's words give an argument in passing: `focal length f [mm]`, `diameter D of the disc`.

A lone letter in prose is weak evidence: an article, a unit and the label of a thing look the same. It
counts only where the equations use that letter, nothing else explains it, and the argument's own name
is in none of them.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from . import constants, flat
from .naming import canonical_parameter
from .passages import Passage, clauses
from .plain import canonical
from .sections import Entry
from .tokens import FUNCTIONS

_SYMBOL = r"(?:Δ?[A-Za-z]|[A-Z]{2}(?![a-z]))(?:_\{?\w{1,8}\}?|[₀-₉ₐ-ₜᵢ-ᵥ]+|\d{1,2})?"
_HINT = re.compile(
    rf"(?<![\w.])(?P<word>[A-Za-zäöü'’-]{{3,}})(?P<comma>,?)\s+(?P<symbol>{_SYMBOL})"
    r"(?=(?P<after>\s*[\[(,;:]|\s*$|\.(?:\s|$)|\s+(?:of|in|to|from|on|through|across|between|above|below|over|along)\b))"
)
_OUTSIDE = frozenset({
    "at", "when", "where", "than", "from", "per", "as", "for", "with", "to", "by", "between", "if",
    "until", "after", "before", "in", "and", "or", "not", "is", "are", "be", "the", "an", "any", "each",
    "every", "both", "either", "its", "this", "that", "unit", "units", "type", "shape", "axis", "array",
    "dimension", "default", "optional", "particle", "body", "species", "gas", "point", "phase",
    "component", "compound", "sample", "group", "atom", "ion", "population", "station", "class", "case",
    "element", "node", "direction", "state", "party", "layer", "medium", "vector"
})  # fmt: skip
_CLOSING = ("[", "(", ",", ";", ":", ".", "")
_TURN = re.compile(r"\b(?:at|when|where|than|if|until|after|before|per|with|for|by|as|relative)\b", re.I)
_MATH = re.compile(r":math:`[^`]+`|\$[^$\n]+\$|`+[^`]*`+")
_WORD = re.compile(r"[A-Za-zΑ-ωϕϵħℓ][\wΑ-ωϕϵħℓ₀-₉ₐ-ₜᵢ-ᵥ]*")


def in_mathematics(passages: Sequence[Passage], remains: str, names: Collection[str]) -> str:
    """All text of equations: marked passages, and equations in the lines that remain beside them."""
    return "\n".join([*(p.text for p in passages), *(c.text for c in clauses(remains, names))])


def occurs(name: str, mathematics: str) -> bool:
    """Whether a symbol may be written somewhere in equations, be it glued to others (`GM`)."""
    for word in _WORD.findall(mathematics):
        spelled = canonical(word)
        if spelled == name:
            return True
        stem = spelled.partition("_")[0]
        if len(name) == 1 and name in stem and spelled not in FUNCTIONS and len(stem) <= 4:
            return True
        if len(name) > 1 and stem.endswith(name) and len(stem) <= 5:
            return True
    return False


def hinted(
    parameters: Sequence[str],
    entries: Mapping[str, Entry],
    said: Mapping[str, Sequence[str]],
    mathematics: str,
    explained: str,
) -> dict[str, str]:
    """For each argument the one symbol that its entry hints at, where that can be nothing else.

    `mathematics` is the text of the equations, `explained` the running text in plain spelling.
    """
    own = {canonical_parameter(p) for p in parameters} | set(parameters)
    taken = own | {s for shown in said.values() for s in shown}
    shown = [s for e in {id(e): e for e in entries.values()}.values() for s in symbols_of(e.words)]
    found: dict[str, str] = {}
    for name in parameters:
        entry = entries.get(name)
        if entry is None or len(entry.names) > 1:
            continue
        if any(occurs(n, mathematics) for n in (name, canonical_parameter(name), *said.get(name, ()))):
            continue
        symbols = symbols_of(entry.words)
        if len(symbols) == 1:
            found[name] = symbols.pop()
    return {
        name: symbol
        for name, symbol in found.items()
        if symbol not in taken
        and shown.count(symbol) == 1
        and occurs(symbol, mathematics)
        and not _is_explained(symbol, explained)
    }


def symbols_of(words: str) -> set[str]:
    """The lone letters that stand where a symbol would: `length l of the path` has l."""
    clause = re.split(r"[.;](?=\s|$)", _MATH.sub(" ", words))[0]
    turn = _TURN.search(clause)
    found: set[str] = set()
    for match in _HINT.finditer(clause):
        if turn and turn.start() < match.start("symbol"):
            break
        symbol, after = match["symbol"], match["after"].strip()[:1]
        if not match["comma"] and match["word"].lower() in _OUTSIDE:
            continue
        if match["comma"] and not ("_" in symbol and after in ("[", "(", "")):
            continue  # `mass, g`: a unit
        if symbol in ("a", "A", "I") and after not in _CLOSING:
            continue
        found.add(canonical(symbol))
    return found


def _is_explained(symbol: str, explained: str) -> bool:
    """Whether the running text gives the symbol a value or the name of a constant."""
    if flat.values(explained, symbol):
        return True
    after, before = flat.words_after(explained, symbol), flat.words_before(explained, symbol)
    return constants.constant_for(symbol, after, before) is not None


def species_in(mathematics: str) -> frozenset[str]:
    """What stands in brackets in equations and may be a species: `[S]`, `[Na+]`."""
    return frozenset(re.findall(r"(?<![\w)])\[([A-Za-z][A-Za-z0-9]{0,5}[+-]?)\]", mathematics))
