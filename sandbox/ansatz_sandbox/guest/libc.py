"""The C library, opened once: every process of a job would pay for it again."""

from __future__ import annotations

import ctypes
import functools


@functools.lru_cache(maxsize=None)
def libc() -> ctypes.CDLL:
    """Functions of the C library; after a failure `ctypes.get_errno` tells why."""
    return ctypes.CDLL(None, use_errno=True)
