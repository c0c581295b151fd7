"""What every backend must do: programs with the outcome that each must have, and a host that must be unharmed.

`check(sandbox)` runs them one after the other on any `Sandbox` and reports; `quick=True` takes seconds.
"""

from .program import Program
from .suite import Failure, Report, check, programs

__all__ = ["Failure", "Program", "Report", "check", "programs"]
