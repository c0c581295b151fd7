"""Which part of a docstring speaks of which argument."""

import re
from typing import Final

from ...core.spec import Spec

_SENTENCE_END: Final = re.compile(r"(?<=[.;:])\s+(?=[A-Z`\\])|\n\s*\n|\s—\s|(?<=\w);\s")
_RESULTS: Final = re.compile(
    r"^[ \t]*(:returns?:|:rtype:|Returns?\b|Yields?\b|Outputs?\b).*?"
    r"(?=^[ \t]*\n[ \t]*\S|^[ \t]*(Notes?|Raises|Examples?)\s*:?\s*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
"""What is said of results, to the end of its paragraph."""
_OPENERS: Final = r"(?<![\w.`\[/^_])[`*]*"


def sayings(spec: Spec) -> dict[str, str]:
    """For each parameter its own entry and then what the rest of the text says where it names it."""
    names = [p.name for p in spec.parameters]
    passages = _passages(_without_entries(spec))
    found = {p.name: [p.description] if p.description else [] for p in spec.parameters}
    for passage in passages:
        places = sorted(
            (match.start(), match.end(), name) for name in names for match in _mentions(passage, name)
        )
        for number, (_, end, name) in enumerate(places):
            rest = passage[end : places[number + 1][0] if number + 1 < len(places) else len(passage)]
            if rest.strip() and not (found[name] and rest.strip()[:40] in found[name][0]):
                found[name].append(rest.strip())
    return {name: " ; ".join(parts) for name, parts in found.items()}


def _without_entries(spec: Spec) -> str:
    """The text without the entries of arguments, so that one entry says nothing of another argument."""
    text = spec.text
    for p in spec.parameters:
        words = p.description.split()
        if len(words) > 1:
            text = re.sub(r"\s+".join(map(re.escape, words)), "\n\n", text, count=1)
    return text


def _passages(text: str) -> list[str]:
    plain = re.sub(r"``|:math:|\$+", "", text)
    plain = re.sub(r"^\s*>>>.*$", "", plain, flags=re.MULTILINE)
    plain = _RESULTS.sub("\n\n", plain)
    return [" ".join(p.split()) for p in _SENTENCE_END.split(plain) if p and p.strip()]


def _mentions(passage: str, name: str) -> list[re.Match[str]]:
    """Places where a passage names the argument and not an article or part of a formula."""
    found = list(re.finditer(rf"{_OPENERS}{re.escape(name)}[`*]*(?![\w`^])", passage))
    if name in {"a", "A", "I", "i", "an", "is", "in", "as"}:
        # An article or pronoun unless something marks it as a name.
        found = [m for m in found if re.match(r"\s*[(\[:=<>≥≤,]|\s+(?:and|or)\s+\w\b", passage[m.end() :])]
    return found
