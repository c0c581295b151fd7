"""Which evidence there is on a function as it stands in a text."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from ansatz.core.record import Record
from ansatz.core.target import FunctionTarget
from ansatz.targets import functions, slice_digest, spec_digest


class Records(Protocol):
    """Where records are looked up."""

    def get(self, qualified_name: str, spec_digest: str, slice_digest: str) -> Record | None:
        """The record of exactly this code for exactly this spec."""
        ...

    def latest(self, qualified_name: str, spec_digest: str) -> Record | None:
        """The newest record for this spec, whatever its code was."""
        ...


@dataclass(frozen=True, slots=True)
class Known:
    """A record, and whether it is of the code that stands there now."""

    record: Record
    is_current: bool


def known(text: str, target: FunctionTarget, records: Records) -> Known | None:
    """The evidence on a function: of its code as it stands, else the newest for its spec.

    A candidate that was refuted was never put in, so a record of it is not one of earlier code.
    """
    spec = spec_digest(text, target)
    newest = records.latest(target.qualified_name, spec)
    if newest is None:
        return None
    code = _slice_digest(text, target)
    if newest.slice_digest == code:
        return Known(newest, is_current=True)
    own = records.get(target.qualified_name, spec, code)
    if own is not None:
        return Known(own, is_current=True)
    was_put_in = newest.action == "validated" or newest.level != "refuted"
    return Known(newest, is_current=False) if was_put_in and not target.is_stub else None


@lru_cache(maxsize=16)
def _slice_digest(text: str, target: FunctionTarget) -> str:
    # A hover after a hover asks for the same, and a slice of a long file takes milliseconds.
    return slice_digest(text, target)


def enclosing(text: str, offset: int) -> list[FunctionTarget]:
    """The functions that `offset` stands in, the innermost first: a step may be a function of its own."""
    around = [each for each in functions(text) if each.span.start <= offset <= each.span.end]
    return sorted(around, key=lambda each: -each.span.start)


def innermost(text: str, offset: int) -> FunctionTarget | None:
    """The function that `offset` stands in; of nested ones the inner one."""
    return next(iter(enclosing(text, offset)), None)
