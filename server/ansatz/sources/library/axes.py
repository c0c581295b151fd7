"""Along which axis of a table a computation runs, where the text says so: shared names, samples, rows."""

import re
from collections.abc import Sequence
from typing import Final

from .facts import Argument

_SAMPLES: Final = re.compile(
    r"n_?samples?|samples?|times?|n_?times?|frames?|steps?|t|T|epochs?|scans?|records?|observations?|"
    r"n_?obs|points?|"
    r"n_?points|days?|hours?|years?|positions|depths?|rows?",
    re.IGNORECASE,
)
_SERIES: Final = re.compile(
    r"n_?channels?|channels?|sensors?|electrodes?|cells?|stations?|sites?|traces?|columns?|genes?|species|"
    r"features?|variables?|leads?|probes?|pixels?|subjects?|detectors?|receivers?|[dkc]|\d",
    re.IGNORECASE,
)


def sample_axis(table: Argument, others: Sequence[Argument], text: str) -> int | None:
    """The axis of samples, 0 or 1; None where nothing says."""
    if len(table.dims) == 2:
        for other in others:
            if table.dims[0] == table.dims[1] or len(other.dims) != 1:
                continue
            if other.dims[0] and other.dims[0] in table.dims:
                return table.dims.index(other.dims[0])
        is_sample = [bool(_SAMPLES.fullmatch(d)) for d in table.dims]
        is_series = [bool(_SERIES.fullmatch(d)) for d in table.dims]
        if is_sample[0] != is_sample[1] and not is_series[is_sample.index(True)]:
            return is_sample.index(True)
        if is_series[0] != is_series[1] and not (is_sample[0] or is_sample[1]):
            return is_series.index(False)
    return _by_words(f"{table.text} {text}")


def _by_words(text: str) -> int | None:
    if found := re.search(
        r"(?:one|each|a) (\w+)(?: \w+)? (?:per|in each|a) (row|column)|"
        r"one (row|column) (?:per|for each) (\w+)",
        text,
    ):
        item = found[1] or found[4]
        line = found[2] or found[3]
        if _SERIES.fullmatch(item):
            return 1 if line == "row" else 0
        if _SAMPLES.fullmatch(item):
            return 0 if line == "row" else 1
    if re.search(
        r"each column (?:is|holds|by itself|separately|independently)|"
        r"down (?:the|each) column|column by column|[Cc]olumn-?wise|(?:of|for|in) (?:each|every) column",
        text,
    ):
        return 0
    if re.search(
        r"each row (?:is|holds|by itself|separately|independently)|along (?:the|each) row|row by row|"
        r"[Rr]ow-?wise|(?:of|for|in) (?:each|every) row",
        text,
    ):
        return 1
    return None
