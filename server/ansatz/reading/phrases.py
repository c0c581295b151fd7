"""What a description says in passing: unit, extent, range, the symbol it stands for."""

import math
import re
from typing import Final

from ..core.quantity import Unit
from ..core.spec import Bounds, Extent
from ..formulas.latex import latex_tokens
from ..formulas.symbols import GREEK, GREEK_NAMES, concentration, spelled
from ..formulas.tokens import NotRead
from ..formulas.units import UnknownUnit, parse_unit

_NUMBER: Final = r"[-+−]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
_LIMIT: Final = rf"{_NUMBER}(?:\s*\*?\s*(?:π|\\?pi\b))?|[-+−]?\s*(?:π|\\?pi\b)"
_COUNTED: Final = (
    r"(?![\w/^*]|\.\d)(?!\s*(?:%|points?\b|samples?\b|times\b|elements?\b|entries\b|values\b|numbers\b|"
    r"items\b|of\b|dimensions?\b|decimals?\b|digits\b|or\b))"
)
_TO: Final = r"\s*(?:\bto\b|\bup to\b|\bthrough\b|[-–—]|\.\.\.?)\s*"
_RANGES: Final = (
    re.compile(
        rf"(?:\b(?:in|within|over|range|interval|domain)\s*(?:the\s+)?:?\s*|∈\s*)"
        rf"(?P<open>[\[(])\s*(?P<low>{_LIMIT})\s*,\s*(?P<high>{_LIMIT})\s*(?P<close>[\])])"
    ),
    re.compile(rf"\bbetween\s+(?P<low>{_LIMIT})\s+and\s+(?P<high>{_LIMIT}){_COUNTED}"),
    re.compile(
        rf"\b(?:from|rang(?:e|es|ing)(?:\s+(?:is|of|from))?:?)\s+(?P<low>{_LIMIT}){_TO}(?P<high>{_LIMIT}){_COUNTED}"
    ),
    re.compile(
        rf"(?:^|[,;:(\]])\s*(?P<low>{_LIMIT})\s*(?:\bto\b|–|—)\s*(?P<high>{_LIMIT}){_COUNTED}"
    ),
)  # fmt: skip
"""A range in brackets, in words, and on its own behind a comma or unit."""
_HEDGED: Final = re.compile(
    r"\b(typical(ly)?|usual(ly)?|about|approximately|around|common(ly)?|often|e\.g\.|for example|defaults?|"
    r"if|when|shape|size|length|version|eqs?|equations?|see|chapters?|sections?|figs?)\b[^,;.]*$"
)
_SUMMED: Final = re.compile(
    r"\b(?:add|sum)(?:s|m?ing)? (?:up )?to (?:1|one|unity)(?![.,]?\d)|"
    r"\b(?:whose )?sum (?:is|equals?|of|=+) (?:1|one)\b(?![.,]?\d)"
)
_NOT_SUMMED: Final = re.compile(
    r"\b(?:not|without|un-?|non-?|internally|will be|are then|is then)\W*normali[sz]|"
    r"normali[sz]ed (?:internally|here|inside|before|by)|\bnot\b[^.;]{0,20}\b(?:add|sum)"
)
_MATH: Final = re.compile(r":math:`([^`]+)`|\$+([^$]+)\$+|\\\((.+?)\\\)")

_MULTIPLE: Final = re.compile(
    r"\b(?:units|multiples)\s+of\s+(?P<said>(?:[:$`a-z]*\s*)?\d[^,;()\n]*)|[(\[]\s*[x×]\s*(?P<times>\d[^)\]]*)[)\]]"
)
"""`in units of $10^{24}$ kg`, `(x 10^6 cm^-3)`: a unit with a number of its own."""
_TYPE: Final = re.compile(
    r"^\s*(?:\(?(?:floats?|ints?|scalars?|numbers?|array[_-]like|(?:nd)?arrays?|or|of)\b[\s,)]*)+",
    re.IGNORECASE,
)


def unit_of(text: str) -> Unit | None:
    """The unit that a description states, None where it states none.

    `[m/s]` outranks `(K)`, which outranks `unit: m`, `in kPa` and a trailing `, mM`.
    """
    if (multiple := _MULTIPLE.search(text)) is not None:
        # Without its number the unit would be another one.
        return _longest_unit(
            re.sub(r":math:|[$`{}]|\\(?:mathrm|text|rm)\b|\\[,; ]", "", multiple["said"] or multiple["times"])
        )
    plain = re.sub(r"\(e\.g\.[^()]*\)", " ", _MATH.sub(" ", text))
    plain = re.sub(r"(?<=\w)\[\s*[-+]?\d+\s*\]", "_", plain)  # `a[0]` is an element
    # A bracket behind a stroke, as in `mol/(L s)`, is a part of a unit; `f(t)` is a call.
    for pattern in (r"\[([^\[\]]+)\]", r"(?<![/*·])(?<!\b[A-Za-z])\(([^()]*(?:\([^()]*\)[^()]*)*)\)"):
        for inside in re.findall(pattern, plain):
            if (unit := _unit(re.sub(r"^(?:in|unit:?|units:?)\s+", "", inside.strip()))) is not None:
                return unit
            if not pattern.startswith(r"\[") and (unit := _trailing_unit(inside)) is not None:
                return unit
    for pattern in (r"\bunits?\s*[:=]\s*([^;,.]+)", r"(?:^|[\s,(])in\s+((?:[^;,()]|(?<=[/*·])\([^()]*\))+)"):
        for inside in re.findall(pattern, plain):
            if (unit := _longest_unit(inside)) is not None:
                return unit
    if re.search(r"\b(dimensionless|unitless)\b", plain):
        return parse_unit("dimensionless")
    bare = _TYPE.sub("", plain).strip().rstrip(".")
    if re.search(r"[A-Za-z%°µΩÅ]{2}|/|[²³⁻^]", bare) and (unit := _unit(bare)) is not None:
        return unit  # all that is said: `mg/L`
    return _trailing_unit(plain)


def _trailing_unit(text: str) -> Unit | None:
    """`substrate concentration, mM`, `times, minutes since midnight`: what follows a comma, as a unit."""
    for part in re.split(r"[,;]", re.sub(r"(?<![/*·])\([^()]*\)", " ", text))[1:]:
        words = part.strip().rstrip(".").split(" since ")[0].strip()
        if words and (unit := _unit(words)) is not None and words not in {"a", "h", "d", "as"}:
            return unit
    return None


def _longest_unit(text: str) -> Unit | None:
    words = text.strip().rstrip(".").split()
    for count in range(min(len(words), 4), 0, -1):
        phrase = " ".join(words[:count]).rstrip(".:")
        if phrase.lower() in {"a", "the", "an", "as", "at", "the same", "units", "g"} and phrase != "g":
            continue
        if (unit := _unit(phrase)) is not None:
            return unit
    return None


def _unit(text: str) -> Unit | None:
    if re.fullmatch(rf"{_NUMBER}", text.strip()) and text.strip() not in {"1", "-"}:
        return None
    if "," in text and "dimension" not in text:
        return None
    try:
        return parse_unit(text)
    except UnknownUnit:
        return None


def extent_of(text: str, annotation: str | None) -> tuple[Extent, bool]:
    """The extent that a description states, and whether it states one."""
    said = f"{text} {annotation or ''}".lower()
    if re.search(
        r"\b(matrix|sparse|2-?d|two-dimensional|square|dataframe|graph)\b"
        r"|\((?:[a-z]|\d+|n_\w+|rows)(?:,| x|×) ?(?:[a-z]|\d+|n_\w+|columns|cols)\)",
        said,
    ):
        return "matrix", True
    if re.search(
        r"\bscalars? or\b|\bor (1-?d |nd)?arrays?\b|array[- _]?like|or ndarray|may be arrays?|or list", said
    ):
        return "elementwise", True
    if re.search(
        r"\b(1-?d|one-dimensional|sequence|vector|lists?|one per|for each|counts per|tuple of)\b|\(n,\)", said
    ):
        return "vector", True
    # Of `M : int`, what is said of another array is nothing about M.
    if re.search(r"^\(?\s*(float|int|integer|scalar)\b(?!\s+(?:nd)?arrays?\b|.*\bbroadcast)", said.strip()):
        return "scalar", True
    if re.search(r"\b(ndarray|arrays?|broadcast|series)\b", said):
        return "elementwise", True
    if re.search(r"\bscalar\b", said) or annotation in {"float", "int"}:
        return "scalar", True
    return "unknown", False


def bounds_of(text: str) -> Bounds | None:
    """A range that a description states: `> 0`, `positive`, `0 <= R < 1`, `between 0 and 1`."""
    said = (
        text.replace("≤", "<=")
        .replace("≥", ">=")
        .replace("−", "-")
        .replace("\\leq", "<=")
        .replace("\\geq", ">=")
        .replace("\\le", "<=")
        .replace("\\ge", ">=")
    )
    if found := re.search(rf"({_NUMBER})\s*(<=?)\s*[\w\[\]\\$]+\s*(<=?)\s*({_NUMBER})(?![\w/^*])", said):
        low, left, right, high = found.groups()
        return Bounds(float(low), float(high), left == "<", right == "<")
    if (between := _range(said)) is not None:
        return between
    if found := re.search(rf"(>=?)\s*({_NUMBER})", said):
        return Bounds(low=float(found[2]), low_open=found[1] == ">")
    if re.search(r"\b[Nn]on-?negative\b|\b[Nn]ot negative\b", said):
        return Bounds(low=0.0)
    if re.search(
        r"\b(?:[Ss]trictly )?[Pp]ositive\b(?!,? (?:where|when|if|for|means)\b)", said
    ) and not re.search(r"\bnegative\b", said):
        return Bounds(low=0.0, low_open=True)
    if found := re.search(rf"(<=?)\s*({_NUMBER})", said):
        return Bounds(high=float(found[2]), high_open=found[1] == "<")
    return None


def _range(said: str) -> Bounds | None:
    for pattern in _RANGES:
        for found in pattern.finditer(said):
            low, high = _limit(found["low"]), _limit(found["high"])
            if low != high and not _HEDGED.search(said[: found.start()]):
                marks = found.groupdict()
                return Bounds(low, high, marks.get("open") == "(", marks.get("close") == ")")
    return None


def _limit(text: str) -> float:
    """`2`, `-1e3`, `2π`, `pi`."""
    plain = text.replace("−", "-").replace("\\", "").replace("*", "").strip()
    number, _, _ = plain.replace("pi", "π").partition("π")
    if "π" not in plain.replace("pi", "π"):
        return float(number)
    return math.pi * (float(number + "1") if number.strip() in {"", "-", "+"} else float(number))


def is_simplex(text: str) -> bool:
    """Whether the elements of a sequence are said to add up to one."""
    said = " ".join(text.lower().split())
    if _NOT_SUMMED.search(said):
        return False
    if _SUMMED.search(said):
        return True
    is_share = re.search(r"\b(fractions?|probabilit(y|ies)|weights|abundances)\b", said)
    return is_share is not None and re.search(r"\bnormali[sz]ed\b", said) is not None


def mentions(text: str) -> list[str]:
    """Symbols that a description names, in canonical spelling and in order."""
    found: list[tuple[int, str]] = []
    for match in _MATH.finditer(text):
        inner = next(group for group in match.groups() if group)
        try:
            tokens = latex_tokens(inner)
        except NotRead:
            continue
        found.extend((match.start(), token.value) for token in tokens if token.type == "SYM")
    plain = _MATH.sub(lambda m: " " * len(m.group()), text)
    greek = "".join(GREEK)
    subscript = r"(?:_\w+|[₀-₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ]+|\d+)?"
    marked = r"(?:[°⁰⊖⦵‡](?![CFK⁰¹²³⁴-⁹])|½|\*(?=[\s,.;)]|$))"
    for match in re.finditer(
        rf"(?<![\w/])((?:Δ[A-Za-z{greek}]|[{greek}]){subscript}{marked}?|[A-Za-z]{subscript}{marked}"
        rf"|[A-Za-z]+_\w+|[A-Za-z]\d+|[A-Za-z][₀-₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ]+"
        rf"|\[[A-Z][\w₀-₉]*(?:\^?\d?[-+−⁺⁻]|[²³][⁺⁻])?\])(?![\w(/^])",
        plain,
    ):
        if not re.match(r"\d*\s*[µμ](?:m|g|l|L|s|M|A|V|mol)\b", plain[match.start() :]):
            name = spelled(match.group(1))
            name = re.sub(r"\*$", "_star", name)
            if name.startswith("["):
                name = concentration(match.group(1)[1:-1]) or name
            if name not in {"array_like"} and not (name.startswith("[") and _unit(name.strip("[]"))):
                found.append((match.start(), name))
    if opening := re.match(r"\s*([A-Z]\w{0,3}|[a-z])\s*[,=]\s", plain):
        found.append((opening.start(1), opening.group(1)))
    found.sort()
    return list(dict.fromkeys(name for _, name in found))


def lone_letters(text: str) -> list[str]:
    """Single letters in mid-sentence, which may be symbols, Greek ones also by name: `Activity A measured`.

    The weakest of mentions: the article and units after "in" are left out, the rest is a guess.
    """
    plain = _MATH.sub(" ", text)
    greek = "|".join(sorted(GREEK_NAMES - {"pi"}, key=len, reverse=True))
    found = re.findall(rf"(?<=[a-z,] )(?<!\bin )([A-Z]|[b-hj-z]|{greek})(?=[\s,.;]|$)", plain)
    return list(dict.fromkeys(found))
