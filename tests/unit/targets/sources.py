"""Python files as people have them, drawn by Hypothesis: line ends, tabs, decorators, faults and all."""

from dataclasses import dataclass

from hypothesis import strategies as st

NAMES = ("flux", "speed", "größe", "λ_max", "f", "run")
FAULTS = (
    "x = (1,",
    "table = [[1, 2], [3,",
    "y = ",
    "if True",
    "def unfinished(a, b",
    "def colonless(a)",
    'print "text',
    "z = {'a': 1",
    "class Torn(",
    ")",
    "import",
    "from math import (",
    "@decorated(",
    "for in range(3):",
    "return = 3",
)


@dataclass(frozen=True)
class PythonFile:
    """A text, whether Python can parse it, and the qualified names of its functions in order."""

    text: str
    is_sound: bool
    functions: tuple[str, ...]


Rows = list[str]

docstrings = st.sampled_from(
    (
        ['"""Rate of decay, k = ln(2) / t."""'],
        ["'one quote'"],
        ['r"""Energy :math:`E = m c^2`."""'],
        ['"""Wave number.', "", "Parameters", "----------", "x : float", '    Length [m]."""'],
        ["'''def not_a_function(x):", "    return 'no code'", "class Nor:", "'''"],
        ['("""In parentheses.""")'],
        ["'joined ' 'of two'"],
        ['"""Ångström: λ = 2 d sin θ # not a comment', '"""'],
    )
)
stubs = st.sampled_from(
    (
        ["..."],
        ["pass"],
        ["raise NotImplementedError"],
        ["raise NotImplementedError(", "    'later',", ")"],
        ["...  # to do"],
        ["# how: by the book", "...", "# after"],
        ["pass;"],
    )
)
bodies = st.sampled_from(
    (
        ["return 1"],
        ["a = 2", "", "return a  # metres"],
        ["if a:", ">b = 1", "else:", ">b = 2", "return b"],
        ["total = (1 +", "    2)", "return [", "    total,", "]"],
        ["text = '''", "def inside(a):", "'''", "return text"],
        ["# first", "for i in range(3):", ">if i:", ">>continue", ">print(i)"],
        ["x = 1; y = 2; return x + y"],
        ["return f'{1 + 1} # {\"a\"}'"],
        ["with open('f') as g: return g"],
    )
)
decorators = st.sampled_from(([], [], ["@staticmethod"], ["@wraps(", "    1,", ")"], ["@a.b", "@c  # why"]))
signatures = st.sampled_from(
    ("(x)", "()", "(x, /, y=1, *rest, key: int = (2), **more) -> float", "(x: 'λ', λ=3)", "(", "(x,  # first")
)


def _indented(rows: Rows, step: str) -> Rows:
    return [f"{step}{row}" if row else row for row in rows]


def _steps(rows: Rows, step: str) -> Rows:
    return [step * (len(row) - len(row.lstrip(">"))) + row.lstrip(">") for row in rows]


def _literal_rows(rows: Rows, step: str) -> Rows:
    """Rows indented, but not those that stand in a triple-quoted string of column 0."""
    found, inside = Rows(), False
    for row in rows:
        found.append(row if inside or not row else step + row)
        if (row.count('"""') + row.count("'''")) % 2:
            inside = not inside
    return found


@st.composite
def _functions(draw: st.DrawFn, step: str, depth: int) -> tuple[Rows, list[str]]:
    name = draw(st.sampled_from(NAMES))
    head = f"{draw(st.sampled_from(('def', 'async def')))} {name}"
    signature = draw(signatures)
    rows = Rows(draw(decorators))
    if signature == "(":
        rows += [f"{head}(", f"{step}x,", ") -> float:"]
    elif signature.startswith("(x,  #"):
        rows += [f"{head}{signature}", "       y):"]
    else:
        rows.append(f"{head}{signature}:")
    doc = draw(st.one_of(st.none(), docstrings))
    form = draw(st.sampled_from(("stub", "body", "one line", "docstring")))
    if form == "one line":
        tail = [*(doc or [])[: len(doc or []) == 1], draw(st.sampled_from(("...", "pass", "return 1; ")))]
        rows[-1] += " " + "; ".join(tail) + draw(st.sampled_from(("", "  # why")))
        return rows, [name]
    inner, names = Rows(), list[str]()
    if depth and draw(st.booleans()):
        inner, below = draw(_functions(step, depth - 1))
        names = [f"{name}.{each}" for each in below]
    content = draw(bodies) if form == "body" else draw(stubs) if form == "stub" else []
    if form == "docstring":
        doc = doc or ['"""Only this."""']
    rows += _literal_rows(doc or [], step)
    rows += _literal_rows(inner, step)
    rows += _literal_rows(_steps(content, step), step)
    return rows, [name, *names]


@st.composite
def _classes(draw: st.DrawFn, step: str) -> tuple[Rows, list[str]]:
    name = draw(st.sampled_from(("Model", "Größe")))
    rows = [f"class {name}{draw(st.sampled_from(('', '(object)', '()')))}:"]
    names = list[str]()
    for _ in range(draw(st.integers(1, 2))):
        method, below = draw(_functions(step, 0))
        rows += ["", *_literal_rows(method, step)]
        names += [f"{name}.{each}" for each in below]
    return rows, names


@st.composite
def _conditionals(draw: st.DrawFn, step: str) -> tuple[Rows, list[str]]:
    function, names = draw(_functions(step, 0))
    other, more = draw(_functions(step, 0))
    rows = ["if True:", *_literal_rows(function, step), "else:", *_literal_rows(other, step)]
    return rows, [*names, *more]


statements = st.sampled_from(
    (
        ["K = 1.5  # constant"],
        ["table = {", "    'a': (1, 2),", "}"],
        ["# a comment: def no(x):"],
        ["\f"],
        ["text = '''", "def hidden(x): ...", "'''"],
        ["np = 3"],
        ["long = 1 + \\", "    2"],
        ["a = 1; b = 2"],
    )
)
tops = st.sampled_from(
    (
        [],
        ["#!/usr/bin/env python"],
        ["#!/usr/bin/env python", "# -*- coding: utf-8 -*-", "# Licence", "", "# About K."],
        ['"""Module."""'],
        ["'''Module", "of several lines.", "'''", "from __future__ import annotations", ""],
        ["# Header", "", '"""Module."""', "", "import numpy as np", "import os; import sys", ""],
        ["from scipy import (", "    constants,", ")", "import scipy"],
        ["try:", "    import numpy as np", "except ImportError:", "    np = None"],
        ["from numpy import *"],
    )
)


@st.composite
def python_files(draw: st.DrawFn, *, faulty: bool | None = None) -> PythonFile:
    """A file with one function or more. `faulty`: with a syntax error on some top-level line."""
    step = draw(st.sampled_from(("    ", "\t", "  ")))
    pieces = list[tuple[Rows, list[str]]]()
    for _ in range(draw(st.integers(0, 3))):
        kinds = st.one_of(
            _functions(step, 1),
            _classes(step),
            _conditionals(step),
            st.tuples(statements, st.just(list[str]())),
        )
        pieces.append(draw(kinds))
    pieces.insert(draw(st.integers(0, len(pieces))), draw(_functions(step, 1)))
    is_faulty = draw(st.booleans()) if faulty is None else faulty
    if is_faulty:
        fault = ([draw(st.sampled_from(FAULTS))], list[str]())
        pieces.insert(draw(st.integers(0, len(pieces))), fault)
    rows = Rows(draw(tops))
    for piece, _ in pieces:
        rows += [*piece, *[""] * draw(st.integers(0, 2))]
    endings = st.sampled_from(("\n", "\r\n", "\r"))
    if draw(st.integers(0, 3)):
        ending = draw(endings)
        text = "".join(row + ending for row in rows)
    else:
        text = "".join(row + draw(endings) for row in rows)
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    if draw(st.integers(0, 4)) == 0 and not text.startswith("#!"):
        text = "\ufeff" + text
    return PythonFile(text, not is_faulty, tuple(name for _, names in pieces for name in names))
