"""Passages outside functions: what they say, and where a function made from them goes."""

import pytest

from ansatz.core.target import FreeText
from ansatz.core.text import Span
from ansatz.targets import apply, insertion, passage, select, states_something

STUB = "def f(x):\n    ...\n"
COMMENT = "import os\n\n# The kinetic energy\n#: E = m v^2 / 2\n\nY = 1\n"


def _cursor(text: str, mark: str) -> Span:
    return Span(text.index(mark), text.index(mark))


def test_a_cursor_in_a_comment_means_the_whole_block():
    (found,) = select(COMMENT, _cursor(COMMENT, "kinetic"))
    assert isinstance(found, FreeText)
    assert found.span.of(COMMENT) == "# The kinetic energy\n#: E = m v^2 / 2"
    assert select(COMMENT, _cursor(COMMENT, "Y = 1")) == ()


def test_a_cells_first_line_is_no_part_of_what_it_says():
    text = "# %% [markdown]\n# Area A = pi r^2\n"
    (found,) = select(text, _cursor(text, "Area"))
    assert passage(text, found.span).words == "Area A = pi r^2"
    (found,) = select(text, Span(0, len(text)))
    assert passage(text, found.span).words == "Area A = pi r^2"


def test_a_function_goes_right_below_a_comment_with_two_blank_lines_after_it():
    found = passage(COMMENT, Span(COMMENT.index("# The"), COMMENT.index("/ 2")))
    assert found.words == "The kinetic energy\nE = m v^2 / 2"
    assert apply(COMMENT, (insertion(COMMENT, found, (STUB,)),)) == (
        "import os\n\n# The kinetic energy\n#: E = m v^2 / 2\ndef f(x):\n    ...\n\n\nY = 1\n"
    )


def test_an_indented_comment_gets_an_indented_function():
    text = "class A:\n    # y = x\n\n    b = 1\n"
    found = passage(text, _cursor(text, "y ="))
    assert apply(text, (insertion(text, found, (STUB,)),)) == (
        "class A:\n    # y = x\n    def f(x):\n        ...\n\n    b = 1\n"
    )


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_functions_of_a_docstring_go_to_the_end(ending: str):
    text = f'"""Two things."""{ending}import os{ending}'
    found = passage(text, Span(0, 5))
    assert found.words == "Two things."
    expected = f'"""Two things."""{ending}import os\n\n\ndef f(x):\n    ...\n\n\ndef f(x):\n    ...\n'
    assert apply(text, (insertion(text, found, (STUB, STUB)),)) == expected.replace("\r\n", "\n").replace(
        "\n", ending
    )


def test_a_part_of_a_docstring_means_all_of_it():
    text = '"""Two\nthings."""\nx = 1\n'
    found = passage(text, Span(0, 6))
    assert found.words == "Two\nthings."
    assert apply(text, (insertion(text, found, (STUB,)),)).startswith(text.rstrip())


def test_bare_prose_gives_way():
    text = "x = 1\nThe area is A = pi r^2 of course\ny = 2\n"
    found = passage(text, Span(6, 20))
    assert apply(text, (insertion(text, found, (STUB,)),)) == "x = 1\ndef f(x):\n    ...\ny = 2\n"


def test_only_what_may_hold_an_equation_states_something():
    for said in ("# E = m c^2", "# $x$", "# area(r): the area"):
        assert states_something(said, Span(0, len(said)))
    assert not states_something("# tidy this up", Span(0, 14))
