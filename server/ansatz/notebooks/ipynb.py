"""A notebook file's text: its cells, and the same text with other code in some, byte for byte as it was else.

Source of the format: nbformat's description of notebook format 4.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from json import JSONDecodeError
from typing import Any, Final, cast

from ansatz.core.text import Span

from .cell import Cell, CellKind

_DECODER: Final = json.JSONDecoder(parse_int=float)
"""Of numbers it need not know more: an integer of thousands of digits is refused by Python's own `int`."""
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_NOT_PYTHON: Final = re.compile(
    r"(?:ir|ijulia|julia|octave|matlab|bash|sagemath|scala|xcpp|deno|javascript|gophernotes|rust|evcxr)\b.*|"
    r"(?:julia|xcpp|ir)\d.*",
    re.IGNORECASE,
)


class NotANotebook(ValueError):
    """A text that is no Python notebook of format 4, and why."""


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A cell and where it stands in the file's text. `items` are the strings of a source that is a list."""

    cell: Cell
    whole: Span
    source: Span
    items: tuple[Span, ...] | None


@dataclass(frozen=True, slots=True)
class NotebookText:
    """The text of a notebook file. `has_ids`: its format gives every cell an id."""

    raw: str
    stored: tuple[StoredCell, ...]
    has_ids: bool

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Its cells, in order."""
        return tuple(each.cell for each in self.stored)


def parse(raw: str) -> NotebookText:
    """The cells of a notebook file's text. Raises NotANotebook."""
    try:
        whole: object = _DECODER.decode(raw)
    except JSONDecodeError as error:
        why = f"it is no JSON from line {error.lineno}, column {error.colno} on ({error.msg})"
        raise NotANotebook(why) from error
    except RecursionError as error:
        raise NotANotebook("its JSON is nested too deeply") from error
    if not isinstance(whole, dict):
        raise NotANotebook("its JSON is no object")
    top = _object(raw, _after_space(raw, 0))
    major, minor = _number(raw, top.get("nbformat")), _number(raw, top.get("nbformat_minor"))
    if major is None or (major == 4 and "cells" not in top):
        raise NotANotebook("it has no cells")
    if major != 4:
        raise NotANotebook(f"it is of notebook format {major}: open and save it in Jupyter, which makes it 4")
    _check_language(cast("dict[str, Any]", whole).get("metadata"))
    if raw[top["cells"].start] != "[":
        raise NotANotebook("its cells are no list")
    stored = tuple(_stored(raw, place, at) for at, place in enumerate(_items(raw, top["cells"].start), 1))
    return NotebookText(raw, stored, has_ids=minor is not None and minor >= 5)


def language_of(metadata: object) -> str | None:
    """The language that a notebook's metadata name, in lower case; None where they name none."""
    fields = _fields(metadata)
    kernel = _fields(fields.get("kernelspec"))
    for named in (_fields(fields.get("language_info")).get("name"), kernel.get("language")):
        if isinstance(named, str) and named:
            return named.lower()
    name = kernel.get("name")
    return name.lower() if isinstance(name, str) and _NOT_PYTHON.fullmatch(name) else None


def is_python(language: str | None) -> bool:
    """Whether a notebook of this language is one of Python; one that names none is."""
    return language is None or language in ("python", "ipython", "python3")


def offset_in_file(raw: str, stored: StoredCell, offset: int) -> int:
    """Where in the file's text the character at `offset` of a cell's text is written."""
    places = (stored.source,) if stored.items is None else stored.items
    for nth, place in enumerate(places, 1):
        length = len(json.loads(place.of(raw)))
        if offset < length or (offset == length and nth == len(places)):
            return place.start + _within(place.of(raw), offset)
        offset -= length
    return stored.source.start


def _within(token: str, offset: int) -> int:
    """The place in a JSON string, quotes included, at which its character at `offset` is written."""
    at = 1
    while offset > 0 and at < len(token) - 1:
        step = 1
        if token[at] == "\\":
            step = 6 if token[at + 1] == "u" else 2
            pair = token[at : at + 12]
            if step == 6 and re.match(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]", pair):
                step = 12
        at += step
        offset -= 1
    return at


def _check_language(metadata: object) -> None:
    language = language_of(metadata)
    if not is_python(language):
        raise NotANotebook(f"its language is {language}, and Ansatz reads Python")


def _stored(raw: str, place: Span, number: int) -> StoredCell:
    fields = _object(raw, place.start, f"cell {number}")
    if "source" not in fields or "cell_type" not in fields:
        raise NotANotebook(f"cell {number} has no source or no type")
    at = fields["source"]
    value: object = _DECODER.raw_decode(raw, at.start)[0]
    if not (isinstance(value, str) or _are_strings(value)):
        raise NotANotebook(f"the source of cell {number} is no text")
    items = None if isinstance(value, str) else tuple(_items(raw, at.start))
    text = value if isinstance(value, str) else "".join(cast("list[str]", value))
    named = _value(raw, fields.get("id"))
    name = named if isinstance(named, str) else ""
    cell = Cell(_kind(raw, fields), text, f"stored {number}", name)
    return StoredCell(cell, place, at, items)


def _kind(raw: str, fields: Mapping[str, Span]) -> CellKind:
    kind = _value(raw, fields["cell_type"])
    if kind == "markdown":
        return "markdown"
    own = _fields(_fields(_value(raw, fields.get("metadata"))).get("vscode")).get("languageId")
    return "code" if kind == "code" and own in (None, "python") else "other"


def _are_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in cast("list[object]", value))


def _fields(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _value(raw: str, place: Span | None) -> object:
    return None if place is None else _DECODER.raw_decode(raw, place.start)[0]


def _number(raw: str, place: Span | None) -> int | None:
    words = "" if place is None else place.of(raw)
    return int(words) if re.fullmatch(r"\d{1,4}", words) else None


def _after_space(raw: str, at: int) -> int:
    found = _SPACE.match(raw, at)
    return at if found is None else found.end()


def _object(raw: str, start: int, what: str = "it") -> dict[str, Span]:
    """The fields of the object that starts there, with the places of their values."""
    found = dict[str, Span]()
    if raw[start] != "{":
        raise NotANotebook(f"{what} is no object")
    for key in _entries(raw, start):
        colon = _after_space(raw, key.end)
        value = _after_space(raw, colon + 1)
        name = json.loads(key.of(raw))
        if name in found:
            # A reader takes one of them, and which one differs.
            raise NotANotebook(f"{what} has {name!r} twice")
        found[name] = Span(value, _DECODER.raw_decode(raw, value)[1])
    return found


def _items(raw: str, start: int) -> Iterator[Span]:
    """The places of the items of the list that starts there."""
    return _entries(raw, start)


def _entries(raw: str, start: int) -> Iterator[Span]:
    """What stands behind the opening bracket and behind each comma: items of a list, keys of an object."""
    is_object = raw[start] == "{"
    at = _after_space(raw, start + 1)
    while raw[at] not in "]}":
        end = _DECODER.raw_decode(raw, at)[1]
        yield Span(at, end)
        at = _after_space(raw, end)
        if is_object:
            value = _after_space(raw, at + 1)
            at = _after_space(raw, _DECODER.raw_decode(raw, value)[1])
        if raw[at] == ",":
            at = _after_space(raw, at + 1)
