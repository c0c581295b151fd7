"""The user's own exemplars, and rationales that were made for any: one JSON file beside the records."""

import json
import os
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from ..core.exemplar import Domain, Exemplar
from .finding import MemoryShelf
from .shipped import shipped
from .stubs import stub_of

FILE_NAME: Final = "exemplars.json"
_VERSION: Final = 1


class OwnShelf:
    """What comes with Ansatz, and the user's own; an entry of the user's stands for a shipped one."""

    def __init__(self, path: Path) -> None:
        """`path` need not be there yet; it is read when exemplars are first asked for."""
        self._path = path
        self._shelf: MemoryShelf | None = None

    def bucket(self, text: str) -> Domain | None:
        """The field that a task belongs to."""
        return self._all().bucket(text)

    def find(self, text: str, domain: Domain | None, count: int) -> tuple[Exemplar, ...]:
        """The nearest exemplars, the best first."""
        return self._all().find(text, domain, count)

    @property
    def exemplars(self) -> tuple[Exemplar, ...]:
        """All of them."""
        return self._all().exemplars

    def named(self, name: str) -> tuple[Exemplar, ...]:
        """Those of a whole name, or of a function's name."""
        return tuple(each for each in self.exemplars if name in (each.name, each.function))

    def keep(self, exemplar: Exemplar) -> None:
        """Adds one, in place of one of the same name. Raises OSError."""
        own = {each.name: each for each in kept_from(self._path)} | {exemplar.name: exemplar}
        self._write(tuple(own.values()))

    def drop(self, name: str) -> bool:
        """Takes one of the user's away; False where there is none. Raises OSError."""
        own = kept_from(self._path)
        left = tuple(each for each in own if each.name != name)
        if len(left) < len(own):
            self._write(left)
        return len(left) < len(own)

    def _write(self, own: tuple[Exemplar, ...]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        whole = {"version": _VERSION, "exemplars": [asdict(each) for each in own]}
        fresh = self._path.with_suffix(f".{os.getpid()}.new")
        fresh.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", "utf-8")
        fresh.replace(self._path)
        self._shelf = None

    def _all(self) -> MemoryShelf:
        if self._shelf is None:
            own = {each.name: each for each in kept_from(self._path)}
            theirs = {each.exemplar.name: each.exemplar for each in shipped()}
            self._shelf = MemoryShelf(tuple((theirs | own).values()))
        return self._shelf


def kept_from(path: Path) -> tuple[Exemplar, ...]:
    """The entries of a file; none where it is missing. What can't be read is as good as absent."""
    try:
        whole = json.loads(path.read_text("utf-8"))
        if whole["version"] != _VERSION:
            return ()
        return TypeAdapter(tuple[Exemplar, ...]).validate_python(whole["exemplars"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ValidationError):
        return ()


def exemplar_of(code: str, function: str, domain: Domain, file: str, origin: str) -> Exemplar:
    """A function of the user's as an exemplar, not yet explained. Raises ValueError without a docstring."""
    name = f"{domain}/{function}"
    return replace(Exemplar(name, function, domain, stub_of(code, function), code), origin=origin, file=file)
