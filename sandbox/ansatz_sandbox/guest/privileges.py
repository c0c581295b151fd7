"""Gives up every privilege for good, before any code of others is in the process."""

from __future__ import annotations

import ctypes
import os
from typing import Optional

from .libc import libc

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_CAPBSET_DROP = 24
_PR_SET_NO_NEW_PRIVS = 38
_PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_CLEAR_ALL = 4
_CAPABILITY_VERSION_3 = 0x20080522
_LAST_CAPABILITY = 63  # more than any kernel has; those unknown are refused, which is harmless


class PrivilegeError(Exception):
    """A privilege that should be gone is still there."""


def drop(uid: Optional[int]) -> None:
    """Become `uid` (when started as root; None keeps the user) with no way back up.

    Raises `PrivilegeError` when the process could still be root or regain anything.
    """
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        for capability in range(_LAST_CAPABILITY + 1):
            libc().prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
        os.setresuid(uid, uid, uid)
    libc().prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    _clear_capabilities()
    if libc().prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise PrivilegeError("no_new_privs was refused")
    set_dumpable(False)
    # A change of identity clears this one, so it is asked for again.
    libc().prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0)
    if 0 in os.getresuid() or 0 in os.getresgid():
        raise PrivilegeError("still root")
    if uid is not None:
        try:
            os.setresuid(0, 0, 0)
        except OSError:
            return
        raise PrivilegeError("could become root again")


def set_dumpable(allowed: bool) -> None:
    """Whether processes of the same user may trace this one and open its descriptors in /proc."""
    if libc().prctl(_PR_SET_DUMPABLE, int(allowed), 0, 0, 0) != 0:
        raise PrivilegeError("PR_SET_DUMPABLE was refused")


def _clear_capabilities() -> None:
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    if libc().capset(ctypes.byref(header), ctypes.byref(nothing)) != 0:
        raise PrivilegeError("capset was refused: " + os.strerror(ctypes.get_errno()))
