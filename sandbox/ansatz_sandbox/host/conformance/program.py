"""A program of the suite: what is run, how it may end, and the words in which these are written down."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

from ...job import Limits, NotCarried, Outcome, Raised, Returned, Status, Value

Group = Literal[
    "ordinary", "limits", "bombs", "stubborn", "fills", "reading", "network", "processes", "kernel",
    "forging", "sabotage", "output",
]  # fmt: skip
HOSTILE: tuple[Group, ...] = (
    "bombs", "stubborn", "fills", "reading", "network", "processes", "kernel", "forging", "sabotage", "output",
)  # fmt: skip

Check = Callable[[Outcome], str]
"""What is wrong with an outcome, in words; empty when nothing is."""

SOON = Limits(wall_s=2.0, cpu_s=10)
SMALL = Limits(wall_s=6.0, cpu_s=10, memory_bytes=128 << 20)

PRELUDE = '''
import ctypes, os, socket, struct, sys
libc = ctypes.CDLL(None, use_errno=True)
done = []

def attempt(name, act, *args):
    """Note what was possible that should not be."""
    try:
        act(*args)
    except (OSError, ValueError, AttributeError, ImportError, OverflowError, LookupError):
        return
    done.append(name)

def checked(result):
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result

def system(x86, arm, *args):
    number = {"x86_64": x86, "aarch64": arm}.get(os.uname().machine)
    if number is None:
        raise OSError("no such call here")
    given = [ctypes.c_long(item) if isinstance(item, int) else item for item in args]
    return checked(libc.syscall(ctypes.c_long(number), *given))

def marked(mark):
    """Carry a name by which the host will know us if we survive."""
    libc.prctl(15, mark.encode(), 0, 0, 0)
'''
"""Prepended to programs that try something: they return `done`, which must stay empty."""


@dataclass(frozen=True, slots=True)
class Program:
    """A job and the outcome that it must have: one of `ends`, and no complaint by any of `must`.

    With `told` the entry gets a dict that describes the host (see `Host.told`). `beside` is the code of
    a second job (entry `f`, same argument) that runs at the same time and must return True.
    """

    name: str
    group: Group
    code: str
    ends: tuple[Status, ...] = ("completed",)
    must: tuple[Check, ...] = ()
    limits: Limits = SOON
    told: bool = False
    args: tuple[Value, ...] = ()
    calls: int = 1
    quick: bool = False
    beside: str = ""
    kwargs: Mapping[str, Value] = field(default_factory=dict[str, Value])

    @property
    def is_hostile(self) -> bool:
        """Whether it wants something that it must not get."""
        return self.group in HOSTILE


ANYHOW: tuple[Status, ...] = ("completed", "crashed", "out_of_memory", "deadline", "output_limit", "forged")
"""For programs whose end may vary, as long as it is an end."""
OUT_OF_MEMORY: tuple[Status, ...] = ("out_of_memory", "crashed", "completed")
"""Told by a limit, killed for it, or refused and caught."""


def returns(expected: object) -> Check:
    """The call returned this value, of this type."""

    def check(outcome: Outcome) -> str:
        match outcome.results[-1]:
            case Returned(value=value) if same(value, expected):
                return ""
            case result:
                return f"returned {_short(result)} and not {expected!r} ({_short(outcome.load_error)})"

    return check


def within(low: float, high: float) -> Check:
    """The call returned a number between these."""

    def check(outcome: Outcome) -> str:
        match outcome.results[-1]:
            case Returned(value=int() | float() as value) if low <= value <= high:
                return ""
            case result:
                return f"returned {_short(result)} and no number in [{low:g}, {high:g}]"

    return check


def raises(*names: str) -> Check:
    """The call raised one of these."""

    def check(outcome: Outcome) -> str:
        match outcome.results[-1]:
            case Raised(type=name) if name in names:
                return ""
            case result:
                return f"{_short(result)} instead of {' or '.join(names)}"

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
        return f"load error {_short(outcome.load_error)} instead of {' or '.join(names)}"

    return check


def not_carried(outcome: Outcome) -> str:
    """The call returned something that stays inside."""
    match outcome.results[-1]:
        case Returned(value=NotCarried()):
            return ""
        case result:
            return f"{_short(result)} was carried"


def no_result(outcome: Outcome) -> str:
    """Nothing is said to have been returned."""
    kept = [result for result in outcome.results if isinstance(result, Returned)]
    return f"{_short(kept[0])} was kept" if kept else ""


def prints(text: str) -> Check:
    """Standard output holds this."""

    def check(outcome: Outcome) -> str:
        return "" if text in outcome.stdout else f"standard output is {_short(outcome.stdout)}"

    return check


def short_texts(outcome: Outcome) -> str:
    """Nothing of what is kept is longer than its bounds."""
    longest = max(len(outcome.stdout), len(outcome.stderr))
    return f"{longest} characters of output were kept" if longest > 1 << 19 else ""


NOTHING_DONE = returns(cast("list[str]", []))
"""Not one of the attempts worked."""


def tries(name: str, group: Group, body: str, **more: object) -> Program:
    """A program of attempts: `body` are the lines of `f(host)`, which returns what was possible."""
    lines = "".join(f"    {line}\n" for line in body.strip("\n").split("\n"))
    code = f"{PRELUDE}\ndef f(host):\n{lines}    return done\n"
    given = {"must": (NOTHING_DONE,), "told": True, **more}
    return Program(name, group, code, **given)  # type: ignore[arg-type]


def same(value: object, expected: object) -> bool:
    """Equal in value and type, NaN being itself."""
    if type(value) is not type(expected):
        return False
    if isinstance(value, float) and isinstance(expected, float):
        return value == expected or (math.isnan(value) and math.isnan(expected))
    if isinstance(value, list | tuple):
        pair = cast("list[object]", value), cast("list[object]", expected)
        return len(pair[0]) == len(pair[1]) and all(map(same, *pair))
    if hasattr(value, "dtype"):
        return repr(value) == repr(expected)
    return bool(value == expected)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) < 300 else f"{text[:300]}…"
