"""What an outcome is asked: each question gives a `Check`, which is silent when all is well."""

from __future__ import annotations

import math
from typing import Any, cast

from ...job import Carried, NotCarried, Outcome, Raised, Returned
from .program import Check

_SHOWN = 300
_KEPT_TEXT_MAX = 1 << 19
_MESSAGE_MAX = 4096


def returns(expected: object) -> Check:
    """The last call returned this value, of this type."""

    def check(outcome: Outcome) -> str:
        match outcome.results[-1]:
            case Returned(value=value) if same(value, expected):
                return ""
            case result:
                return f"{_told(outcome, result)} and not {short(expected)}"

    return check


def within(low: float, high: float) -> Check:
    """The last call returned a number between these."""

    def check(outcome: Outcome) -> str:
        match outcome.results[-1]:
            case Returned(value=int() | float() as value) if low <= value <= high:
                return ""
            case result:
                return f"{_told(outcome, result)} and no number in [{low:g}, {high:g}]"

    return check


def among(allowed: frozenset[str]) -> Check:
    """The last call returned a list with none but these."""

    def check(outcome: Outcome) -> str:
        match outcome.results[-1]:
            case Returned(value=list() as items):
                other = sorted({str(item) for item in cast("list[object]", items)} - allowed)
                return f"{short(other)} should not be there" if other else ""
            case result:
                return _told(outcome, result)

    return check


def raises(*names: str) -> Check:
    """The last call raised one of these."""

    def check(outcome: Outcome) -> str:
        match outcome.results[-1]:
            case Raised(type=name) if name in names:
                return ""
            case result:
                return f"{_told(outcome, result)} instead of {' or '.join(names)}"

    return check


def at_line(line: int) -> Check:
    """What was raised names this line."""

    def check(outcome: Outcome) -> str:
        raised = outcome.load_error or outcome.results[-1]
        found = raised.line if isinstance(raised, Raised) else None
        return "" if found == line else f"the error is at line {found} and not {line}"

    return check


def not_loaded(*names: str) -> Check:
    """Loading the code raised one of these, and no call was made."""

    def check(outcome: Outcome) -> str:
        if outcome.load_error is not None and outcome.load_error.type in names:
            return ""
        return f"load error {short(outcome.load_error)} instead of {' or '.join(names)}"

    return check


def not_carried(outcome: Outcome) -> str:
    """What the last call returned stays inside."""
    match outcome.results[-1]:
        case Returned(value=NotCarried()):
            return ""
        case result:
            return f"carried: {_told(outcome, result)}"


def no_result(outcome: Outcome) -> str:
    """Nothing is said to have been returned."""
    kept = [result for result in outcome.results if isinstance(result, Returned)]
    return f"{short(kept[0])} was kept" if kept else ""


def prints(text: str) -> Check:
    """Standard output holds this."""

    def check(outcome: Outcome) -> str:
        return "" if text in outcome.stdout else f"standard output is {short(outcome.stdout)}"

    return check


def like(dtype: str, shape: tuple[int, ...], *, fortran: bool) -> Check:
    """The last call returned an array of this type, shape and order in memory."""

    def check(outcome: Outcome) -> str:
        match outcome.results[-1]:
            case Returned(value=value):
                array: Any = value
                if not hasattr(array, "dtype"):
                    return f"{short(array)} is no array"
                found = str(array.dtype.str), tuple(array.shape), bool(array.flags.f_contiguous)
                return "" if found == (dtype, shape, fortran) else f"an array of {found}"
            case result:
                return _told(outcome, result)

    return check


def short_texts(outcome: Outcome) -> str:
    """Nothing of what is kept is longer than its bounds."""
    longest = max(len(outcome.stdout), len(outcome.stderr))
    if longest > _KEPT_TEXT_MAX:
        return f"{longest} characters of output were kept"
    messages = [result.message for result in outcome.results if isinstance(result, Raised)]
    messages += [text for one in outcome.results if isinstance(one, Returned) for text in one.warnings]
    messages += [outcome.load_error.message] if outcome.load_error is not None else []
    longest = max(map(len, messages), default=0)
    return f"a message of {longest} characters was kept" if longest > _MESSAGE_MAX else ""


NOTHING_DONE = returns(cast("list[str]", []))
"""Not one of the attempts worked."""


def same(value: Carried, expected: object) -> bool:
    """Equal in value and type, NaN being itself."""
    if type(value) is not type(expected):
        return False
    if isinstance(value, float) and isinstance(expected, float):
        is_nan = math.isnan(value) and math.isnan(expected)
        return is_nan or (value == expected and math.copysign(1.0, value) == math.copysign(1.0, expected))
    if isinstance(value, list | tuple):
        pair = cast("list[Carried]", value), cast("list[object]", expected)
        return len(pair[0]) == len(pair[1]) and all(map(same, *pair))
    return bool(value == expected)


def short(value: object) -> str:
    """A value in few words: what hostile programs return may be long, and may hold control characters."""
    try:
        text = repr(value)
    except ValueError:
        text = f"a {type(value).__name__} of too many digits"
    return text if len(text) < _SHOWN else f"{text[:_SHOWN]}…"


def _told(outcome: Outcome, result: object) -> str:
    why = outcome.load_error or outcome.stderr[-_SHOWN:].strip() or outcome.detail
    return f"{short(result)} ({short(why)})" if why else short(result)
