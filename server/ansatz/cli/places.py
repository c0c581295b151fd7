"""`FILE::NAME`, `FILE::LINES` and cells on the command line: which functions of which files are meant."""

import difflib
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ansatz import targets
from ansatz.cli.cells import in_cell, not_closed
from ansatz.cli.pages import NotebookPage, Passage
from ansatz.cli.source_file import SourceFile, read_source
from ansatz.cli.unusable import Unusable
from ansatz.core.target import FunctionTarget
from ansatz.core.text import Span

_NOT_SOURCE: Final = frozenset({"__pycache__", "node_modules", "build", "dist", "site-packages"})
_LINES: Final = re.compile(r"\d+(-\d+)?")


@dataclass(frozen=True, slots=True)
class Place:
    """A file and the functions in it that are meant, in the order in which they were named.

    `passages` are comments and other places outside any function, named by their lines, and Markdown cells.
    """

    source: SourceFile
    functions: tuple[FunctionTarget, ...]
    passages: tuple[Passage, ...] = ()


def places(arguments: Sequence[str], *, stubs: bool) -> tuple[Place, ...]:
    """What the arguments mean. A file alone means all its documented stubs, or all documented bodies.

    Raises `Unusable`.
    """
    sources: dict[str, SourceFile] = {}
    found: dict[str, dict[tuple[str, int], FunctionTarget]] = {}
    passages: dict[str, dict[Passage, None]] = {}
    for argument, is_found in _files(arguments):
        file, separator, name = argument.partition("::")
        if separator and not name:
            raise Unusable(f"{argument} names no function: write {file}::NAME, or {file} alone.")
        if file not in sources:
            try:
                sources[file] = read_source(file)
            except Unusable as error:
                if not is_found:
                    raise
                sys.stderr.write(f"ansatz: Passed over: {error}\n")
                continue
        source = sources[file]
        for one in _chosen(source, name, stubs=stubs, may_be_none=is_found):
            if isinstance(one, FunctionTarget):
                found.setdefault(file, {})[one.qualified_name, one.ordinal] = one
            else:
                passages.setdefault(file, {})[one] = None
    return tuple(
        Place(source, tuple(found.get(file, {}).values()), tuple(passages.get(file, ())))
        for file, source in sources.items()
    )


def one_function(argument: str) -> Place:
    """The file and the one function that `FILE::NAME` means. Raises `Unusable`."""
    if "::" not in argument:
        raise Unusable(f"Name one function, as {argument}::NAME.")
    (place,) = places([argument], stubs=True)
    if len(place.functions) != 1:
        raise Unusable(f"{argument} is not one function: name it, as FILE::NAME.")
    return place


def one_in_module(argument: str, why_not: str) -> Place:
    """The same of a Python file; `why_not` tells why a notebook won't do. Raises `Unusable`."""
    place = one_function(argument)
    if isinstance(place.source.page, NotebookPage):
        raise Unusable(f"{place.source.shown} is a notebook: {why_not}.")
    return place


def _chosen(
    source: SourceFile, name: str, *, stubs: bool, may_be_none: bool
) -> Sequence[FunctionTarget | Passage]:
    """What stands behind `::` in an argument, or all that applies where nothing does."""
    if not name:
        return _all_in(source, stubs=stubs, may_be_none=may_be_none)
    if isinstance(source.page, NotebookPage):
        found = in_cell(source.page, source.shown, name, stubs=stubs)
        return [_named(source, name)] if found is None else found
    if _LINES.fullmatch(name):
        return _on_lines(source, name, stubs=stubs)
    return [_named(source, name)]


def _on_lines(source: SourceFile, lines: str, *, stubs: bool) -> list[FunctionTarget | Span]:
    """The functions on `12` or `12-20`, or the passage outside of any that stands there."""
    first, _, last = lines.partition("-")
    rows = source.text.splitlines(keepends=True)
    if not 1 <= int(first) <= int(last or first) <= len(rows):
        raise Unusable(f"{source.shown} has lines 1 to {len(rows)}: there is no {lines}.")
    start = sum(map(len, rows[: int(first) - 1]))
    span = Span(start, start + len("".join(rows[int(first) - 1 : int(last or first)]).rstrip()))
    chosen = targets.select(source.text, span)
    if not stubs and not all(isinstance(one, FunctionTarget) for one in chosen):
        raise Unusable(f"There is no function on line {lines} of {source.shown}.")
    if not chosen:
        raise Unusable(f"There is neither a function nor a comment on line {lines} of {source.shown}.")
    return [one if isinstance(one, FunctionTarget) else one.span for one in chosen]


def _named(source: SourceFile, name: str) -> FunctionTarget:
    matching = targets.named(source.text, name)
    plain, _, number = name.partition("#")
    if len(matching) == 0:
        if number and (times := len(targets.named(source.text, plain))):
            raise Unusable(f"There is no {name} in {source.shown}, which defines {plain} {times} times.")
        raise Unusable(_no_such_name(source, plain))
    if len(matching) > 1:
        numbered = ", ".join(
            f"{source.shown}::{plain}#{nth} ({source.page.where(one.name_span.start).in_words})"
            for nth, one in enumerate(matching, start=1)
        )
        raise Unusable(f"{source.shown} defines {plain} {len(matching)} times. Say which one: {numbered}.")
    return matching[0]


def _files(arguments: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The arguments, with the Python files in it for each folder: those were found, not named."""
    for argument in arguments:
        if not Path(argument).is_dir():
            yield argument, False
            continue
        files = list(python_files(Path(argument)))
        if not files:
            raise Unusable(f"There is no Python file in {argument}.")
        for file in files:
            yield str(file), True


def python_files(folder: Path) -> Iterator[Path]:
    """The folder's own modules, in order: none of hidden folders, environments, caches and builds."""
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") or entry.name in _NOT_SOURCE or entry.is_symlink():
            continue
        if entry.is_dir() and not (entry / "pyvenv.cfg").exists():
            yield from python_files(entry)
        elif entry.suffix == ".py" and entry.is_file():
            yield entry


def _all_in(source: SourceFile, *, stubs: bool, may_be_none: bool) -> list[FunctionTarget]:
    every = targets.functions(source.text)
    chosen = [one for one in every if one.is_stub == stubs and one.docstring is not None]
    if not chosen and not may_be_none:
        kind = "a stub" if stubs else "a body"
        raise Unusable(f"No function in {source.shown} has a docstring and {kind}: name one as FILE::NAME.")
    return chosen


def _no_such_name(source: SourceFile, name: str) -> str:
    names = list(dict.fromkeys(one.qualified_name for one in targets.functions(source.text)))
    if isinstance(source.page, NotebookPage) and (unread := not_closed(source.page)):
        return f"There is no function {name} in {source.shown}.{unread}"
    if not names:
        return f"There is no function in {source.shown}."
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.5) or names[:3]
    return f"There is no function {name} in {source.shown}. Did you mean {' or '.join(near)}?"
