"""What a cursor (`$0`) or a selection (`«…»`) means."""

import pytest

from ansatz.core.target import FreeText, FunctionTarget, Target
from ansatz.core.text import Span
from ansatz.targets import select


def shown(text: str, target: Target) -> str:
    return target.qualified_name if isinstance(target, FunctionTarget) else f"text: {target.span.of(text)}"


def check_select(marked: str, *expected: str, part: str | None = None) -> tuple[Target, ...]:
    """Names of functions, or `text: …` for free text."""
    if "$0" in marked:
        start = end = marked.index("$0")
        text = marked.replace("$0", "")
    else:
        start = marked.index("«")
        end = marked.index("»") - 1
        text = marked.replace("«", "").replace("»", "")
    found = select(text, Span(start, end))
    shown = [
        each.qualified_name if isinstance(each, FunctionTarget) else f"text: {each.span.of(text)}"
        for each in found
    ]
    assert shown == list(expected)
    parts = [each.spec_part.of(text) for each in found if isinstance(each, FunctionTarget) and each.spec_part]
    assert parts == ([part] if part is not None else [])
    return found


@pytest.mark.parametrize(
    "marked",
    [
        "def $0f(x):\n    '''Doc.'''\n    ...\n",
        "$0def f(x):\n    '''Doc.'''\n    ...\n",
        "@cache$0\ndef f(x):\n    '''Doc.'''\n    ...\n",
        "def f(x):\n    '''Do$0c.'''\n    ...\n",
        "def f(x):\n$0    '''Doc.'''\n    ...\n",
        "def f(x):\n    '''Doc.'''\n    ...$0\n",
        "def f(x):\n    '''Doc.'''\n    ...  # later$0\n",
        "def f(x):\n    '''Doc.'''\n$0\n    ...\n",
        "def f(x):\n    '''Doc.'''\n    ...\n    $0\n",
        "def f(x):\n    '''Doc.'''\n    # to do$0\n\ny = 1\n",
        "def f(x):\n    '''Doc.'''\n\n    # to do$0\n",
        "def f(x): .$0..",
        "def f(x):$0",
        "x = (1,\ndef f(x):\n    '''D$0oc.'''\n    ...\n",
        "x = (1,\r\ndef f(x):\r\n    '''Doc.'''\r\n$0\r\n    ...\r\n",
    ],
)
def test_a_cursor_in_a_function(marked: str) -> None:
    check_select(marked, "f")


@pytest.mark.parametrize(
    "marked",
    [
        "$0",
        "x = 1$0\n",
        "def f(x): ...\n$0\n",
        "def f(x):\n    ...\n\n\n$0def\n",
        "class A:\n    '''D$0oc.'''\n    def f(self): ...\n",
        "def f(x): ...\ny$0 = 1\n",
    ],
)
def test_a_cursor_outside_any_function(marked: str) -> None:
    check_select(marked)


def test_the_innermost_function() -> None:
    text = "class A:\n    def f(self):\n        def g():\n            {}...\n        {}return g\n"
    check_select(text.format("$0", ""), "A.f.g")
    check_select(text.format("", "$0"), "A.f")


def test_a_selection_over_several() -> None:
    check_select("«def f(): ...\ndef g(): ...»\ndef h(): ...\n", "f", "g")
    check_select("def f():\n    «...\n\ndef g():\n    .»..\ndef h(): ...\n", "f", "g")
    check_select("«class A:\n    def f(self): ...\n    def g(self): return 1\n»", "A.f", "A.g")
    check_select("«def f():\n    def g(): ...\n    return g\nx = 1\n»", "f", "f.g")
    check_select("«def f():\n    def g(): return 1\n    return g\nx = 1\n»", "f")
    check_select("x = (1,\n«def f(): ...\ndef g(): ...»\n", "f", "g")
    check_select("«def f(): ...\n\n»def g(): ...\n", "f")


def test_stubs_selected_inside_a_function() -> None:
    check_select("def f():\n    «def g(): ...\n    def h(): ...\n»    return g\n", "f.g", "f.h")
    check_select("def f():\n    «x = 1\n    def g(): return x\n»    return g\n", "f")


def test_a_selection_inside_a_docstring_is_the_spec() -> None:
    text = 'def f(x):\n    """First.\n\n    {}y = 2 x{}\n    """\n    ...\n'
    check_select(text.format("«", "»"), "f", part="y = 2 x")
    check_select('def f(x):\n    """«First.\n\n    »Second."""\n', "f", part="First.")
    check_select('def f(x):\n    «"""First.»\n\n    Second."""\n', "f", part="First.")
    check_select('def f(x):\n    «"""All."""\n»    ...\n', "f")
    check_select('def f(x):\n    """«All.»"""\n    ...\n', "f")
    check_select('def f(x):\n    """Some.{}"""\n    .»..\n'.format("«"), "f")
    check_select('x = [\ndef f(x):\n    """A. «B.» C."""\n    ...\n', "f", part="B.")


@pytest.mark.parametrize(
    ("marked", "passage"),
    [
        ("# «y = 2 x»\nz = 1\n", "y = 2 x"),
        ("«# Compute y\n# from x.\n»z = 1\n", "# Compute y\n# from x."),
        ('"""Module «text» here."""\n', "text"),
        ('«"""Module."""»\n', '"""Module."""'),
        ("«Compute the flux of the field.»\n", "Compute the flux of the field."),
        ("«x = 1  # why\n»", "x = 1  # why"),
        ("class A:\n    '''«Doc.»'''\n    def f(self): ...\n", "Doc."),
    ],
)
def test_free_text(marked: str, passage: str) -> None:
    (found,) = check_select(marked, f"text: {passage}")
    assert isinstance(found, FreeText)


def test_nothing() -> None:
    check_select("«x = 1\ny = 'text'\n»")
    check_select("def f(): ...\n«\n\n»\n")
    assert select("", Span(0, 0)) == ()
    assert select("x", Span(5, 9)) == ()
