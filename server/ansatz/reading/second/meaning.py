"""What symbols stand for: arguments that are spelled alike or that say so, constants, values, units."""

import re
from collections.abc import Mapping, Sequence

from ansatz.core.quantity import Unit, dimension
from ansatz.core.spec import Binding, GivenValue

from . import latex
from .layout import Argument, Returned
from .plain import canonical
from .tokens import Unread
from .units import parse_unit

_MATH = re.compile(r":math:`([^`]+)`|\$([^$]+)\$")
_NUMBER = r"[-−]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
_VALUE = re.compile(
    rf"(?<![\w.])([A-Za-z]\w*)\s*=\s*({_NUMBER})(?!\w|\.\d|\s*[-+*/^(])(?:\s+([A-Za-zµ°Å%][^\s,;)]*))?"
)

_NO_NOUNS = {"per", "and", "the", "for", "from", "with", "unit", "units", "than", "into", "over", "under"}

# CODATA 2018; the second entry is the unit, the third a word without which the letter is not the constant.
_CONSTANTS: dict[str, tuple[float, str, str]] = {
    "k_B": (1.380649e-23, "J/K", ""),
    "N_A": (6.02214076e23, "1/mol", ""),
    "hbar": (1.054571817646156e-34, "J s", ""),
    "h": (6.62607015e-34, "J s", "planck"),
    "c": (299792458.0, "m/s", "light"),
    "G": (6.6743e-11, "m^3/(kg s^2)", ""),
    "mu_0": (1.25663706212e-6, "N/A^2", ""),
    "epsilon_0": (8.8541878128e-12, "F/m", ""),
    "varepsilon_0": (8.8541878128e-12, "F/m", ""),
    "q_e": (1.602176634e-19, "C", ""),
    "e": (1.602176634e-19, "C", "elementary charge"),
    "m_e": (9.1093837015e-31, "kg", ""),
    "m_p": (1.67262192369e-27, "kg", ""),
    "R": (8.314462618, "J/(mol K)", "gas constant"),
    "F": (96485.33212, "C/mol", "faraday"),
    "sigma": (5.670374419e-8, "W/(m^2 K^4)", "stefan"),
    "g": (9.80665, "m/s^2", "gravit"),
}

_PHRASES = {
    # IAU 2015 nominal solar mass parameter over CODATA 2018's G.
    "solar masses": Unit("solar masses", 1.98841e30, 0.0, dimension(mass=1)),
    "solar mass": Unit("solar mass", 1.98841e30, 0.0, dimension(mass=1)),
}


def named_symbols(text: str) -> list[str]:
    """Symbols that a description names beyond doubt: in mathematics, Greek, with a subscript or digit."""
    found: list[tuple[int, str]] = []
    for match in _MATH.finditer(text):
        inner = match.group(1) or match.group(2)
        try:
            tokens = latex.scan(inner)
        except Unread:
            continue
        found += [(match.start(), t.text + t.sub) for t in tokens if t.kind in {"name", "run"}]
    plain = _MATH.sub(lambda m: " " * len(m.group()), text)
    for match in re.finditer(
        r"(?<![\w°µ/])([α-ωΑ-Ωµϕ][\w₀-₉]*|[A-Za-z]+_\w+|[A-Z][a-z]?\d+)(?![\w(/])", plain
    ):
        if parse_unit(match.group(1)) is None:
            found.append((match.start(), canonical(match.group(1))))
    if opening := re.match(r"\s*([A-Za-z]\w{0,2})\s*,\s", plain):
        found.append((opening.start(1), opening.group(1)))
    for match in re.finditer(r"([a-z]{3,}) ([B-HJ-Z])(?=[\s,]|$)", plain):
        # `diameter D of the aperture`: a noun and its letter.
        if match.group(1) not in _NO_NOUNS:
            found.append((match.start(2), match.group(2)))
    return list(dict.fromkeys(name for _, name in sorted(found, key=lambda pair: pair[0])))


def bound(
    wanted: Sequence[str],
    parameters: Sequence[str],
    arguments: Mapping[str, Argument],
    vectors: frozenset[str],
) -> dict[str, Binding]:
    """Bindings of `wanted`, one to one. Raises `Unread` where two could be meant."""
    said: dict[str, list[str]] = {}
    for name, argument in arguments.items():
        symbols = [_element(s, vectors) for s in named_symbols(argument.text)]
        mine = [s for s in dict.fromkeys(symbols) if s in wanted]
        if len(argument.group) > 1:
            mine = [mine[argument.group.index(name)]] if len(mine) == len(argument.group) else []
        said[name] = mine[:1]
    out: dict[str, Binding] = {}
    for symbol in wanted:
        spelled = [p for p in parameters if canonical(p) == symbol]
        stated = [p for p in parameters if symbol in said.get(p, [])]
        candidates = dict.fromkeys([*spelled, *stated])
        if len(candidates) > 1:
            raise Unread(f"{symbol} may be {' or '.join(candidates)}")
        for parameter in candidates:
            if spelled and said.get(parameter) and said[parameter] != [symbol]:
                raise Unread(f"{parameter} is spelled like {symbol}, and says {said[parameter][0]}")
            out[symbol] = Binding(symbol, parameter, "spelled" if spelled else "stated")
    taken = [b.parameter for b in out.values()]
    if len(set(taken)) != len(taken):
        raise Unread("two symbols for one argument")
    return out


def _element(symbol: str, vectors: frozenset[str]) -> str:
    base = symbol.rpartition("_")[0]
    return base if base in vectors else symbol


def values_in(text: str) -> dict[str, GivenValue]:
    """`m_H = 1.6735e-27 kg` and the like; a symbol that is given two values is none of them."""
    out: dict[str, GivenValue] = {}
    for match in _VALUE.finditer(text):
        value = float(match.group(2).replace("−", "-"))
        symbol = canonical(match.group(1))
        unit = parse_unit(match.group(3)) if match.group(3) else None
        if symbol in out and out[symbol].value != value:
            raise Unread(f"two values for {symbol}")
        out[symbol] = GivenValue(symbol, value, match.group(2), unit, None, "docstring")
    return out


def constant(symbol: str, text: str) -> GivenValue | None:
    """A physical constant by its usual letter, if the text leaves no doubt."""
    known = _CONSTANTS.get(symbol)
    if known is None or known[2] not in text.lower():
        return None
    value, unit, _ = known
    return GivenValue(symbol, value, repr(value), parse_unit(unit), None, "scipy.constants")


def unit_in(text: str) -> Unit | None:
    """The unit that a description states; None where it states none, or none that is known."""
    plain = re.sub(r"\(e\.g\.[^)]*\)", " ", _MATH.sub(" ", text))
    for pattern in (r"\[([^\[\]]+)\]", r"\(([^()]+(?:\([^()]+\)[^()]*)?)\)"):
        for inside in re.findall(pattern, plain):
            if unit := parse_unit(re.sub(r"^in\s+", "", str(inside).strip())):
                return unit
            tail = str(inside).rpartition(",")[2].strip()
            if tail != str(inside).strip() and (unit := parse_unit(tail)):
                return unit
    for inside in re.findall(r"(?:^|[\s,(])in ([^;,()]+)", plain):
        words = str(inside).strip().rstrip(".").split()
        for count in range(min(4, len(words)), 0, -1):
            phrase = " ".join(words[:count]).rstrip(".")
            if unit := _PHRASES.get(phrase.lower()) or parse_unit(phrase):
                return unit
    for inside in re.sub(r"\([^)]*\)", " ", plain).split(",")[1:]:
        if unit := parse_unit(inside.strip().rstrip(".").split(" since ")[0]):
            return unit
    return parse_unit("dimensionless") if re.search(r"\bdimensionless\b", plain) else None


def argument_units(parameters: Sequence[str], arguments: Mapping[str, Argument]) -> dict[str, Unit]:
    """Units by argument; “the same” repeats the entry before it."""
    out: dict[str, Unit] = {}
    before: Unit | None = None
    for name in parameters:
        argument = arguments.get(name)
        if argument is None:
            continue
        unit = unit_in(argument.text)
        if unit is None and re.search(r"^the same\b|\bThe same\b", argument.text):
            unit = before
        if unit is not None:
            out[name] = unit
        before = unit if unit is not None else before
    return out


def returned_symbols(returned: Sequence[Returned], known: Sequence[str]) -> list[str] | None:
    """The symbol of each returned value; None where some value names none."""
    out: list[str] = []
    for value in returned:
        named = [canonical(value.name)] if value.name else []
        if opening := re.match(r"([A-Za-zα-ωΑ-Ω][\w₀-₉]*)(?:\s+in\s|\s*[,.(]|\s+as\s|\s*$)", value.text):
            named.append(canonical(opening.group(1)))
        named += named_symbols(value.text)
        match = next((n for n in named if n in known), None) or next(
            (k for n in named for k in known if k.replace("_", "") == n.replace("_", "")), None
        )
        if match is None:
            return None
        out.append(match)
    return out


def returned_unit(value: Returned | None, units: Mapping[str, Unit]) -> Unit | None:
    """The unit of a returned value, also where it is that of an argument."""
    if value is None:
        return None
    same = re.search(r"\bunits? of [`*$]*(\w+)", value.text)
    if same:
        return units.get(same.group(1))
    unit = unit_in(value.text)
    if unit is None and re.search(r"(?:^|\s)in (?!the )[a-zA-Z]|\[[^\]]*[a-zA-Z][^\]]*\]", value.text):
        raise Unread("a result in a unit that is not known")
    return unit
