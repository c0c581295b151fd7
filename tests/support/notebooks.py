"""Notebook files, as programs lay them out."""

import json
import string
from typing import Any

from hypothesis import strategies as st

KEPT = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


def a_notebook(*cells: dict[str, Any], minor: int = 5, **metadata: Any) -> dict[str, Any]:
    return {"cells": list(cells), "metadata": {**KEPT, **metadata}, "nbformat": 4, "nbformat_minor": minor}


def code(source: str | list[str], **more: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": 3,
        "metadata": {"tags": []},
        "outputs": [{"name": "stdout", "output_type": "stream", "text": ["π ≈ 3\n", "\u001b[0m"]}],
        "source": source,
        **more,
    }


def markdown(source: str | list[str], **more: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source, **more}


def text_of(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


texts = st.text(st.sampled_from([*string.printable, "é", "π", "😀", "\u2028", "\ufeff", "\x00"]), max_size=60)
names = st.text(string.ascii_letters, min_size=1, max_size=6)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)


@st.composite
def sources(draw: st.DrawFn) -> str | list[str]:
    """As one string, as its lines, or as pieces that are no lines."""
    text = draw(texts)
    way = draw(st.sampled_from(["string", "lines", "pieces"]))
    if way == "pieces":
        return draw(st.lists(texts, max_size=4))
    return text if way == "string" else text.splitlines(keepends=True)


@st.composite
def cells(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["code", "markdown", "raw"]))
    cell: dict[str, Any] = {"cell_type": kind, "metadata": draw(st.dictionaries(names, anything, max_size=2))}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": draw(st.lists(anything, max_size=2))}
    cell["source"] = draw(sources())
    if draw(st.booleans()):
        cell["id"] = draw(names)
    fields = draw(st.permutations(list(cell.items())))
    return dict(fields)


@st.composite
def notebooks(draw: st.DrawFn) -> str:
    """The text of a notebook file, laid out in one of the ways that programs lay them out."""
    book = a_notebook(
        *draw(st.lists(cells(), min_size=1, max_size=4)), minor=draw(st.sampled_from([0, 4, 5]))
    )
    book = dict(draw(st.permutations(list(book.items()))))
    indent = draw(st.sampled_from([None, 1, 2, 4, "\t"]))
    tight = indent is None and draw(st.booleans())
    raw = json.dumps(
        book, indent=indent, ensure_ascii=draw(st.booleans()), separators=(",", ":") if tight else None
    )
    if draw(st.booleans()):
        raw = raw.replace("\n", "\r\n")
    return raw + draw(st.sampled_from(["", "\n", "\n\n"]))
