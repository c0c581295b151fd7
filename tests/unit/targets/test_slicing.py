"""Slices: what goes with a function, what stays behind, and that the result runs."""

from textwrap import dedent

import pytest

from ansatz.targets import functions, module_slice, named, slice_digest, spec_digest

FILE = dedent('''
    """Module."""
    import numpy as np
    import math, os
    from functools import lru_cache
    import not_installed_anywhere

    K = 2.0
    TABLE = {"a": 1}
    TABLE["b"] = K
    UNUSED = not_installed_anywhere.x
    BAD = undefined_name + 1
    try:
        import fast_math
    except ImportError:
        fast_math = None


    class Base:
        scale = 10


    def helper(x):
        """Uses others."""
        return TABLE["b"] * other(x)


    def other(x): return x + OFFSET


    def unrelated():
        return UNUSED


    @lru_cache
    @registered.nowhere(
        1)
    def f(x, y=K):
        """Doc.

        Text.
        """
        # step
        z = helper(x)
        return z * math.pi + BAD if x is None else z


    OFFSET = 1


    class Model(Base):
        """A class."""
        factor: float = K

        def __init__(self, q=3):
            self.q = q

        def aux(self):
            return self.q * self.factor

        def unrelated(self):
            return os

        @property
        def speed(self):
            """Of sound."""
            return self.aux() * self.scale

        @speed.setter
        def speed(self, value):
            """Set it."""
            self.q = value

        @staticmethod
        def twice(x):
            """Two x."""
            return 2 * x


    def outer(a, k=5):
        import math as m
        j = 3
        n = a

        def sibling(x):
            nonlocal j
            j = j + 1
            return x + j

        def inner(x):
            """Inner.
          low
            """
            text = """
            kept
        as is"""
            return sibling(m.floor(x)) + len(text) + K

        return inner


    if __name__ == "__main__":
        K = f(1)
''').lstrip()


def run(module: str) -> dict[str, object]:
    space: dict[str, object] = {"__name__": "slice"}
    exec(compile(module, "slice.py", "exec"), space)
    return space


def slice_of(name: str, text: str = FILE) -> tuple[str, str]:
    (target,) = named(text, name)
    found = module_slice(text, target)
    return found.module, found.entry


def test_a_function_with_all_that_it_needs() -> None:
    module, entry = slice_of("f")
    assert entry == "f"
    space = run(module)
    assert space["f"](2.0) == 2.0 * (2.0 + 1)  # type: ignore[operator]
    for left_out in (
        "unrelated",
        "UNUSED",
        "not_installed_anywhere",
        "undefined_name",
        "numpy",
        "Model",
        "fast_math",
    ):
        assert left_out not in module
    assert "registered" not in module
    assert "@lru_cache" in module
    assert 'TABLE["b"] = K' in module
    assert "__main__" not in module


def test_the_lines_of_the_function_can_be_told() -> None:
    (target,) = named(FILE, "f")
    found = module_slice(FILE, target)
    rows = found.module.split("\n")
    assert rows[found.line_offset] == "@lru_cache"
    # The decorator that nothing defines leaves its lines blank, so the others keep their places.
    assert rows[found.line_offset + 1 : found.line_offset + 4] == ["", "", "def f(x, y=K):"]
    assert rows[found.first_body_line - 1] == "    z = helper(x)"


def test_a_method_in_its_class() -> None:
    module, entry = slice_of("speed#1")
    assert entry == "Model.speed"
    assert run(module)["Model"](4).speed == 4 * 2.0 * 10  # type: ignore[operator]
    assert "unrelated" not in module
    assert "twice" not in module
    assert "setter" not in module


def test_a_setter_comes_with_its_property() -> None:
    model = run(slice_of("speed#2")[0])["Model"](4)  # type: ignore[operator]
    model.speed = 1
    assert model.speed == 1 * 2.0 * 10


def test_a_static_method_needs_no_constructor() -> None:
    module, _ = slice_of("twice")
    assert run(module)["Model"].twice(2) == 4  # type: ignore[attr-defined]
    assert "__init__" not in module


def test_a_nested_function_takes_along_what_is_around_it() -> None:
    module, entry = slice_of("inner")
    assert entry == "inner"
    # Strings keep what they hold, and the lines of code lose their indentation.
    assert '    text = """\n        kept\n    as is"""' in module
    space = run(module)
    text = "\n        kept\n    as is"
    assert space["inner"](1.5) == 1 + 4 + len(text) + 2.0  # type: ignore[operator]
    assert "n = a" not in module  # needs an argument that nobody gave


def test_the_whole_of_an_outer_function() -> None:
    assert run(slice_of("outer")[0])["outer"](1)(1.5) > 0  # type: ignore[operator]


def test_another_body_is_judged_as_it_would_be_written() -> None:
    (target,) = named(FILE, "f")
    found = module_slice(
        FILE, target, "if x > 1:\n    return fft.fft(np.ones(3))\nreturn 0", ["from numpy import fft"]
    )
    rows = found.module.split("\n")
    assert "from numpy import fft" in rows
    assert "import numpy as np" in rows
    assert "helper" not in found.module
    assert rows[found.first_body_line - 1 : found.first_body_line + 2] == [
        "    if x > 1:",
        "        return fft.fft(np.ones(3))",
        "    return 0",
    ]
    assert rows[found.first_body_line - 2] == "    # step"


def test_the_first_line_of_a_body_behind_an_import_that_would_clash() -> None:
    text = 'np = 3\n\n\ndef f(x):\n    """Doc."""\n'
    found = module_slice(text, functions(text)[0], "return np.exp(x)", ["import numpy as np"])
    rows = found.module.split("\n")
    assert rows[found.first_body_line - 1] == "    import numpy as np"


@pytest.mark.parametrize(
    "text", ["def f(x): ...", "def f(x):\n    '''D.'''", "def f(x): 'D'; pass", "class A:\n\tdef f(x): ..."]
)
def test_the_first_line_of_a_body_in_short_forms(text: str) -> None:
    found = module_slice(text, functions(text)[0], "return x + 1")
    assert found.module.split("\n")[found.first_body_line - 1].strip() == "return x + 1"


def test_annotations_that_nothing_defines_are_not_evaluated() -> None:
    text = "def f(x: Missing = 2) -> 'Other':\n    return x\n"
    assert run(module_slice(text, functions(text)[0]).module)["f"](3) == 3  # type: ignore[operator]


def test_annotations_that_are_defined_are_imported() -> None:
    text = "import decimal\nimport fractions\n\n\ndef f(x: decimal.Decimal):\n    return x\n"
    module = module_slice(text, functions(text)[0]).module
    assert "import decimal" in module
    assert "fractions" not in module


def test_a_star_import_may_give_what_nothing_else_does() -> None:
    text = "from math import *\nimport os\n\n\ndef f(x):\n    return sin(x)\n"
    assert run(module_slice(text, functions(text)[0]).module)["f"](0.0) == 0.0  # type: ignore[operator]


def test_local_names_ask_for_nothing() -> None:
    text = (
        "rows = print('side effect')\nx = 1 / 0\n\n\ndef f(x):\n    rows = [y for y in x]\n    return rows\n"
    )
    module = module_slice(text, functions(text)[0]).module
    assert module == "def f(x):\n    rows = [y for y in x]\n    return rows\n"


def test_conditional_definitions_come_whole() -> None:
    text = "if True:\n    C = 1\nelse:\n    C = 2\n\n\ndef f():\n    return C\n"
    assert run(module_slice(text, functions(text)[0]).module)["f"]() == 1  # type: ignore[operator]


@pytest.mark.parametrize("name", ["f", "speed#1", "speed#2", "twice", "inner", "outer", "helper"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("def unrelated():\n", "def unrelated(more):\n    # Something else.\n"),
        ("import not_installed_anywhere\n", "import not_installed_anywhere as gone, sys\n"),
        ('"""Module."""\n', '"""Module."""\n# Comment.\n\n\nx = (1,\n'),
        ("BAD = undefined_name + 1", "BAD = undefined_name +"),
        ('if __name__ == "__main__":', 'if __name__ == "__main__"'),
        ("return UNUSED\n", "return UNUSED(\n"),
    ],
)
def test_digests_change_with_nothing_elsewhere(name: str, ending: str, old: str, new: str) -> None:
    changed = FILE.replace(old, new).replace("\n", ending)
    assert changed != FILE
    before, after = named(FILE, name)[0], named(changed, name)[0]
    assert spec_digest(changed, after) == spec_digest(FILE, before)
    assert slice_digest(changed, after) == slice_digest(FILE, before)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("f", "OFFSET = 1", "OFFSET = 2"),
        ("f", "return x + OFFSET", "return x - OFFSET"),
        ("f", "z = helper(x)", "z = helper(-x)"),
        ("f", "K = 2.0", "K = 3.0"),
        ("speed#1", "self.q * self.factor", "self.q + self.factor"),
        ("speed#1", "factor: float = K", "factor: float = 1"),
        ("inner", "j = j + 1", "j = j + 2"),
    ],
)
def test_the_digest_of_a_slice_changes_with_what_it_holds(name: str, old: str, new: str) -> None:
    changed = FILE.replace(old, new)
    before, after = named(FILE, name)[0], named(changed, name)[0]
    assert spec_digest(changed, after) == spec_digest(FILE, before)
    assert slice_digest(changed, after) != slice_digest(FILE, before)


@pytest.mark.parametrize(
    ("old", "new", "is_same"),
    [
        ("(x,\n      y)", "(x,\n          y)", True),
        ("    Text.", "        Text.", False),
        ("One.\n", "One.  \n", True),
        ("One.", "Two.", False),
        ("def f(x,", "def f(x_0,", False),
        ("return x", "return y", True),
    ],
)
def test_the_digest_of_a_spec(old: str, new: str, is_same: bool) -> None:
    text = 'def f(x,\n      y):\n    """One.\n\n    Other.\n    Text.\n    """\n    return x\n'
    changed = text.replace(old, new)
    assert changed != text
    same = spec_digest(changed, functions(changed)[0]) == spec_digest(text, functions(text)[0])
    assert same is is_same


def test_a_spec_indented_otherwise_is_the_same_spec() -> None:
    method = 'class A:\n\tdef f(x):\n\t\t"""One.\n\n\t\t  Two.\n\t\t"""\n'
    function = 'def f(x):\n    """One.\n\n      Two.\n    """\n'
    assert spec_digest(method, functions(method)[0]) == spec_digest(function, functions(function)[0])
