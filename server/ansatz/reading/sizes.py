"""Symbols that a description makes the length of an argument: `shape (n,)`, `of length N`, `n values`."""

import re
from collections.abc import Collection, Mapping
from typing import Final

from .docstring import Entry

_COUNTED: Final = (
    r"(?:values|numbers|elements|entries|items|points|samples|observations|measurements|readings)"
)
_ARRAY: Final = r"(?:arrays?|vectors?|sequences?|lists?|ndarrays?|tuples?|samples?|series)"
_SIZES: Final = (
    re.compile(r"\(\s*(?P<n>[A-Za-z]\w*)\s*,\s*\)"),
    re.compile(rf"\b{_ARRAY}\s*,?\s+(?:of|with)\s+(?:the\s+)?(?:length|size)\s+[`$]*(?P<n>[A-Za-z])\b"),
    re.compile(r"\blen(?:gth)?\s+[`$]*(?P<n>[nN])\b"),
    re.compile(rf"(?<![\w-])(?<!in )[`$]*(?P<n>[nNmM])[`$]*\s+(?:\w+\s+)?{_COUNTED}\b"),
)
"""A rod of length `L` is no array: without the word for an array, `n` alone counts."""


def lengths(entries: Mapping[str, Entry], parameters: Collection[str]) -> dict[str, str]:
    """The argument of which each symbol is the length; the first where several are as long.

    A symbol that is an argument itself is none of them.
    """
    out: dict[str, str] = {}
    for entry in entries.values():
        if entry.name not in parameters:
            continue
        for pattern in _SIZES:
            for found in pattern.finditer(entry.text):
                if found["n"] not in parameters:
                    out.setdefault(found["n"], entry.name)
    return out
