"""Candidate to ProposedEdit: exact changes to one version of a text, and carrying them to the next."""

from ansatz.targets.placing import NoPlaceError, apply

from .diff import unified_diff
from .proposing import propose
from .rebasing import rebase

__all__ = ["NoPlaceError", "apply", "propose", "rebase", "unified_diff"]
