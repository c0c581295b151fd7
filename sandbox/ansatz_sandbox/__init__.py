"""Runs code that nobody trusts, in isolation or not at all, and carries values in and out."""

from .host.binary import find_bubblewrap
from .host.bubblewrap import Bubblewrap
from .host.mounts import UnsafePath
from .job import (
    Call,
    CallResult,
    Carried,
    Job,
    Limits,
    NotCarried,
    NotReached,
    Outcome,
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
]
