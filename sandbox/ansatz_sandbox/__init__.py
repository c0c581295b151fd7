"""Runs code that nobody trusts, in isolation or not at all, and carries values in and out."""

from .host.binary import find_bubblewrap
from .host.bubblewrap import Bubblewrap
from .host.mounts import UnsafePath, may_be_shown
from .host.plain import plain
from .host.projects import Projects
from .job import (
    Call,
    CallResult,
    Carried,
    Job,
    Limits,
    NotCarried,
    NotReached,
    Outcome,
    Project,
    Raised,
    Returned,
    Sandbox,
    SandboxBusy,
    SandboxUnavailable,
    Source,
    Status,
    Structured,
    Usage,
    Value,
    ValueNotCarried,
)

__all__ = [
    "Bubblewrap",
    "Call",
    "CallResult",
    "Carried",
    "Job",
    "Limits",
    "NotCarried",
    "NotReached",
    "Outcome",
    "Project",
    "Projects",
    "Raised",
    "Returned",
    "Sandbox",
    "SandboxBusy",
    "SandboxUnavailable",
    "Source",
    "Status",
    "Structured",
    "UnsafePath",
    "Usage",
    "Value",
    "ValueNotCarried",
    "find_bubblewrap",
    "may_be_shown",
    "plain",
]
