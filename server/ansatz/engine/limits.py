"""What the engine may take from the machine, and that it never outlives the server that started it."""

import ctypes
import os
import signal
import sys
from dataclasses import dataclass

from ansatz_sandbox.guest.autogroup import step_back

_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """Address space in bytes (reserved, not resident), and how far the engine steps back for others.

    Eight GiB is several times what reading, algebra and a model client reserve together, and still
    ends a runaway expansion before the machine swaps. Niceness 5 keeps a hover quick while every
    core computes.
    """

    address_space_bytes: int = 8 * 2**30
    niceness: int = 5


def apply(limits: Limits) -> None:
    """Holds this process and all that it starts to `limits`; what the platform can't hold is left."""
    if sys.platform == "win32":
        return
    import resource

    _lower(resource.RLIMIT_AS, limits.address_space_bytes)
    # A core of eight GiB in somebody's project folder helps nobody.
    _lower(resource.RLIMIT_CORE, 0)
    if limits.niceness > 0:
        os.nice(limits.niceness)
        step_back()


def die_with_parent(parent: int) -> None:
    """Has the kernel kill this process when process `parent` dies, where the kernel can (Linux).

    Elsewhere the end of standard input says so, which a loop that is busy computing hears late.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            # It died before the kernel was asked.
            os._exit(1)


def _lower(which: int, wanted: int) -> None:
    import resource

    _, hard = resource.getrlimit(which)
    ceiling = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    try:
        resource.setrlimit(which, (ceiling, hard))
    except (ValueError, OSError):
        # macOS refuses some of them; the engine still works, only unbounded.
        return
