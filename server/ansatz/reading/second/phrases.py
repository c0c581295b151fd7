"""What running text says of symbols and conventions: functions they name, the base of log, units."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .named import PHRASES, Named

_SYMBOL = (
    r"(?::math:`(?P<math>[^`]+)`|\$(?P<dollar>[^$\n]+)\$|``(?P<code>[^`\n]+)``|`(?P<tick>[^`\n]+)`|"
    r"(?<![\w\\`])(?P<bare>[A-Za-zΑ-ωϕ](?:_\w{1,3})?(?:\([^()\n]{1,20}\))?)(?![\w`]))"
)
_CONNECTION = (
    r"\s*(?:,\s*)?(?:is|are|denotes?|refers? to|being|stands for|represents?|means|:|=|\()\s+?"
    r"(?:here\s+)?(?:the|a|an)?\s*"
)
_GROUP = "|".join(f"(?P<p{n}>{p.pattern})" for n, p in enumerate(PHRASES))
_MEANING = re.compile(rf"{_SYMBOL}{_CONNECTION}(?:{_GROUP})", re.IGNORECASE)
_BEFORE = re.compile(rf"(?:{_GROUP})\s+(?:of \w+ )?{_SYMBOL}(?!\s+(?:is|denotes|are)\b)", re.IGNORECASE)
_PAIR = re.compile(
    rf"{_SYMBOL}\s+and\s+(?::math:`(?P<math2>[^`]+)`|\$(?P<dollar2>[^$\n]+)\$|(?P<bare2>[A-Za-zΑ-ωϕ]))"
    r"\s+(?:are|being|denote|refer to)\s+(?:the\s+)?(?:(?:standard )?(?:normal|gaussian)\s+)?"
    r"(?P<first>pdf|cdf)\s+and\s+(?:the\s+)?(?P<second>pdf|cdf)\b(?=.{0,60}(?:respectively|normal|gaussian))",
    re.IGNORECASE,
)
_DENSITIES: Mapping[str, Named] = {"cdf": "normal_cdf", "pdf": "normal_pdf"}


class Meaning(NamedTuple):
    """A symbol as written, whether in LaTeX, and the function that the text says it is."""

    written: str
    is_latex: bool
    named: Named


def meanings(text: str) -> Iterator[Meaning]:
    """`where Γ is the gamma function`, `φ and Φ are the normal PDF and CDF, respectively`."""
    joined = re.sub(r"\s+", " ", text)
    paired: set[str] = set()
    for match in _PAIR.finditer(joined):
        first = match["math"] or match["dollar"] or match["bare"] or ""
        second = match["math2"] or match["dollar2"] or match["bare2"] or ""
        is_latex = match["bare"] is None
        for written, word in ((first, match["first"]), (second, match["second"])):
            named = _DENSITIES.get(word.lower())
            if named and written:
                paired.add(written)
                yield Meaning(written, is_latex, named)
    for pattern in (_MEANING, _BEFORE):
        for match in pattern.finditer(joined):
            latex = match["math"] or match["dollar"]
            written = latex or match["code"] or match["tick"] or match["bare"] or ""
            if written in paired:
                continue
            number = next(n for n in range(len(PHRASES)) if match[f"p{n}"] is not None)
            yield Meaning(written, latex is not None, PHRASES[number].meaning)


_BASES = (
    (
        "ln",
        re.compile(
            r"natural log|log(?:arithm)?s? (?:is|are|denotes?) (?:the )?natural|base[- ][`$]*e\b|\bnats?\b",
            re.I,
        ),
    ),
    ("log10", re.compile(r"base[- ]?10\b|base ten|decadic|common log|decimal log", re.I)),
    ("log2", re.compile(r"base[- ]?2\b|base two|binary log|\bin bits\b", re.I)),
)
_NATURAL_SETTING = re.compile(
    r"probability|distribution|likelihood|\\exp\b|\bexp\b|\be\^|\bentropy\b|random variable|divergence"
    r"|np\.log\b|scipy",
    re.I,
)
_OTHER_LOGARITHMS = re.compile(r"(?<![a-zA-Z])(?:ln|lg|log_?\{?(?:10|2)\}?)(?![a-zA-Z0-9])")


def base_of_log(text: str) -> str | None:
    """What a bare `log` means: `ln`, `log10` or `log2`; None where the text leaves it open."""
    said = [name for name, pattern in _BASES if pattern.search(text.replace(":math:", ""))]
    if said:
        return said[0] if len(said) == 1 else None
    if _OTHER_LOGARITHMS.search(text):
        # Beside `ln`, a bare `log` is not the same again.
        return None
    return "ln" if _NATURAL_SETTING.search(text) else None
