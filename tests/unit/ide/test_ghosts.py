"""Where suggestions stand, and that accepting one ends in exactly the text that was judged."""

import pytest

from ansatz.core.text import Span, TextEdit
from ansatz.ide.ghosts import Ghost, ghost, place_at
from ansatz.targets import apply, functions, insertion, named, passage, place
from support import values

BODY = "root = math.sqrt(x)\nreturn root"
HEAD = 'import os\n\n\ndef f(x):\n    """Root of x."""\n'
TAIL = "\n\ndef other():\n    return 1\n"


def suggested(text: str, body: str = BODY) -> Ghost | None:
    """The suggestion at the mark `|`."""
    offset = text.index("|")
    text = text.replace("|", "")
    found = place_at(text, offset)
    if found is None or found.target is None:
        return None
    changes = place(text, found.target, body, ("import math",))
    return ghost(text, found, changes, found.target, values.record("f"))


@pytest.mark.parametrize(
    "around",
    [
        'import os\n\n\ndef f(x):\n    """Root of x."""|\n' + TAIL,
        HEAD + "    |\n" + TAIL,
        HEAD + "|\n" + TAIL,
        HEAD + "    ...|\n" + TAIL,
        HEAD + "    pass  |\n" + TAIL,
        HEAD + "    raise NotImplementedError|" + TAIL,
        HEAD + "    |\n    ...\n" + TAIL,
        HEAD + "    ...\n    |\n" + TAIL,
        HEAD + "\n    |",
        'def f(x):\r\n\t"""Root of x."""\r\n\t|\r\n',
    ],
)
def test_accepting_ends_in_the_text_that_was_judged(around: str) -> None:
    found = suggested(around)
    assert found is not None
    assert "root = math.sqrt(x)" in found.insert and "import" not in found.insert
    assert apply(found.inserted, found.rest) == apply(found.base, found.changes)
    assert "import math" in apply(found.inserted, found.rest)


@pytest.mark.parametrize(
    "around",
    [
        'def f(x):\n    """Ro|ot of x."""\n    ...\n',
        'def f(x):\n    """Root of x."""\n    return| 1\n',
        'def f(x):\n    """Root of x."""\n    return 1\n    |\n',
        'def f(x):\n    """Root of x."""\n    ...\n\n|\n',
        'def f(x):\n    """Root of x."""\n    ...\n\n\n\n\n    |\n',
        "def f(x):\n    |\n",
        'def f(x):|\n    """Root of x."""\n    ...\n',
        "|",
        "import os|\n",
    ],
)
def test_nothing_is_suggested_where_something_else_is_meant(around: str) -> None:
    assert suggested(around) is None


@pytest.mark.parametrize(
    "around", ["# E = m*v**2/2|\n\nx = 1\n", "import os\n# E = m*v**2/2\n|", "# E = m v^2|"]
)
def test_a_comment_gives_a_function(around: str) -> None:
    offset = around.index("|")
    text = around.replace("|", "")
    found = place_at(text, offset)
    assert found is not None and found.target is None
    stub = insertion(text, passage(text, found.selection), ('def made(m, v):\n    """E."""\n',))
    with_stub = apply(text, (stub,))
    (target,) = named(with_stub, "made")
    body = place(with_stub, target, "return m * v**2 / 2")
    after = apply(with_stub, body)
    change = TextEdit(stub.span, after[stub.span.start : stub.span.start + len(after) - len(text)])
    made = ghost(text, found, (change,), target, values.record("made"))
    assert made is not None
    assert made.insert.lstrip().startswith("def made(m, v):")
    assert apply(made.inserted, made.rest) == after


def test_a_comment_that_states_nothing_gives_none() -> None:
    assert place_at("# to do\n", 7) is None
    assert place_at("x = 1  # a = b\n", 14) is None


def test_the_last_stub_above_the_cursor_is_meant() -> None:
    text = 'def a(x):\n    """A."""\n    ...\n\n\ndef b(x):\n    """B."""\n    \n'
    found = place_at(text, len(text) - 1)
    assert found is not None and found.target == functions(text)[1]
    assert found.selection == Span(found.target.name_span.start, found.target.name_span.start)
