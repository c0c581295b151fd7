"""A process of the host that has nothing to do with any job, and that must be alive and well after each."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
from typing import IO, cast

_CODE = "import sys\nfor line in sys.stdin:\n    sys.stdout.write(line)\n    sys.stdout.flush()\n"
_ANSWER_S = 10.0


class Bystander:
    """Answers whatever it is told with the same; in a group of its own, as another program would be."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _CODE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self.pid = self._process.pid

    def is_well(self) -> bool:
        """Whether it runs and answers."""
        wanted = os.urandom(4).hex().encode() + b"\n"
        try:
            told, said = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
            told.write(wanted)
            told.flush()
            if sys.platform != "win32" and not select.select([said], [], [], _ANSWER_S)[0]:
                return False
            return said.readline() == wanted
        except OSError:
            return False

    def end(self) -> None:
        """End it, also when it was stopped."""
        self._process.kill()
        with contextlib.suppress(OSError):
            self._process.communicate()
