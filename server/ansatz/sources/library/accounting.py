"""Whether every phrase of a spec that changes the computation is answered by what was composed.

A composition that leaves one open is no candidate: it would do something else than was asked.
"""

import re
from collections.abc import Collection, Sequence
from typing import Final

from .everyday import Entry, places
from .facts import Facts
from .senses import RESTRICTIVE, Phrase
from .words import is_alike, stem, words

_NUMBER: Final = re.compile(
    r"(?<![\w^./-])(?!\d+ ?[x×] ?\d)(?<!\d [x×] "
    r")(?<!\d[x×])\d+(?:\.\d+)?(?![\w]*-?[dD]\b)(?!\s*-?[dD]\b)(?![\w^])"
)
_PAIRS: Final = re.compile(r"\bn ?\* ?\(n ?[-−] ?1\) ?/ ?2|\bn ?\(n ?[-−] ?1\) ?/ ?2")
"""The number of pairs, as the length of a condensed matrix is given."""
_SAME: Final = (("smooth", "filter"), ("fit", "regress"), ("regress", "fit"), ("summ", "sum"))
_MATH: Final = re.compile(r"\$[^$]+\$|:math:`[^`]+`|\.\. math::.*(?:\n\s+.*)*|``[^`]+``", re.MULTILINE)
_NAMED: Final = re.compile(r"(?<=[a-z,;(] )(?:[A-Z][a-z]{3,})\b|(?<=[a-z,;(] )[A-Z][a-z]+(?=[-–'])")

_LEFT_OUT: Final = re.compile(
    r"\b(?:without|not|ignoring|omitting) (?:(?:the|its|any|a) )?(?:p[- ]?values?|test statistic)\b",
    re.IGNORECASE,
)
"""What a routine returns besides and the spec says it does not want."""


def unaccounted(
    facts: Facts,
    found: Sequence[Phrase],
    met: Collection[Phrase],
    vocabulary: str,
    uses_formula: bool,
    entries: Collection[Entry] = (),
) -> list[str]:
    """Phrases, words, numbers and names of the prose and results that nothing in the composition answers.

    `vocabulary` is the text of everything that was used: names and summaries of routines, parameters
    that were filled, fields that are returned.
    """
    demand = _demand(facts)
    named = [span for e in entries for span in places(e, demand)]
    named += [m.span() for m in _LEFT_OUT.finditer(demand)]
    demand = _PAIRS.sub(lambda m: " " * len(m.group()), demand)
    for start, end in named:
        demand = demand[:start] + " " * (end - start) + demand[end:]
    left = [
        p.text
        for p in found
        if p not in met and not p.sense.is_neutral and not any(s <= p.start and p.end <= e for s, e in named)
    ]
    for phrase in found:
        if phrase in met or phrase.sense.is_neutral:
            demand = demand[: phrase.start] + " " * (phrase.end - phrase.start) + demand[phrase.end :]
    if uses_formula:
        demand = _MATH.sub(lambda m: " " * len(m.group()), demand)
    known = {stem(w) for w in words(vocabulary)}
    known |= {own for own, other in _SAME if other in known}
    known |= {stem(w) for a in facts.arguments for w in words(f"{a.name} {a.text}")}
    for match in RESTRICTIVE.finditer(demand):
        if not all(any(is_alike(stem(w), k) for k in known) for w in words(match.group())):
            left.append(match.group())
    left += [m.group() for m in _NUMBER.finditer(demand)]
    left += [
        m.group() for m in _NAMED.finditer(demand) if not any(is_alike(stem(m.group()), k) for k in known)
    ]
    return left


def _demand(facts: Facts) -> str:
    """The text with parameters' entries blanked, so that places stay; prose and results remain."""
    demand = list(facts.prose)
    for span in facts.mentions:
        demand[span.start : span.end] = " " * (span.end - span.start)
    for result in facts.results:
        start = facts.text.find(result.text) if result.text else -1
        if start >= 0:
            demand[start : start + len(result.text)] = result.text
    return "".join(demand)
