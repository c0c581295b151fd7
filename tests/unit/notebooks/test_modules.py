"""The code cells of a notebook as one module, what is blanked out of them, and changes back in the cells."""

from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansatz.core.text import Span, TextEdit
from ansatz.notebooks import Cell, OutsideOfCell, confined, doubt, module
from ansatz.notebooks.magics import plain
from ansatz.targets import apply, functions, module_slice, named, place

IPYTHON = [
    "%matplotlib inline",
    "!pip install numpy",
    "!!ls",
    "np.sqrt?",
    "?np.sqrt",
    "np.sqrt??",
    "%timeit f(3)",
    "%run other.py",
    "x = !ls -l",
    "a, b = %sql SELECT 1",
    ", f a b",
    "/f a",
]
PYTHON = [
    "x = (a\n % b)",
    's = """\n%run no magic\n!neither\nis it?\n"""',
    "x = [1,  # why?\n     2]",
    "x = 7 \\\n  % 4",
    "y = a != b",
    "y = a == b",
    "t = 'what?'",
    "# is this a comment?",
    "@property\ndef f(self): ...",
    "x = a if b else c",
]


def a_module(*sources: str, quoted: int | None = None):
    cells = tuple(
        Cell("markdown" if each.startswith("#md ") else "code", dedent(each).removeprefix("#md "), str(at))
        for at, each in enumerate(sources)
    )
    return module(cells, quoted)


@pytest.mark.parametrize("line", IPYTHON)
def test_what_only_ipython_understands_is_blank(line: str):
    found = plain(f"a = 1\n{line}\nb = 2\n")
    assert found.text == f"a = 1\n{' ' * len(line)}\nb = 2\n"
    within = plain(f"if a:\n    {line}\nb = 2\n").text
    compile(within, "cell", "exec")
    assert len(within) == len(f"if a:\n    {line}\nb = 2\n")


@pytest.mark.parametrize("code", PYTHON)
def test_python_stays(code: str):
    assert plain(f"a = 1\n{code}\nb = 2\n").text == f"a = 1\n{code}\nb = 2\n"


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("%run a.py", None),
        ("%pylab inline", None),
        ("%%cython\ndef f(): ...", None),
        ("x = !ls", {"x"}),
        ("a, b = %sql 1", {"a", "b"}),
        ("%time y = f()", {"y"}),
        ("%prun y = f()", {"y"}),
        ("%%capture out\nz = 1", {"out"}),
    ],
)
def test_what_gives_names_their_values_unseen_is_noted(source: str, names: set[str] | None):
    (opaque,) = plain(source).opaque
    assert opaque.names == names
    assert plain("%matplotlib inline\n!ls\nx = 1").opaque == ()


def test_a_magic_goes_on_behind_a_backslash():
    assert plain("!ls \\\n  -l\nx = 1").text == "     \n    \nx = 1"


def test_cells_that_run_elsewhere_give_nothing():
    assert plain("%%bash\nx=1\n").text.strip() == ""
    assert plain("\n%%time\nx = 1\n").text == "\n      \nx = 1\n"
    assert plain("%%writefile a.py\nx = 1").opaque == ()


@pytest.mark.parametrize("source", ["f(1,", 'x = """', "x = 1 + \\", "  x = 1"])
def test_a_cell_that_is_not_closed_swallows_no_other(source: str):
    found = a_module(source, "def f(x):\n    return x\n")
    assert [each.name for each in functions(found.text)] == ["f"]
    assert found.where(found.text.index("def")) == (1, 0, 1, 1)


PROGRAM = st.lists(
    st.lists(st.sampled_from([*IPYTHON, *PYTHON, "def f(x):\n    return x", "é = 'π'", ""]), max_size=3).map(
        "\n".join
    ),
    min_size=1,
    max_size=4,
)


@given(PROGRAM)
@settings(max_examples=150, deadline=None)
def test_every_character_keeps_its_place(sources: list[str]):
    found = module(tuple(Cell("code", each, str(at)) for at, each in enumerate(sources)))
    for piece in found.pieces:
        text = found.cells[piece.index].text
        assert len(piece.text) == len(text) and piece.span.of(found.text) == piece.text
        assert all(new in (old, " ", "0") for new, old in zip(piece.text, text, strict=True))
        for offset in range(len(text) + 1):
            where = found.where(piece.start + offset)
            assert (where.cell, where.offset) == (piece.index, offset)
            assert where.line == text[:offset].count("\n") + 1


STUB = '''\
def area(r):
    """Area of a disc, A = pi r^2, with r in m."""
    ...
'''


def changed(sources: list[str], home: int, body: str, *imports: str) -> str:
    found = a_module(*sources)
    piece = found.of(home)
    assert piece is not None
    target = next(each for each in functions(found.text) if piece.span.contains(each.span))
    return apply(found.cells[home].text, confined(found, piece, place(found.text, target, body, imports)))


def test_a_body_goes_into_its_own_cell():
    assert changed(
        ["import math", STUB, "print(area(2))"], 1, "return math.pi * r**2", "import math"
    ) == STUB.replace("...", "return math.pi * r**2")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (STUB, f"import math\n\n\n{STUB}"),
        (f"import os\n\n\n{STUB}", f"import os\nimport math\n\n\n{STUB}"),
        (f"%%time\n{STUB}", f"%%time\nimport math\n\n\n{STUB}"),
        (
            f"%matplotlib inline\n\n# Discs\n\n{STUB}",
            f"%matplotlib inline\n\nimport math\n\n# Discs\n\n{STUB}",
        ),
        (f"import os; x = 1\n\n\n{STUB}", f"import os; x = 1\nimport math\n\n\n{STUB}"),
    ],
)
def test_an_import_goes_to_the_top_of_the_cell_and_not_into_another(cell: str, expected: str):
    assert changed(["import sys", cell], 1, "return math.pi * r**2", "import math") == expected.replace(
        "...", "return math.pi * r**2"
    )


def test_an_import_that_only_a_cell_below_has_is_needed_above_too():
    assert changed(["import sys", STUB, "import math"], 1, "return math.pi * r**2", "import math") == (
        f"import math\n\n\n{STUB}".replace("...", "return math.pi * r**2")
    )
    assert changed([STUB, "def math(): ..."], 0, "return r * math()") == STUB.replace(
        "...", "return r * math()"
    )


def test_a_change_of_another_cell_is_refused():
    found = a_module("x = 1", "y = 2")
    with pytest.raises(OutsideOfCell):
        confined(found, found.pieces[1], [TextEdit(Span(0, 1), "z")])
    with pytest.raises(OutsideOfCell):
        confined(found, found.pieces[1], [TextEdit(Span(0, 0), "z = 1\n")])


def test_a_markdown_cell_stands_as_a_comment():
    found = a_module("x = 1", "#md ## Energy\n\n$E = m c^2$ and **m** in kg, x**2 too", quoted=1)
    assert found.text == "x = 1\n# %%\n# Energy\n#\n# $E = m c^2$ and m in kg, x**2 too"


def test_images_and_lines_of_html_are_no_words():
    said = "#md <div>\n\nWeight ![a](data:x)of a mass\n\n$W = m g$ <b>here</b>\n</div>"
    found = a_module(said, quoted=0)
    assert found.text == "# Weight of a mass\n#\n# $W = m g$ <b>here</b>"


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (
            ["%run setup.py", "def f(x):\n    return K * x"],
            "it needs `K`, which `%run setup.py` (cell 1, line 1)",
        ),
        (["K = !cat k", "def f(x):\n    return K * x"], "it needs `K`"),
        (
            ["K = 2", "def f(x):\n    return K * x", "K = 3"],
            "it uses `K`, to which cells 1 and 3 give different",
        ),
        (["def g(x):\n    return K", "def f(x):\n    return g(x)", "%pylab"], "it needs `K`"),
        (["%run setup.py\nK = 2", "def f(x):\n    return K * x"], None),
        (
            ["K = 2", "def f(x):\n    return K * x", "%run setup.py"],
            "it needs `K`, which `%run setup.py` (cell 3",
        ),
        (["K = 2", "K = !cat k", "def f(x):\n    return K * x"], "it needs `K`, which `K = !cat k`"),
        (["import math as K", "def f(x):\n    return K.pi * x", "%run setup.py"], None),
        (
            ["def f(x):\n    display(x)\n    return x"],
            "it needs `display`, which only a notebook that runs has",
        ),
        (["def display(x): ...", "def f(x):\n    display(x)\n    return x"], None),
        (["%matplotlib inline", "def f(x):\n    return K * x"], None),
        (["import math as K", "def f(x):\n    return K.pi * x", "import os, math as K"], None),
        (["K = 2", "def f(x):\n    return K * x", "K = 2"], None),
        (["K = 2\nK = 3", "def f(x):\n    return K * x", "x = !ls\nL = 1", "L = 2"], None),
    ],
)
def test_names_that_only_running_decides_keep_a_function_from_being_judged(cells: list[str], why: str | None):
    found = a_module(*cells)
    (target,) = named(found.text, "f")
    said = doubt(found, target)
    assert said is None if why is None else said is not None and said.startswith(why)


def test_other_cells_give_a_function_what_it_needs():
    found = a_module(
        "import math\n%matplotlib inline", "#md text", "K = 2", "def f(x):\n    return K * math.sin(x)"
    )
    (target,) = named(found.text, "f")
    module_text = module_slice(found.text, target).module
    assert "import math" in module_text and "K = 2" in module_text
