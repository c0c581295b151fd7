"""Processor time of a process and all that it started, from `/proc`."""

import os
from pathlib import Path


def tree_cpu_s(pid: int, proc: Path = Path("/proc")) -> float:
    """Seconds of user and system time of the process, its descendants, and those of them that have ended.

    A process that ended counts once its parent has waited for it.
    """
    try:
        fields = (proc / str(pid) / "stat").read_text().rpartition(")")[2].split()
        tasks = list((proc / str(pid) / "task").iterdir())
        children = {int(child) for task in tasks for child in (task / "children").read_text().split()}
    except OSError:
        # It ended while we looked.
        return 0.0
    # utime, stime and those of the children that were waited for.
    ticks = sum(int(each) for each in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK") + sum(tree_cpu_s(child, proc) for child in children)
