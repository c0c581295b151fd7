"""New code in a notebook file's text: the cells concerned are written anew, no other character changes.

What is written looks as what is there: indentation, line ends, a source as list or as string, letters
beyond ASCII as themselves or escaped.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ansatz.core.text import Span

from .cell import Cell
from .ipynb import NotebookText, StoredCell, parse

_ESCAPES: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u(?!00[01])[0-9a-fA-F]{4}")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class NotTheSame(RuntimeError):
    """What would be written is not what was meant: a defect, found before anything is written."""


def rewritten(book: NotebookText, cells: Sequence[Cell]) -> str:
    """The file's text with these cells: those of `book` in their order, some with another text, new ones
    between them."""
    places = {each.cell.key: each for each in book.stored}
    edits, last = list[tuple[Span, str]](), None
    style = _style(book)
    taken = {each.id for each in book.cells}
    for cell in cells:
        stored = places.get(cell.key)
        if stored is None:
            if last is None:
                raise NotTheSame("a new cell above all others")
            name = _new_id(cell.text, taken) if book.has_ids else ""
            taken.add(name)
            whole = _new_cell(cell.text, name, style, is_list=last.items is not None)
            edits.append((Span(last.whole.end, last.whole.end), f",{style.gap(style.cell)}{whole}"))
            continue
        last = stored
        if cell.text != stored.cell.text:
            edits.append((stored.source, _source(book.raw, stored, cell.text, style)))
    text = book.raw
    for place, new in reversed(edits):
        text = text[: place.start] + new + text[place.end :]
    _check(text, book, cells)
    return text


def _check(text: str, book: NotebookText, cells: Sequence[Cell]) -> None:
    """Reads what was written: a person's notebook is not the place to find out that it can't be read."""
    after = parse(text)
    kept = {each.cell.key: each for each in book.stored}
    if [(each.kind, each.text) for each in after.cells] != [(each.kind, each.text) for each in cells]:
        raise NotTheSame("the cells read differently after writing")
    for now, cell in zip(after.stored, cells, strict=True):
        before = kept.pop(cell.key, None)
        is_same = before is None or cell.text != before.cell.text
        if not is_same and before is not None and now.whole.of(text) != before.whole.of(book.raw):
            raise NotTheSame("a cell that nobody changed has changed")
    if kept:
        raise NotTheSame("a cell is gone")


@dataclass(frozen=True, slots=True)
class _Style:
    """How the file is laid out. `newline` is empty where all stands on one line.

    `cell` is what a cell's first line starts with, `step` what a level adds. `comma` and `colon` are the
    separators on one line.
    """

    newline: str
    cell: str
    step: str
    comma: str
    colon: str
    is_ascii: bool

    def gap(self, indent: str) -> str:
        """What stands between two entries, behind the comma."""
        return self.newline + indent if self.newline else self.comma[1:]

    def string(self, text: str) -> str:
        """A JSON string as the file would have it."""
        escapes = self.is_ascii or _SURROGATE.search(text) is not None
        return json.dumps(text, ensure_ascii=escapes)


def _style(book: NotebookText) -> _Style:
    raw = book.raw
    is_ascii = raw.isascii() and _ESCAPES.search(raw) is not None
    colon = ": " if re.search(r'"cell_type"\s*:\s', raw) else ":"
    first = book.stored[0].whole if book.stored else Span(0, 0)
    before = re.search(r"(\r?\n)([ \t]*)$", raw[: first.start])
    if before is None:
        return _Style("", "", "", ", " if re.search(r'[\]"}\d], "', raw) else ",", colon, is_ascii)
    inside = re.match(r"\{\r?\n([ \t]*)", first.of(raw))
    step = inside[1].removeprefix(before[2]) if inside is not None else " "
    return _Style(before[1], before[2], step or " ", ", ", colon, is_ascii)


def _source(raw: str, stored: StoredCell, text: str, style: _Style) -> str:
    """A cell's source with another text; lines that it had before are written as they were."""
    places = stored.items
    if places is None:
        return style.string(text)
    written = {json.loads(place.of(raw)): place.of(raw) for place in places}
    rows = [written.get(row) or style.string(row) for row in text.splitlines(keepends=True)]
    if len(places) == 0:
        return f"[{', '.join(rows)}]"
    gap = raw[places[0].end : places[1].start] if len(places) > 1 else ""
    opening = raw[stored.source.start : places[0].start]
    if len(places) == 1:
        inner = opening[1:]
        gap = f",{inner}" if inner.strip(" ") else style.comma
    return opening + gap.join(rows) + raw[places[-1].end : stored.source.end]


def _new_cell(text: str, name: str, style: _Style, *, is_list: bool) -> str:
    """A code cell that was never run, as Jupyter writes it."""
    inner, item = style.cell + style.step, style.cell + 2 * style.step
    source = style.string(text)
    if is_list:
        rows = [style.string(row) for row in text.splitlines(keepends=True)]
        lead = style.newline + item if style.newline else ""
        tail = style.newline + inner if style.newline else ""
        source = f"[{lead}{f',{style.gap(item)}'.join(rows)}{tail}]"
    fields = {
        "cell_type": '"code"',
        "execution_count": "null",
        **({"id": style.string(name)} if name else {}),
        "metadata": "{}",
        "outputs": "[]",
        "source": source,
    }
    rows = [f'"{key}"{style.colon}{value}' for key, value in fields.items()]
    lead = style.newline + inner if style.newline else ""
    tail = style.newline + style.cell if style.newline else ""
    return f"{{{lead}{f',{style.gap(inner)}'.join(rows)}{tail}}}"


def _new_id(text: str, taken: set[str]) -> str:
    """Eight digits that no other cell has, the same for the same code."""
    for attempt in range(len(taken) + 1):
        name = hashlib.sha256(f"{attempt} {text}".encode("utf-8", "replace")).hexdigest()[:8]
        if name not in taken:
            return name
    raise NotTheSame("no free id")
