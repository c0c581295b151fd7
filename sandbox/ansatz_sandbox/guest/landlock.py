"""Landlock: the file rights of a job, stated once more to the kernel, besides its mounts (landlock(7))."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Sequence

from .libc import libc

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_VERSION_FLAG = 1
_BENEATH = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""Version → how many file rights it knows; they are bits in the order in which they were added."""
_TCP = 3  # bind, connect
_SCOPES = 3  # abstract sockets, signals


def version() -> int:
    """The version that the kernel offers, 0 for none."""
    return max(_syscall(_CREATE, None, 0, _VERSION_FLAG), 0)


def restrict(writable: Sequence[str], devices: Sequence[str]) -> int:
    """Reading and executing everywhere, everything else beneath `writable`; returns the version in force.

    `devices` may be written to. TCP, other domains' abstract sockets and signals to processes outside
    are refused where the kernel can (versions 4 and 6). Needs `no_new_privs`; 0 where there is none.
    """
    found = version()
    if found < 1:
        return 0
    every = (1 << max(bits for since, bits in _RIGHTS.items() if since <= found)) - 1
    attributes = struct.pack("=QQQ", every, _TCP if found >= 4 else 0, _SCOPES if found >= 6 else 0)
    attributes = attributes[: 8 if found < 4 else 16 if found < 6 else 24]
    ruleset = _syscall(_CREATE, ctypes.c_char_p(attributes), len(attributes), 0)
    if ruleset < 0:
        return 0
    try:
        read = _EXECUTE | _READ_FILE | _READ_DIR
        rules = [("/", read), *((path, every) for path in writable)]
        rules += [(path, _WRITE_FILE | _READ_FILE) for path in devices]
        if not all(_allow(ruleset, path, rights) for path, rights in rules):
            return 0
        return found if _syscall(_RESTRICT, ruleset, 0) == 0 else 0
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> bool:
    try:
        beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return True  # what is not there needs no right
    try:
        attributes = struct.pack("=Qi", rights, beneath)
        return _syscall(_ADD_RULE, ruleset, _BENEATH, ctypes.c_char_p(attributes), 0) == 0
    finally:
        os.close(beneath)


def _syscall(number: int, *arguments: object) -> int:
    padded = [ctypes.c_long(item) if isinstance(item, int) else item for item in arguments]
    return int(libc().syscall(ctypes.c_long(number), *padded))
