"""Units that entries and running text state, and the symbols that they say an argument has."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from ansatz.core.quantity import Unit

from . import latex
from .plain import canonical
from .sections import Entry
from .tokens import Unread
from .units import as_difference, parse_unit

_MATH = re.compile(r":math:`([^`]+)`|(?<![\\$\w])\$([^$\n]+)\$(?![\w$])")
_BRACKET = re.compile(r"\[([^\[\]]{1,40})\]")
_ROUND = re.compile(r"(?<![\w`/])(?<!/ )\(((?:[^()]|\([^()]{1,20}\)){1,40})\)")
_LABEL = re.compile(r"\bunits?\s*(?::|=|is|are)\s*([^\s.;][^.;\n]{0,40})", re.I)
_MULTIPLE = re.compile(
    r"\b(?:units|multiples) of\s+[:a-z$`]*\s*\d|[(\[]\s*[x×]\s*1"
    r"|\b(?:tens|hundreds|thousands|millions|billions) of\b"
)
"""`in units of $10^6$ K`, `millions of years`: without the number the unit is another one."""
_IN = re.compile(
    r"(?:^|[\s,(])(?:in|measured in|given in|expressed in|units? of)\s+(?:units of\s+)?"
    r"([^\s,;()\[\]](?:[^,;()\[\]]|(?<=/)\([^()]{1,20}\)){0,40})"
)


class Unknown(Unread):
    """Units are stated that this reader does not know, or more than one."""


def unit_in(text: str) -> Unit | None:
    """The unit that words state, None where they state none. Raises `Unknown` where they state several."""
    if _MULTIPLE.search(text):
        raise Unknown("a unit with a number of its own")
    plain = _MATH.sub(" ", text)
    found: list[Unit] = []
    for pattern in (_BRACKET, _ROUND):
        for match in pattern.finditer(plain):
            unit = _bracketed(match.group(1), pattern is _BRACKET)
            if unit is not None:
                found.append(unit)
    if not found and (label := _LABEL.search(plain)):
        unit = longest_unit(label.group(1))
        if unit is None:
            raise Unknown(f"the unit {label.group(1)!r}")
        found.append(unit)
    if not found:
        for match in _IN.finditer(plain):
            unit = longest_unit(match.group(1))
            if unit is not None:
                found.append(unit)
    if not found:
        found.extend(_after_comma(plain))
    kinds = {(unit.factor, unit.offset, unit.dimension, unit.is_angle) for unit in found}
    if len(kinds) > 1:
        raise Unknown("two units for one quantity")
    return found[0] if found else None


def _bracketed(inner: str, is_square: bool) -> Unit | None:
    words = inner.strip()
    if "," in words or not words or (words.isdigit() and words != "1"):
        words = words.rpartition(",")[2].strip() if not is_square else ""
    if words.lower().startswith(("in ", "unit: ", "units: ")):
        words = words.split(" ", 1)[1]
    if re.fullmatch(r"[A-Z]", words) and not is_square and words not in ("K", "V", "A", "W", "J", "N", "T"):
        return None  # `(N) array`, `(M)`: a length
    return parse_unit(words) if words else None


def longest_unit(words: str) -> Unit | None:
    """The unit that the longest beginning of `words` spells."""
    parts = words.split()[:5]
    for count in range(len(parts), 0, -1):
        candidate = " ".join(parts[:count]).rstrip(".:,")
        if candidate in ("a", "the", "an", "1", "-", "d", "h") and count == 1:
            return None if candidate in ("a", "the", "an", "1", "-") else parse_unit(candidate)
        unit = parse_unit(candidate)
        if unit is not None:
            return unit
    return None


def _after_comma(text: str) -> Iterator[Unit]:
    """`mass, kg`: what stands after the last comma, or the whole of a type such as `float, m/s`."""
    for part in re.split(r"[,;]\s*", text)[1:]:
        words = part.strip().rstrip(".")
        if words and len(words.split()) <= 4 and words not in ("optional", "default", "dimensionless."):
            unit = parse_unit(words)
            if unit is not None and (not re.fullmatch(r"[a-z]", words) or words in ("m", "s", "g")):
                yield unit


def annotation_unit(annotation: str | None) -> Unit | None:
    """`Annotated[float, "m/s"]`, `Quantity["km"]`, `u.Quantity[u.m / u.s]`; text is only looked at."""
    if not annotation:
        return None
    if "Annotated" in annotation or "Quantity" in annotation:
        quoted = re.search(r"[\"']([^\"']{1,40})[\"']", annotation)
        if quoted:
            return parse_unit(quoted.group(1))
        inner = re.search(r"\[(.{1,60})\]\s*$", annotation)
        if inner:
            words = inner.group(1).rpartition(",")[2] if "Annotated" in annotation else inner.group(1)
            if re.search(r"\b(?:u|units|ureg|unit)\.\w", words):
                return parse_unit(re.sub(r"\b(?:u|units|ureg|unit)\.", "", words).strip())
    return None


_IN_FORMULA = re.compile(r"(?:[-+*/^·√=(]|\b(?:sin|cos|tan|cot|exp|ln|log|log10|sqrt|arc\w{3}))\s*$")
"""Before a letter that is a part of a formula: `cos φ`, `1/τ`, not φ or τ."""


def symbols_in(text: str) -> list[str]:
    """The symbols that words show by themselves: `$T_c$`, `wavelength λ`, `C2, final volume`."""
    found: dict[str, None] = {}
    for match in _MATH.finditer(text):
        name = symbol(match.group(1) or match.group(2), is_latex=True)
        if name is not None:
            found[name] = None
    plain = _MATH.sub(" ", text)
    for match in re.finditer(
        r"(?<![\w\\])((?:Δ[A-Za-z](?![a-z])|[Α-Ωα-ωµϕϵϑℓħ])(?:_\w{1,6}|[₀-₉ₐ-ₜᵢ-ᵥ]+|\d)?)(?![\w²³⁻^/*·(])",
        plain,
    ):
        if _IN_FORMULA.search(plain[: match.start()]):
            continue
        found[canonical(match.group(1))] = None
    opening = re.match(
        r"(?:(?:float|int|array|array_like|ndarray|scalar)\b[^;]*;)?\s*([A-Za-z](?:_\w{1,6}|[₀-₉ₐ-ₜᵢ-ᵥ]+|\d{1,2})?)\s*(?:,|:|=|–|-|\()\s",
        plain,
    )
    if opening:
        found[canonical(opening.group(1))] = None
    return list(found)


def symbol(written: str, *, is_latex: bool) -> str | None:
    """The canonical name where nothing but one symbol is written; arguments in parentheses are dropped."""
    text = written.strip().strip("`")
    try:
        if is_latex:
            tokens = [t for t in latex.scan(text) if t.kind not in ("gap", "comma")]
        else:
            whole = canonical(re.sub(r"\(.*\)$", "", text))
            return whole if re.fullmatch(r"[A-Za-z]\w*", whole) else None
    except Unread:
        return None
    if len(tokens) > 2 and tokens[1].kind == "open" and tokens[-1].kind == "close":
        tokens = tokens[:1]
    if len(tokens) != 1 or tokens[0].kind not in ("name", "run"):
        return None
    token = tokens[0]
    if token.kind == "run" and len(token.text) > 1 and not token.sub:
        return token.text
    return token.text + token.sub


_NO_UNITS = frozenset({
    "the", "a", "an", "each", "every", "this", "that", "those", "these", "which", "terms", "unit", "units",
    "order", "place", "case", "general", "dB", "mag", "mags", "magnitude", "magnitudes", "decibel",
    "decibels", "bit", "bits", "nat", "nats", "dex", "Np", "pH", "all", "any", "its", "their", "both", "one",
    "two", "addition", "total", "range", "interval", "float", "int", "bool", "array", "scalar", "same",
})  # fmt: skip
"""Words where a unit may stand that are none, or count on a scale of pure numbers."""
_UNIT_BRACKET = re.compile(r"\[(?:in )?([A-Za-zµ°Å%][\w/·^*²³⁻¹ -]{0,15})\]")
_UNIT_PHRASE = re.compile(r"(?:\S+|[A-Za-z ,]{1,60}?)\s+in\s+([A-Za-zµ°Å%][^\s,;.()]*)")


def unknown_unit(words: str) -> str:
    """What stands where a result's unit would and is none that this reader knows: `k in mD`, `[blob/mL]`."""
    plain = re.sub(r"`+[^`]*`+", "X", _MATH.sub("X", words)).strip(" .")
    for found, is_phrase in ((_UNIT_BRACKET.search(plain), False), (_UNIT_PHRASE.match(plain), True)):
        if found is None or found[1].split()[0] in (*_NO_UNITS, "X"):
            continue
        is_last = is_phrase and found.end() == len(plain)
        if is_last or len(found[1]) <= 4 or re.search(r"[/^·²³⁻]", found[1]):
            return found[1]
    return ""


_LISTED = re.compile(
    r"^[ \t]*(?:[-*•][ \t]+)?([^\W\d]\w{0,15})[ \t]*(?::|--?|[–—])[ \t]+(?P<words>[^=\n]{2,80})$", re.M
)
"""`V - velocity, m/s`: a line of a list of symbols, be they arguments or not."""
_EXPLAINED = re.compile(
    r"(?<![\w.\\^/*])([^\W\d]\w{0,15})\s*,?\s+(?:\(\s*\w+\s*\)\s+)?"
    r"(?:(?:is|denotes|being)\s+(?:the|an?)|the)\s+"
    r"(?:(?!(?:and|where|with|is|are|than|in)\b)[A-Za-z'’-]+\s+){1,9}"
    r"(?:in\s+(?P<words>[^\s,;()\[\]](?:[^,;()\[\]\n]|(?<=/)\([^()\n]{1,20}\)){0,20}?)"
    r"|[\[(](?:in )?(?P<bracket>[^()\[\]\n]{1,25})[\])])"
    r"(?=\s*(?:[,;]|\.(?:\s|$)|\n|$)|\s+and\b)"
)
"""`d is the diameter of the sphere in mm,`, `q denotes the charge [C]`."""


def stated_in_prose(text: str, symbols: Collection[str]) -> dict[str, Unit]:
    """`with m in kg and v in m/s`, `T is in kelvin`: units beside symbols. Raises `Unknown` for two."""
    plain = _MATH.sub(lambda m: symbol(m.group(1) or m.group(2), is_latex=True) or " ", text)
    plain = re.sub(r"`+([^`\n]+)`+", r"\1", plain)
    found: dict[str, Unit] = {}
    pattern = re.compile(
        r"(?<![\w.])([^\W\d]\w{0,15})\s*,?\s+(?:(?:is|are|being|must be|should be)\s+)?"
        r"(?:given\s+|measured\s+|expressed\s+)?in\s+([^\s,;()\[\]](?:[^,;()\[\]\n]|(?<=/)\([^()\n]{1,20}\)){0,30})"
    )
    for match in pattern.finditer(plain):
        name = canonical(match.group(1))
        if name not in symbols:
            continue
        unit = longest_unit(re.split(r"\s+and\s+|\.\s", match.group(2))[0])
        if unit is None:
            continue
        if name in found and (found[name].factor, found[name].offset) != (unit.factor, unit.offset):
            raise Unknown(f"two units for {name}")
        found[name] = unit
    for match in _LISTED.finditer(plain):
        name = canonical(match.group(1))
        unit = unit_in(match["words"]) if name in symbols else None
        if unit is not None:
            if name in found and (found[name].factor, found[name].offset) != (unit.factor, unit.offset):
                raise Unknown(f"two units for {name}")
            found[name] = unit
    for match in _EXPLAINED.finditer(plain):
        name = canonical(match.group(1))
        unit = parse_unit((match["words"] or match["bracket"]).strip())
        if name in symbols and unit is not None:
            if name in found and (found[name].factor, found[name].offset) != (unit.factor, unit.offset):
                raise Unknown(f"two units for {name}")
            found[name] = unit
    bracket = re.compile(r"(?<![\w.])([^\W\d]\w{0,15})\s+\[([^\[\]\n]{1,30})\]")
    for match in bracket.finditer(plain):
        name = canonical(match.group(1))
        unit = parse_unit(match.group(2))
        if name in symbols and unit is not None:
            found.setdefault(name, unit)
    return found


_ANGLE = re.compile(
    r"angle|latitude|longitude|azimuth|inclination|declination|elevation|phase|tilt|bearing", re.I
)
_ALL_DEGREES = re.compile(
    r"\b(?:all )?angles?(?: are| is)?(?: given| measured| expressed)? in (?P<unit>degrees|radians)", re.I
)


_DIFFERENCE = re.compile(
    r"\b(?:differences?|change|changes|rise|drop|increase|decrease|interval|spread|step)\b"
)


def _is_difference(name: str, entry: Entry) -> bool:
    """Whether a temperature is one between two: its scale's zero then plays no part."""
    is_marked = re.match(r"(?:[dD]|[dD]elta_?)T", name) is not None or bool(
        re.search(r"Δ|\\Delta", entry.words)
    )
    return is_marked or _DIFFERENCE.search(entry.words) is not None


def units_of(
    entries: Mapping[str, Entry],
    annotations: Mapping[str, str | None],
    text: str,
    species: Collection[str] = (),
) -> dict[str, Unit | None]:
    """The unit of each argument, None where none is stated; `[S]` is none where equations hold it."""
    said = _ALL_DEGREES.search(text)
    found: dict[str, Unit | None] = {}
    last: Unit | None = None
    for name, annotation in annotations.items():
        entry = entries.get(name)
        unit = None
        if entry is not None and re.match(r"(?:the )?same\b", entry.words, re.IGNORECASE):
            found[name] = last
            continue
        if entry is not None:
            words = entry.words
            for symbol in species:
                words = words.replace(f"[{symbol}]", " ")
            unit = unit_in(words) or _unit_of_kind(entry.kind)
        unit = unit or annotation_unit(annotation)
        if unit is None and said and entry is not None and _ANGLE.search(entry.words):
            unit = parse_unit(said["unit"].lower())
        if unit is not None and unit.offset and entry is not None and _is_difference(name, entry):
            unit = as_difference(unit)
        found[name] = last = unit
    return found


def conversions(flat: str) -> list[tuple[Unit, Unit]]:
    """`1 mmHg = 0.133322 kPa`, `M_sun = 1.989e30 kg`: a unit as the table has it, and as the text says."""
    found: list[tuple[Unit, Unit]] = []
    pattern = re.compile(
        r"(?<![\w.])(?:1\s+)?([A-Za-zµΩ°][\w/^ ]{0,15}?)\s*=\s*(\d[\d.]*(?:[eE][-+]?\d+)?)"
        r"\s+([A-Za-zµΩ°][\w/^*-]{0,12})"
    )
    for match in pattern.finditer(flat):
        table, other = parse_unit(match.group(1).strip()), parse_unit(match.group(3))
        if table is None or other is None or table.dimension != other.dimension or other.offset:
            continue
        said = replace(table, factor=float(match.group(2)) * other.factor)
        if abs(said.factor / table.factor - 1) < 0.01:
            found.append((table, said))
    return found


def _unit_of_kind(kind: str) -> Unit | None:
    """A type such as `float [m/s]` or `float, m/s`."""
    if re.search(r"array|shape|\bN\b|\bM\b", kind) and "[" not in kind:
        return None
    square = _BRACKET.search(kind)
    if square:
        return parse_unit(square.group(1))
    parts = [part.strip() for part in kind.split(",")]
    found = [parse_unit(part) for part in parts[1:] if part not in ("optional",)]
    units = [unit for unit in found if unit is not None]
    return units[0] if len(units) == 1 else None
