"""What a docstring's entries say of the names in its equations: letters, vectors, arrays, words."""

import re
from typing import Final

from ..formulas.symbols import GREEK, spelled
from .docstring import Docstring, Entry
from .phrases import lone_letters, mentions
from .unexplained import plausible_quantity

PLUMBING: Final = frozenset(
    {"out", "dtype", "xp", "device", "where", "casting", "order", "subok", "rng", "copy"}
)
"""Arguments that say where and how a value is kept, not which."""


def written_as_one(text: str) -> frozenset[str]:
    """Words that stand alone as a quantity: `:math:`df_1``, `f(x, df_1, df_2) = …`."""
    alone = re.findall(r":math:`([A-Za-z]{2,4})_\{?\w\}?`", text)
    alone += re.findall(r"(?::math:`|\$)([A-Z]{2,3})_\{?\d{2}\}?[`$]", text)  # `EC_{50}`
    listed = [
        word
        for arguments in re.findall(r"\w\(([\w\s,;]+)\)\s*=", text)
        for word in re.findall(r"\b([A-Za-z]{2,4})_\w\b", arguments)
    ]
    # `the critical angle θc of`: a Greek letter with its index, where the two stand alone as one word.
    greek = re.findall(rf"(?<=[a-z] )([{''.join(GREEK)}][a-z]{{1,3}})(?=\s+(?:of|in|is|at)\s+[a-z])", text)
    return frozenset([*alone, *listed, *map(spelled, greek)])


def changes_something(name: str, doc: Docstring) -> bool:
    """Whether an argument that may be left out is described, so that it does something."""
    entry = doc.parameters.get(name)
    return entry is not None and len(entry.text.split()) > 2


def geometric_vectors(doc: Docstring) -> frozenset[str]:
    """Parameters that are vectors in the sense of geometry."""
    return frozenset(
        name for name, entry in doc.parameters.items() if re.search(r"\bvectors?\b", entry.text.lower())
    )


def is_array(entry: Entry | None) -> bool:
    return entry is not None and bool(
        re.search(
            r"\barrays?\b|array[-_]like|1-?d\b|\bsequence|\blist\b|vector|\(n,\)|samples?\b",
            entry.text.lower(),
        )
    )


def named_letters(doc: Docstring) -> frozenset[str]:
    """Single letters that entries name as symbols: `mass : mass M in kg`."""
    return frozenset(
        name
        for entry in doc.parameters.values()
        for name in (*mentions(entry.text), *lone_letters(entry.text))
        if len(name) == 1 and plausible_quantity(name)
    )


def mentioned_names(doc: Docstring) -> frozenset[str]:
    return frozenset(
        name
        for entry in doc.parameters.values()
        for name in mentions(entry.text)
        if len(name) > 1 and plausible_quantity(name)
    )
