"""What the collector sent from the sandbox, checked: text that nobody vouches for."""

import json
from dataclasses import dataclass
from typing import Final, cast, get_args

from ..core.routine import RoutineKind
from ..core.target import ParameterKind

_KINDS: Final[tuple[str, ...]] = get_args(RoutineKind)
_PARAMETER_KINDS: Final[tuple[str, ...]] = get_args(ParameterKind)
_ROUTINES_MAX: Final = 50_000


@dataclass(frozen=True, slots=True)
class Argument:
    """A parameter as the signature has it."""

    name: str
    kind: ParameterKind
    default: str | None


@dataclass(frozen=True, slots=True)
class Collected:
    """A routine before its docstring is read; `signature` is None where Python can't tell it."""

    name: str
    aliases: tuple[str, ...]
    kind: RoutineKind
    signature: tuple[Argument, ...] | None
    doc: str


def read_collected(text: str, package: str) -> tuple[Collected, ...]:
    """Routines of `package`; what is not one, or bears another package's name, is left out."""
    try:
        items: object = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(items, list):
        return ()
    routines = (_routine(item, package) for item in cast("list[object]", items)[:_ROUTINES_MAX])
    return tuple({one.name: one for one in routines if one is not None}.values())


def _routine(item: object, package: str) -> Collected | None:
    match item:
        case [str(name), list(), str(kind), object(), str(doc)] if kind in _KINDS and _is_path(name, package):
            _, aliases, _, signature, _ = cast("list[object]", item)
            others = tuple(
                alias
                for alias in cast("list[object]", aliases)
                if isinstance(alias, str) and _is_path(alias, package)
            )
            return Collected(name, others, cast("RoutineKind", kind), _signature(signature), doc)
        case _:
            return None


def _signature(items: object) -> tuple[Argument, ...] | None:
    if not isinstance(items, list):
        return None
    arguments: list[Argument] = []
    for item in cast("list[object]", items):
        match item:
            case [str(name), str(kind), (str() | None) as default] if (
                kind in _PARAMETER_KINDS and name.isidentifier()
            ):
                # Names are put into a text as they are; a default is only shown.
                arguments.append(Argument(name, cast("ParameterKind", kind), default))
            case _:
                return None
    return tuple(arguments)


def _is_path(name: str, package: str) -> bool:
    parts = name.split(".")
    return parts[0] == package and len(parts) > 1 and all(part.isidentifier() for part in parts)
