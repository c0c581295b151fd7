"""A program of the suite: what is run, how it may end, and the words in which that is written down."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ...job import Limits, Outcome, Status, Value

Group = Literal[
    "ordinary", "limits", "bombs", "stubborn", "fills", "reading", "network", "processes", "kernel",
    "forging", "sabotage", "output",
]  # fmt: skip
HOSTILE: tuple[Group, ...] = (
    "bombs", "stubborn", "fills", "reading", "network", "processes", "kernel", "forging", "sabotage",
    "output",
)  # fmt: skip

Check = Callable[[Outcome], str]
"""What is wrong with an outcome, in words; empty when nothing is."""

PLENTY = Limits(wall_s=20.0, cpu_s=15)
"""For programs that end by themselves, on a busy machine too."""
BRIEF = Limits(wall_s=1.0, cpu_s=10)
"""For programs that must be ended."""
SMALL = Limits(wall_s=20.0, cpu_s=15, memory_bytes=128 << 20)

ANYHOW: tuple[Status, ...] = ("completed", "crashed", "out_of_memory", "deadline", "output_limit", "forged")
"""For programs whose end may vary, as long as it is an end."""
NO_FILTER = "no filter of system calls"
"""What a sandbox says of itself where nobody filters system calls."""

PRELUDE = '''
import ctypes, os, socket, struct, sys
libc = ctypes.CDLL(None, use_errno=True)
done = []

def attempt(name, act, *args):
    """Note what was possible and should not be."""
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
    """A system call by its number on either architecture."""
    number = {"x86_64": x86, "aarch64": arm}.get(os.uname().machine)
    if number is None:
        raise OSError("no such call here")
    given = [ctypes.c_long(item) if isinstance(item, int) else item for item in args]
    return checked(libc.syscall(ctypes.c_long(number), *given))

def marked(mark):
    """Carry a name by which the host will know us if we survive."""
    libc.prctl(15, mark.encode(), 0, 0, 0)
'''
"""Before programs that try something: they return `done`, which must stay empty."""


@dataclass(frozen=True, slots=True)
class Program:
    """A job and the outcome that it must have: one of `ends`, and no complaint by any of `must`.

    With `told` the entry `f` gets a dict that describes the host (see `Host.told`), and `PRELUDE` comes
    first. `beside` is a second job that runs at the same time with the same argument, and must return [].
    `unless`: what it asks for is not asked of a sandbox that says of itself that it has this weakness.
    """

    name: str
    group: Group
    code: str
    must: tuple[Check, ...] = ()
    ends: tuple[Status, ...] = ("completed",)
    limits: Limits = PLENTY
    args: tuple[Value, ...] = ()
    kwargs: Mapping[str, Value] = field(default_factory=dict[str, Value])
    calls: int = 1
    told: bool = False
    beside: str = ""
    quick: bool = False
    unless: str = ""

    @property
    def is_hostile(self) -> bool:
        """Whether it wants something that it must not get."""
        return self.group in HOSTILE

    @property
    def source(self) -> str:
        """The module that is run."""
        return _source(self.code, self.told)

    @property
    def source_beside(self) -> str:
        """The module that is run at the same time."""
        return _source(self.beside, self.told)


def _source(code: str, told: bool) -> str:
    text = textwrap.dedent(code).lstrip("\n")
    return f"{PRELUDE}\n{text}" if told else text
