"""Docstrings that mean harm: they are read within bounds, and nothing in them is run."""

import builtins

import pytest

from ansatz.reading.read import read_spec
from support.specs import only_function, stub

HOSTILE = {
    "megabytes": "y = x + 1\n" + "prose without end " * 200_000,
    "equations": "\n".join(f"y_{n} = x + {n}" for n in range(5000)),
    "displays": "\n\n".join(f".. math:: y_{{{n}}} = x^{{{n}}}" for n in range(3000)),
    "commas": ".. math:: y = " + ",".join("x=1" for _ in range(15_000)),
    "functions": "\n".join(f"f_{n}(x) = f_{n + 1}(x) + 1" for n in range(2000)),
    "circle": "a(x) = b(x) + 1\nb(x) = a(x) + 1\ny = a(x) + b(x)",
    "doubling": "\n".join(f"f{n}(t) = f{n + 1}(t) * f{n + 1}(t)" for n in range(30)) + "\ny = f0(x) + f0(x)",
    "powers": "y = " + "**".join(["9"] * 400),
    "exponents": r".. math:: y = " + "x^{" * 200 + "2" + "}" * 200,
    "subscripts": r".. math:: y = " + "x_{" * 200 + "i" + "}" * 200,
    "integrals": r".. math:: y = " + r"\int_0^x " * 60 + "t" + " dt" * 60,
    "sums": r".. math:: y = " + r"\sum_{k=0}^{\infty} " * 60 + "x^k",
    "factorials": "y = x" + "!" * 250,
    "brackets": "y = " + "(" * 1500 + "x" + ")" * 1500,
    "fractions": ".. math:: y = " + r"\frac{" * 1500 + "x",
    "cases": r".. math:: y = \begin{cases}" + r"x & x > 1 \\ " * 1500 + r"\end{cases}",
    "signs": "y = " + "x = " * 400,
    "backticks": "`" * 4000 + "y = x" + "`" * 4000,
    "code": "y = __import__('os').system('id')\ny = eval('1')\n.. math:: y = exec(x)",
    "numbers": "y = " + "9" * 1900,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_read_within_bounds_and_runs_nothing(name, monkeypatch):
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("text of a docstring was run")

    text = stub("wanted(x)", f"Summary.\n\n{HOSTILE[name]}\n\nx: number\n\nReturns y.")
    target = only_function(text)
    monkeypatch.setattr(builtins, "eval", forbidden)
    spec = read_spec(text, target)
    assert spec.name == "wanted"
    assert all(len(reading.statements) <= 200 for reading in spec.readings)
