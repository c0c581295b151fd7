"""Which actions a place or a selection has."""

import pytest

from ansatz.core.text import Span
from ansatz.ide import actions

TEXT = '''import os


def plain(x):
    """Spec."""
    ...


class A:
    def method(self):
        """Spec."""
        return 1

    def undocumented(self):
        return 2


def second(x):
    """Spec."""


def third(
'''


def titles(start: str, end: str | None = None) -> list[str]:
    first = TEXT.index(start)
    last = first if end is None else TEXT.index(end) + len(end)
    return [each.title for each in actions(TEXT, Span(first, last), ())]


def every(names: str, whose: str = "its docstring") -> list[str]:
    return [
        f"Generate implementation of {names}",
        f"Preview implementation of {names}",
        f"Validate {names} against {whose}",
    ]


@pytest.mark.parametrize("mark", ["def plain", "Spec", "..."])
def test_a_place_in_a_function(mark: str) -> None:
    assert titles(mark) == every("`plain`")


def test_a_method() -> None:
    assert titles("return 1") == [*every("`method`"), "Keep as a test what its docstring says of `method`"]


@pytest.mark.parametrize("mark", ["import", "class A", "undocumented", "def third"])
def test_where_there_is_nothing_to_go_by(mark: str) -> None:
    assert titles(mark) == []


def test_a_selection_over_several() -> None:
    assert titles("def plain", "return 1") == every("`plain` and `method`", "their docstrings")
    assert titles("import", "def third") == every("`plain`, `method` and 1 more", "their docstrings")
