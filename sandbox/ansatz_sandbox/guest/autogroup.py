"""Where the kernel shares the processors out by session, a session weighs no more than its processes do.

With sched_autogroup_enabled (sched(7)), niceness counts within a session only, and every new session
starts with the full share: background work would take as much of the machine as what the user looks at.
"""

# pathlib would be the slowest import of the guest, for nothing.
# ruff: noqa: PTH123

from __future__ import annotations

import os
import time

_TRIES = 4
_AGAIN_S = 0.12
"""The kernel takes ten such wishes a second from ordinary users."""


def step_back() -> None:
    """Give this process's session its niceness, where the kernel groups by session and it leads its own."""
    if os.getsid(0) != os.getpid():
        # A session of somebody's shell, with all that runs there.
        return
    niceness = os.nice(0)
    for _ in range(_TRIES if niceness > 0 else 0):
        try:
            with open("/proc/self/autogroup", "w") as file:
                file.write(str(niceness))
        except BlockingIOError:
            time.sleep(_AGAIN_S)
        except OSError:
            # No such grouping, or no /proc.
            return
        else:
            return
