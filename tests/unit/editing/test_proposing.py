"""The edit, case by case: where the body goes, what stays, and where imports belong."""

import pytest

from ansatz.core.candidate import Candidate
from ansatz.core.text import DocumentSnapshot
from ansatz.editing import NoPlaceError, apply, propose
from ansatz.targets import functions, named, plan_imports

BODY = "y = 2\nreturn y"


def edited(text: str, body: str = BODY, imports: tuple[str, ...] = (), name: str = "f") -> str:
    target = named(text, name)[0]
    candidate = Candidate("equation", "a draft", body, imports, "", "", frozenset())
    edit = propose(DocumentSnapshot("file:///f.py", text, 7), target, candidate)
    assert edit.base_version == 7
    return apply(text, edit.changes)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Statements on lines of their own.
        ("def f(x):\n    '''D.'''\n    ...\n", "def f(x):\n    '''D.'''\n    y = 2\n    return y\n"),
        ("def f(x):\n    ...\ny = 1\n", "def f(x):\n    y = 2\n    return y\ny = 1\n"),
        ("def f(x):\n  pass", "def f(x):\n  y = 2\n  return y"),
        ("def f(x):\n\tpass;\n", "def f(x):\n\ty = 2\n\treturn y\n"),
        ("def f(x):\r\n    pass\r\n", "def f(x):\r\n    y = 2\r\n    return y\r\n"),
        ("def f(x):\r    pass\ry = 1\n", "def f(x):\r    y = 2\r    return y\ry = 1\n"),
        # Existing code goes whole.
        (
            "def f(x):\n    '''D.'''\n\n    # first\n    a = 1\n    # two\n    return a  # 3\n    # last\n",
            "def f(x):\n    '''D.'''\n\n    # first\n    y = 2\n    return y\n    # last\n",
        ),
        ("def f(x):\n    a = 1; return a\n", "def f(x):\n    y = 2\n    return y\n"),
        # A comment behind a stub stays above the body.
        ("def f(x):\n    ...  # to do\n", "def f(x):\n    # to do\n    y = 2\n    return y\n"),
        ("def f(x): ...  # flux\n", "def f(x):  # flux\n    y = 2\n    return y\n"),
        # One line becomes several.
        ("def f(x): ...", "def f(x):\n    y = 2\n    return y"),
        ("def f(x): 'D.'\n", "def f(x):\n    'D.'\n    y = 2\n    return y\n"),
        ("def f(x): 'D.'; return 3\n", "def f(x):\n    'D.'\n    y = 2\n    return y\n"),
        ("def f(x): a = 1; return a  # why\n", "def f(x):  # why\n    y = 2\n    return y\n"),
        ("class A:\n\tdef f(x): ...\n", "class A:\n\tdef f(x):\n\t\ty = 2\n\t\treturn y\n"),
        # Nothing but a docstring, or nothing at all.
        ("def f(x):\n    '''D.'''", "def f(x):\n    '''D.'''\n    y = 2\n    return y"),
        (
            "def f(x):\n    '''D.'''  # why\n    # how\n\ny = 1\n",
            "def f(x):\n    '''D.'''  # why\n    # how\n    y = 2\n    return y\n\ny = 1\n",
        ),
        ("def f(x):\n", "def f(x):\n    y = 2\n    return y\n"),
        ("def f(x):  # why", "def f(x):  # why\n    y = 2\n    return y"),
        # Form feeds, marks, continuations.
        ("\ufeffdef f(x):\n    ...\n\x0c\ny = 1", "\ufeffdef f(x):\n    y = 2\n    return y\n\x0c\ny = 1"),
        ("def f(x): \\\n    return 3\n", "def f(x):\n    y = 2\n    return y\n"),
        ("def f(x,\n      y):\n    ...\n", "def f(x,\n      y):\n    y = 2\n    return y\n"),
        # In broken files.
        ("y = (1,\ndef f(x):\n    ...\n", "y = (1,\ndef f(x):\n    y = 2\n    return y\n"),
        ("def f(x):\n    ...\n\ny = = 2", "def f(x):\n    y = 2\n    return y\n\ny = = 2"),
        ("def f(x):\n    return (\n\ny = 2\n", "def f(x):\n    y = 2\n    return y\n\ny = 2\n"),
    ],
)  # fmt: skip
def test_where_the_body_goes(before: str, after: str) -> None:
    assert edited(before) == after


def test_strings_in_a_body_keep_their_lines() -> None:
    body = "text = '''a\n  b\nc'''\n\nreturn text"
    assert edited("def f(x):\n\t...\n", body) == "def f(x):\n\ttext = '''a\n  b\nc'''\n\n\treturn text\n"


@pytest.mark.parametrize("step", ["  ", "\t", "        "])
def test_the_blocks_of_a_body_are_indented_as_the_file_is(step: str) -> None:
    body = "for y in x:\n    if y:\n        return (y +\n            1)\nreturn 3"
    assert edited(f"def f(x):\n{step}...\n", body).split("\n") == [
        "def f(x):",
        f"{step}for y in x:",
        f"{step * 2}if y:",
        f"{step * 3}return (y +",
        f"{step * 4}1)",
        f"{step}return 3",
        "",
    ]


def test_a_body_whose_blocks_are_uneven_keeps_its_meaning() -> None:
    body = "if x:\n   if x > 1:\n        return 1\n   return 2\nreturn 3"
    space: dict[str, object] = {}
    exec(edited("def f(x):\n\t...\n", body), space)
    assert [space["f"](x) for x in (2, 1, 0)] == [1, 2, 3]  # type: ignore[operator]


def test_the_second_of_one_name_alone_changes() -> None:
    text = "def f(x):\n    ...\n\n\ndef f(x):\n    ...\n"
    assert edited(text, "return x", name="f#2") == "def f(x):\n    ...\n\n\ndef f(x):\n    return x\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("def f(x)\n    '''D.'''\n    ...\n", "signature"),
        ("def f(x,\n    '''D.'''\n    ...\n", "signature"),
        ("def f(x):\n    '''D.\n    ...\n", "docstring"),
    ],
)
def test_functions_that_take_no_body(text: str, why: str) -> None:
    with pytest.raises(NoPlaceError, match=why):
        edited(text)


STUB = "def f(x): ...\n"
DONE = "def f(x):\n    return 1\n"


@pytest.mark.parametrize(
    ("head", "imports", "after"),
    [
        # Provided already.
        ("import numpy as np\n", ["import numpy as np"], None),
        ("from scipy import constants, fft\n", ["from scipy import constants"], None),
        ("import scipy.constants as constants\n", ["from scipy import constants"], None),
        ("try:\n    import numpy as np\nexcept ImportError:\n    pass\n", ["import numpy as np"], None),
        ("import scipy.constants\n", ["import scipy.constants"], None),
        # After the imports.
        ("import os\n\n", ["import numpy as np"], "import os\nimport numpy as np\n\n"),
        ("import scipy\n\n", ["import scipy.constants"], "import scipy\nimport scipy.constants\n\n"),
        ("import os  # 1\nK = 1\n", ["import a", "import b"], "import os  # 1\nimport a\nimport b\nK = 1\n"),
        ("import os; K = (1,\n2)  # K\n", ["import a"], "import os; K = (1,\n2)  # K\nimport a\n"),
        ("from os import (\n    path,\n)\n\n", ["import a"], "from os import (\n    path,\n)\nimport a\n\n"),
        ("K = 1\nimport os\nL = 2\n", ["import a"], "K = 1\nimport os\nimport a\nL = 2\n"),
        ("import os\r\n\r\n", ["import a"], "import os\r\nimport a\r\n\r\n"),
        ("from __future__ import division\n", ["import a"], "from __future__ import division\nimport a\n"),
        ("import numpy\n\n", ["import numpy as np"], "import numpy\nimport numpy as np\n\n"),
        # After the docstring, the header or what must come first.
        ("'''M.'''\n", ["import a"], "'''M.'''\n\nimport a\n\n\n"),
        ("'''M.'''\n\n\n", ["import a"], "'''M.'''\n\nimport a\n\n\n"),
        ("'''M.'''\nK = 1\n", ["import a"], "'''M.'''\n\nimport a\n\nK = 1\n"),
        ("", ["import a"], "import a\n\n\n"),
        ("#!/bin/python\n", ["import a"], "#!/bin/python\nimport a\n\n\n"),
        ("#!/bin/py\n# coding: utf-8\n\n", ["import a"], "#!/bin/py\n# coding: utf-8\nimport a\n\n\n"),
        ("# Licence.\n# More.\n\n", ["import a"], "# Licence.\n# More.\n\nimport a\n\n\n"),
        ("# About f.\n", ["import a"], "import a\n\n# About f.\n"),
        ("\ufeff", ["import a"], "\ufeffimport a\n\n\n"),
        ("K = 1\n\n\n", ["import a"], "import a\n\nK = 1\n\n\n"),
        # Broken files: above the fault.
        ("import os\nK = (1,\n\n", ["import a"], "import os\nimport a\nK = (1,\n\n"),
        ("K = (1,\n\n", ["import a"], "import a\n\nK = (1,\n\n"),
    ],
)  # fmt: skip
def test_imports_at_the_top(head: str, imports: list[str], after: str | None) -> None:
    assert edited(head + STUB, "return 1", tuple(imports)).replace("\r\n", "\n") == (
        (head if after is None else after) + DONE
    ).replace("\r\n", "\n")


@pytest.mark.parametrize(
    "head",
    [
        "np = 3\n",
        "import numpy as numeric, os as np\n",
        "def np(): ...\n",
        "class np: ...\n",
        "from pylab import *\n",
        "for np in range(3): ...\n",
        "try:\n    import numpy as np\nexcept ImportError:\n    np = None\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import numpy as np\n",
        "import numpy as np\ndel np\n",
        "def other():\n    global np\n    np = 1\n",
        "with a() as np: ...\n",
        "(np := 3)\n",
        "np: int\n",
        "np = (1,\n\n",
        "import os as np,\n",
        "def np(:\n    ...\n",
        '"""Never closed.\n\n\n',
        "K = (\nfrom __future__ import division\n",
    ],
)
def test_imports_that_would_change_what_a_name_means_stay_inside(head: str) -> None:
    assert edited(head + STUB, "return 1", ("import numpy as np",)) == (
        f"{head}def f(x):\n    import numpy as np\n    return 1\n"
    )


@pytest.mark.parametrize(
    "line", ["from math import pow", "from numpy import abs, sum", "from numpy import *"]
)
def test_builtins_are_not_shadowed_for_the_whole_module(line: str) -> None:
    assert edited(STUB, "return 1", (line,)) == f"def f(x):\n    {line}\n    return 1\n"


def test_a_name_of_a_function_around_is_not_shadowed() -> None:
    text = "def outer(np):\n    def f(x):\n        ...\n    return f\n"
    assert edited(text, "return 1", ("import numpy as np",)) == (
        "def outer(np):\n    def f(x):\n        import numpy as np\n        return 1\n    return f\n"
    )
    text = "def outer():\n    import numpy as np\n    def f(x):\n        ...\n"
    assert edited(text, "return 1", ("import numpy as np",)) == text.replace("...", "return 1")


def test_imports_inside_count_for_the_lines_of_the_body() -> None:
    text = "np = 3\n" + STUB
    plan = plan_imports(text, functions(text)[0], ["import numpy as np", "import math"])
    assert plan.local == ("import numpy as np",)
    assert plan.change is not None
    assert plan.change.text == "import math\n\n"


@pytest.mark.parametrize("line", ["print('hello')", "import", "x = 1", "import a; x = 1", ""])
def test_only_imports_are_imports(line: str) -> None:
    with pytest.raises(ValueError, match="import"):
        edited(STUB, BODY, (line,))


def test_an_empty_body_is_a_defect() -> None:
    with pytest.raises(ValueError, match="empty"):
        edited(STUB, " \n")
