"""One thing that `ansatz doctor` has looked at."""

from dataclasses import dataclass
from typing import Literal

from ansatz.cli.exits import Exit

State = Literal["good", "warning", "fault"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `advice` says what to do, and is empty where nothing has to be done."""

    name: str
    state: State
    found: str
    advice: str = ""
    code: Exit = Exit.ACCEPTED
