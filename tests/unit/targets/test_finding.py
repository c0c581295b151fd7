"""What is found out about a function, case by case."""

import pytest

from ansatz.core.target import FunctionTarget
from ansatz.targets import functions, named


def only(text: str) -> FunctionTarget:
    (found,) = functions(text)
    return found


def test_the_places_of_a_function() -> None:
    text = '@cache\ndef f(x: float, n=2) -> float:\n    """Doc."""\n    # how\n    ...\n\ny = 1\n'
    found = only(text)
    assert found.span.of(text) == text[: text.index("\n\ny")]
    assert found.signature.of(text) == "def f(x: float, n=2) -> float:"
    assert found.name_span.of(text) == "f"
    assert found.body.of(text).startswith('"""Doc."""\n')
    assert found.docstring and found.docstring.of(text) == '"""Doc."""'
    assert found.docstring_text and found.docstring_text.of(text) == "Doc."
    assert found.statements.of(text) == "..."
    assert (found.indent, found.return_annotation) == ("    ", "float")
    assert (found.is_stub, found.is_method, found.is_async, found.is_broken) == (True, False, False, False)


def test_parameters_of_every_kind() -> None:
    text = "def f(a, b: int = 1, /, c=2, *d: str, e, g: float = (3), **h): ..."
    assert [(p.name, p.kind, p.annotation, p.default) for p in only(text).parameters] == [
        ("a", "positional_only", None, None),
        ("b", "positional_only", "int", "1"),
        ("c", "positional", None, "2"),
        ("d", "var_positional", "str", None),
        ("e", "keyword_only", None, None),
        ("g", "keyword_only", "float", "(3)"),
        ("h", "var_keyword", None, None),
    ]
    assert [p.kind for p in only("def f(a, *, b): ...").parameters] == ["positional", "keyword_only"]


def test_names_are_as_python_has_them() -> None:
    # The micro sign is the Greek letter to Python.
    found = only("def \u00b5(\u00b5_max): ...")
    assert (found.name, found.parameters[0].name) == ("\u03bc", "\u03bc_max")


@pytest.mark.parametrize(
    ("body", "is_stub"),
    [
        ("...", True),
        ("pass", True),
        ("raise NotImplementedError", True),
        ("raise NotImplementedError('later')", True),
        ("'doc'", True),
        ("'doc'; ...", True),
        ("return 1", False),
        ("raise ValueError", False),
        ("pass; return 1", False),
    ],
)
def test_stubs(body: str, is_stub: bool) -> None:
    assert only(f"def f():\n    {body}\n").is_stub is is_stub
    assert only(f"def f(): {body}").is_stub is is_stub


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        ('"""a"""', "a"),
        ("'a'", "a"),
        ('r"\\alpha"', "\\alpha"),
        ("u'''a\nb'''", "a\nb"),
        ("('a')", "a"),
        ('""', ""),
        ("f'{x}'", None),
        ("b'a'", None),
        ("'a' f'{x}'", None),
        ("'a', 'b'", None),
        ("'a' % 2", None),
    ],
)
def test_what_is_a_docstring(literal: str, text: str | None) -> None:
    source = f"def f(x):\n    {literal}\n    return x\n"
    found = only(source)
    assert (found.docstring_text and found.docstring_text.of(source)) == text


def test_two_functions_of_one_name_and_nested_ones() -> None:
    text = """
class A:
    def f(self): ...
    class B:
        def f(self): ...
if x:
    def f(): ...
else:
    def f():
        def g():
            async def f(): ...
"""
    assert [(each.qualified_name, each.ordinal, each.is_method) for each in functions(text)] == [
        ("A.f", 0, True),
        ("A.B.f", 0, True),
        ("f", 0, False),
        ("f", 1, False),
        ("f.g", 0, False),
        ("f.g.f", 0, False),
    ]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("f", ["f#0", "f#1"]),
        ("f#1", ["f#0"]),
        ("f#2", ["f#1"]),
        ("f#3", []),
        ("f#0", []),
        ("f#x", []),
        ("A.m", ["A.m#0"]),
        ("m", ["A.m#0", "B.m#0"]),
        ("m#2", ["B.m#0"]),
        ("größe", ["größe#0"]),
        ("gro\u0308\u00dfe", ["größe#0"]),
        ("A", []),
    ],
)
def test_named(name: str, found: list[str]) -> None:
    text = """
def f(): ...
def f(): ...
class A:
    def m(self): ...
class B:
    def m(self): ...
def größe(): ...
"""
    assert [f"{each.qualified_name}#{each.ordinal}" for each in named(text, name)] == found


@pytest.mark.parametrize(
    "above",
    [
        "x = (1,",
        "x = foo(bar[1, {2: 3",
        "y =",
        "if True",
        "def broken(a, b",
        "class Torn(Base",
        "    stray = 1",
        "print 'old'; x = = 2",
        'text = "open',
        "def a():\n    x = (1,\n    y = 2",
        'def a():\n    """Never closed.\n    x = 1',
        "from math import (sin,",
        "for in x:",
        "x = '''never closed",
    ],
)
def test_a_stub_below_an_error(above: str) -> None:
    stub = 'def f(x: float) -> float:\n    """Twice x."""\n    ...'
    text = f'{above}\n\n\n{stub}\n\n\ndef g(y):\n    """Other."""\n    return y\n'
    f, g = functions(text)[-2:]
    assert f.span.of(text) == stub
    assert (f.name, f.is_stub, f.is_broken) == ("f", True, False)
    assert f.docstring_text and f.docstring_text.of(text) == "Twice x."
    assert [(p.name, p.annotation) for p in f.parameters] == [("x", "float")]
    assert g.statements.of(text) == "return y"


@pytest.mark.parametrize(
    "below", ["x = (1,", "y =", "if True", "def broken(a, b", "'''never closed", ")", "def h("]
)
def test_a_stub_above_an_error(below: str) -> None:
    stub = 'def f(x):\n    """Twice x."""\n    ...'
    text = f"{stub}\n\n{below}\n"
    found = functions(text)[0]
    assert found.span.of(text) == stub
    assert not found.is_broken


def test_a_method_stays_one_after_a_stray_line() -> None:
    text = "class A:\n    def f(self): ...\nx = (\n    def g(self):\n        '''Doc.'''\n"
    assert [(each.qualified_name, each.is_method) for each in functions(text)] == [
        ("A.f", True),
        ("A.g", True),
    ]


@pytest.mark.parametrize(
    ("text", "signature", "docstring", "statements"),
    [
        ("def f(x):\n    '''Doc.'''\n    y = (\n", "def f(x):", "Doc.", "y = ("),
        ("def f(x)\n    '''Doc.'''\n    ...\n", "def f(x)", "Doc.", "..."),
        ("def f(x,\n    '''Doc.'''\n    ...\n", "def f(x,", "Doc.", "..."),
        ("def f(x):\n    '''Doc.'''\n    return x +\n\nz = 1\n", "def f(x):", "Doc.", "return x +"),
        ("def f(x):\n\nz = 1\n", "def f(x):", None, ""),
        ("def f(x):\n    '''Open\n    ...\n", "def f(x):", None, "'''Open\n    ..."),
        ("def f(\n    x,\n) -> float:\n    x = [\n", "def f(\n    x,\n) -> float:", None, "x = ["),
    ],
)
def test_a_function_that_is_broken_itself(
    text: str, signature: str, docstring: str | None, statements: str
) -> None:
    found = functions(text)[0]
    assert found.is_broken
    assert found.signature.of(text) == signature
    assert (found.docstring_text and found.docstring_text.of(text)) == docstring
    assert found.statements.of(text).strip() == statements


@pytest.mark.parametrize(
    ("text", "indent"),
    [
        ("def f(): ...", "    "),
        ("def f(): ...\ndef g():\n\tpass", "\t"),
        ("class A:\n  def f(self): ...\n", "    "),
        ("class A:\n\tdef f(self):\n\t\tpass", "\t\t"),
        ("def f():\n   pass\nif x:\n  y\n", "   "),
        ("\x0cdef f():\r\n\x0c  pass", "  "),
    ],
)
def test_the_indentation_of_a_body(text: str, indent: str) -> None:
    assert functions(text)[0].indent == indent


def test_words_in_strings_and_comments_define_nothing() -> None:
    text = "x = (\n# def a(): ...\ns = '''\ndef b(): ...\n'''\nt = 'def c(): ...'\ndef d(): ...\n"
    assert [each.name for each in functions(text)] == ["d"]
