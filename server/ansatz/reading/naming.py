"""What a text says that a symbol is: the words beside it, and whether they name it or change the name."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ..formulas.symbols import FUNCTIONS, GREEK_NAMES, spelled

_LINK: Final = r"(?:is|denotes|denoting|being|means|represents|stands for)"
_PHRASE: Final = r"(?P<phrase>[A-Za-z][^;,()\n=.]*)"
_NEUTRAL: Final = re.compile(
    r"(?:in|given|known|taken|not|used|obtained|from|to|defined|as|the same|codata|scipy|value|here|also|"
    r"(?:constants?|symbols?)\s*$|(?:physical|natural|fundamental|universal) constants?)\b",
    re.IGNORECASE,
)
"""Words behind a symbol that do not say what it is."""
_NOUN: Final = re.compile(
    r"\b(?:constant|coefficient|speed|velocity|acceleration|permittivity|permeability|mass|radius|charge|"
    r"concentration|density|conductivity|number|rate|modulus|irradiance|height|conductance|gain)\b"
)
"""What ends a description that no verb introduces."""
_OF_ANOTHER: Final = re.compile(r"(?:(?!and\b)[a-z'’-]{2,}\s+){1,4}(?!a\b)(?:[A-Za-z]|[A-Za-z]+_\w+)(?!\w)")
"""`the speed of light c` behind `the proton mass m_p,`: the next quantity of a list, which has its symbol."""
_FACTOR: Final = re.compile(r"\S+\s*[-+*/^]\s")
"""`(x - y)` behind a symbol of the equation itself."""
_LISTED: Final = re.compile(r"(?:[A-Za-z]\w*|\))\s*(?:,|&|,?\s*\band)\s*$")
"""A list of symbols, of which the words behind the last name the first as well."""
_CHANGED_BEFORE: Final = re.compile(
    r"\b(?:reduced|specific|individual|effective|modified|relative|local|apparent|scaled|rescaled|"
    r"normali[sz]ed|dimensionless|inverse|group|phase|pseudo|ratio of|fraction of|multiple of)[\s-]+"
    r"(?:(?:the|an?|mass of|molar|ideal|universal|planck|electron)\s+)*$",
    re.IGNORECASE,
)
_CHANGED_BEHIND: Final = re.compile(
    r"\s*(?:divided by|times|multiplied by|over\b|squared|cubed|per\b|[/÷*]\s*\(?\s*[\dA-Za-z(])",
    re.IGNORECASE,
)
_NOT_OF: Final = re.compile(r"\b(?:of|in|times|per|from|between|by)\b", re.IGNORECASE)
_REACH: Final = 40
"""Characters between a changed name and the symbol that it is the name of."""


@lru_cache(maxsize=64)
def without_marks(text: str) -> str:
    """The text with symbols spelled out, without signs of markup, its sentences on one line."""
    plain = spelled(re.sub(r":math:`|[`$\\{}*]|\\\(|\\\)", "", text.replace("**", "^")))
    return re.sub(r"[ \t]*\n[ \t]*(?=\S)(?!\S{1,20}[ \t]*[:=—–])", " ", plain)


def descriptions(symbol: str, plain: str) -> Iterator[str]:
    """Phrases that the text puts behind a symbol to say what it is: `k is …`, `k: …`, `k (…)`, `k the …`."""
    written = _written(symbol)
    for found in re.finditer(
        rf"{written}(?=[ \t]*(?:\[[^\]\n]*\][ \t]*)?"
        rf"(?P<link>{_LINK}[ \t]+|(?::|=|—|–|\(|,)[ \t]*(?:{_LINK}[ \t]+)?)?"
        rf"(?P<article>(?:the|an?)[ \t]+)?{_PHRASE})",
        plain,
    ):
        link, phrase = (found["link"] or "").strip(), found["phrase"].strip()
        if _LISTED.search(plain[: found.start()]) and link in {"", ","}:
            continue
        if link in {"", ","} and (found["article"] is None or (not _NOUN.search(phrase.lower()))):
            continue
        if (link == "," and _OF_ANOTHER.match(phrase)) or (link == "(" and _FACTOR.match(phrase)):
            continue
        if link == "=" and not re.fullmatch(r"[a-z'’-]{3,}(?:\s+[A-Za-z'’-]{2,})+", phrase, re.IGNORECASE):
            continue
        words = [word for word in re.findall(r"[^\W\d_]{3,}", phrase) if word not in FUNCTIONS]
        if any(word.lower() not in GREEK_NAMES for word in words) and not _NEUTRAL.match(phrase):
            yield phrase


def names(words: str, phrase: str, changes: str = "") -> bool:
    """Whether a description of a symbol is a name of the constant, and not of something made of it."""
    return any(
        not is_changed(phrase, found, changes)
        and not _NOT_OF.search(
            re.sub(r"^(?:the )?(?:value|symbol) of (?:the )?", "", phrase[: found.start()])
        )
        for found in re.finditer(words, phrase, re.IGNORECASE)
    )


def is_changed(plain: str, found: re.Match[str], changes: str = "", symbol: str | None = None) -> bool:
    """Whether the words around a name make something else of it; `changes` do so right behind this one."""
    rest = re.sub(r"^['’]?\w*", "", plain[found.end() :])
    if rest[:9].lower().startswith((" constant", " const.")):
        rest = rest[9:].lstrip("s")
    if symbol is not None:
        rest = re.sub(rf"^[\s,(]*{_written(symbol)}\)?", "", rest)
    elif _CHANGED_BEHIND.match(rest):
        return True
    if _CHANGED_BEFORE.search(plain[: found.start()]):
        return True
    if re.search(r"\b(?:universal|molar)\s+$", plain[: found.start()], re.IGNORECASE):
        return False  # the universal constant of all gases is one and the same
    return bool(changes and re.match(rf",?\s*(?:{changes})", rest, re.IGNORECASE))


def before(words: str, symbol: str, plain: str, changes: str = "") -> Iterator[bool]:
    """For each place where a name leads up to the symbol, whether it is the constant's, unchanged.

    `the speed of light c`: True. `the speed of light in the liquid, c`: False.
    """
    written = _written(symbol)
    for found in re.finditer(words, plain, re.IGNORECASE):
        rest = plain[found.end() :]
        if re.match(rf"['’]?\w*(?:\s+const(?:ant|\.))?[\s,(]*{written}", rest):
            yield not is_changed(plain, found, changes, symbol)
        elif is_changed(plain, found, changes) and re.match(
            rf"[^.;:,=()\n]{{0,{_REACH}}}[\s,(]+{written}(?!\s*(?:is|:|=|the)\b)", rest
        ):
            yield False


def units_said(words: str, symbol: str, plain: str) -> Iterator[str]:
    """What stands behind `in` right behind a name, longest first: `the speed of light c in km/s`."""
    vacuum = r"(?:\s+in (?:an? |the )?vacuum)?"
    for found in re.finditer(rf"(?:{words})(?:['’\w]*\s+const(?:ant|\.))?\w*", plain, re.IGNORECASE):
        rest = re.sub(rf"^[\s,(]*{_written(symbol)}\)?", "", plain[found.end() :])
        if (said := re.match(rf"{vacuum},?\s+\(?in\s+\[?(?P<unit>[^,;:.=\n\]]+)", rest)) is not None:
            unit = said["unit"] if "(" in said["unit"] else said["unit"].partition(")")[0]
            tokens = unit.split()[:4]
            yield from (" ".join(tokens[:count]) for count in range(len(tokens), 0, -1))


def states_a_number(symbol: str, plain: str) -> bool:
    """Whether a number stands in brackets behind the symbol or its name: `G (6.67e-11 …)`, `c of 3e8 m/s`."""
    return bool(
        re.search(
            rf"{_written(symbol)}(?:[^.;()\n=]{{0,60}}\(\s*(?:{_written(symbol)}\s*)?|,?\s+(?:of|is)\s+|\s*:\s*"
            r"|\s+(?:is|denotes|being)\s+[^.;()\n=]{3,60},\s+)"
            r"(?:=|≈|~|about|approximately|roughly|ca\.|value:?)?\s*"
            r"[-+−]?(?:\d+\.\d+|\d+(?:\.\d*)?\s*(?:[eE][-+−]?\d|[×x·]\s*10))",
            plain,
        )
    )


def _written(symbol: str) -> str:
    return rf"(?<![\w^]){re.escape(symbol)}(?!\w)"
