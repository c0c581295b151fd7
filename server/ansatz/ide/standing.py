"""How the functions of a text stand, in numbers."""

from dataclasses import dataclass, field

from ansatz.core.evidence import Level
from ansatz.targets import functions

from .lookup import Records, known


@dataclass(slots=True)
class Standing:
    """Functions by the level of their code as it is; those edited since; stubs with a docstring."""

    levels: dict[Level, int] = field(default_factory=dict[Level, int])
    edited: int = 0
    stubs: int = 0


def standing(text: str, records: Records) -> Standing:
    """Counts the functions that have a docstring."""
    counted = Standing()
    for target in functions(text):
        if target.docstring is None:
            continue
        if target.is_stub:
            counted.stubs += 1
        elif (evidence := known(text, target, records)) is not None:
            if evidence.is_current:
                level = evidence.record.level
                counted.levels[level] = counted.levels.get(level, 0) + 1
            else:
                counted.edited += 1
    return counted
