"""The system call filter of a job: a BPF program assembled here and handed to the kernel (seccomp(2))."""

from __future__ import annotations

import ctypes
import errno
import functools
import os
import struct
from typing import Optional

from .libc import libc
from .syscalls import BY_ARGUMENT, LAST_KNOWN, REFUSED

_ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
"""Machine → its number in audit records, and its column in the tables of calls."""

# Classic BPF and the layout of `struct seccomp_data`, as in linux/bpf_common.h and linux/seccomp.h.
_LOAD, _EQUAL, _GREATER, _AND, _RETURN = 0x20, 0x15, 0x25, 0x54, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_REFUSE = _ERRNO | errno.EPERM
_UNKNOWN = _ERRNO | errno.ENOSYS

_PR_SET_SECCOMP = 22
_MODE_FILTER = 2
_NEW_NAMESPACES = 0x7E020080  # every CLONE_NEW… flag; CLONE_NEWTIME shares its bit with the exit signal
_AF_UNIX, _SOCK_STREAM, _SOCK_TYPE = 1, 1, 0xF
_PERSONALITY_QUERY = 0xFFFFFFFF

Instruction = tuple[int, int, int, int]  # operation, jump if true, jump if false, operand


class FilterError(Exception):
    """The kernel did not take the filter."""


def program(machine: str) -> Optional[list[Instruction]]:
    """The filter for `machine` (as of uname), or None for an architecture without a table."""
    if machine not in _ARCHITECTURES:
        return None
    audit, column = _ARCHITECTURES[machine]
    code: list[Instruction] = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        # The 32-bit entries of the same kernel number their calls differently.
        (_EQUAL, 1, 0, audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        # This also catches the x32 calls, whose numbers have a high bit set.
        (_GREATER, 0, 1, LAST_KNOWN),
        (_RETURN, 0, 0, _UNKNOWN),
    ]
    for numbers in REFUSED.values():
        number = numbers[column]
        if number is not None:
            code += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    for name, numbers in BY_ARGUMENT.items():
        block = _by_argument(name)
        code += [(_EQUAL, 0, len(block), numbers[column]), *block]
    return [*code, (_RETURN, 0, 0, _ALLOW)]


@functools.lru_cache(maxsize=None)
def _assembled(machine: str) -> bytes:
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in program(machine) or [])


def install() -> bool:
    """Put this process and all that it starts under the filter for good; False where there is no table.

    Needs `no_new_privs`. Raises `FilterError` when the kernel refuses.
    """
    text = _assembled(os.uname().machine)
    if not text:
        return False
    buffer = ctypes.create_string_buffer(text, len(text))
    header = struct.pack("@HP", len(text) // 8, ctypes.addressof(buffer))
    if libc().prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.c_char_p(header), 0, 0) != 0:
        raise FilterError("the system call filter was refused: " + os.strerror(ctypes.get_errno()))
    return True


def _by_argument(name: str) -> list[Instruction]:
    """What is done for one call, always ending in a return."""
    if name == "clone":
        return [_argument(0), (_AND, 0, 0, _NEW_NAMESPACES), *_allow_only(0)]
    if name == "clone3":
        # Its flags lie in memory, which a filter can't see; the C library goes back to clone.
        return [(_RETURN, 0, 0, _UNKNOWN)]
    if name == "socketpair":
        # Datagram sockets could send to an address; streams are bound to each other.
        return [
            _argument(0),
            (_EQUAL, 1, 0, _AF_UNIX),
            (_RETURN, 0, 0, _REFUSE),
            _argument(1),
            (_AND, 0, 0, _SOCK_TYPE),
            *_allow_only(_SOCK_STREAM),
        ]
    if name == "personality":
        return [_argument(0), (_EQUAL, 1, 0, 0), *_allow_only(_PERSONALITY_QUERY)]
    if name in ("setpriority", "ioprio_set"):
        # Of the caller itself (which is kind 0 or 1 of "whom") and of nobody else.
        kind = 0 if name == "setpriority" else 1
        return [_argument(0), (_EQUAL, 1, 0, kind), (_RETURN, 0, 0, _REFUSE), _argument(1), *_allow_only(0)]
    # The rest name a process first: a job's limits and place on the processors are its own affair.
    return [_argument(0), *_allow_only(0)]


def _argument(index: int) -> Instruction:
    """Load the low half of an argument: all that is compared here are 32-bit values to the kernel."""
    return (_LOAD, 0, 0, _ARGUMENTS + 8 * index)


def _allow_only(value: int) -> list[Instruction]:
    return [(_EQUAL, 0, 1, value), (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
