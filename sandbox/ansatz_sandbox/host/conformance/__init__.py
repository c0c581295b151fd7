"""What every backend must do: programs with the outcome that each must have, and a host that is not harmed.

`check(sandbox, PROGRAMS)` runs them on any `Sandbox` and reports; `check(sandbox, quick())` takes seconds.
"""

from .program import HOSTILE, Program
from .suite import PROGRAMS, Examination, Report, Result, check, quick

__all__ = ["HOSTILE", "PROGRAMS", "Examination", "Program", "Report", "Result", "check", "quick"]
