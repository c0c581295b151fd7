"""Runs code that nobody trusts, in isolation or not at all, and carries values in and out."""

from .host.bubblewrap import Bubblewrap, find_bubblewrap
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
    SandboxUnavailable,
    Status,
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
    "SandboxUnavailable",
    "Status",
    "Usage",
    "Value",
    "ValueNotCarried",
    "find_bubblewrap",
]
