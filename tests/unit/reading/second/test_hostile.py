"""Docstrings made to cost much or to run something: the second reader gives up, and says why."""

import pytest

from ansatz.core.spec import Reading
from ansatz.core.target import ParameterSource
from ansatz.core.text import Span
from ansatz.reading.second.reader import Silence, read_or_say_why

ARGUMENTS = tuple(ParameterSource(name, "positional", Span(0, 0)) for name in ("a", "b", "x"))
HOSTILE = {
    "equations": "\n".join(f"y{n} = a*x + b" for n in range(2900)),
    "displays": "\n".join(f".. math:: y_{{{n}}} = a x + b\n" for n in range(1400)),
    "chain": "y = a" + "".join(f"\ny{n} = y{n - 1} + a" for n in range(1, 100)),
    "doubling": "\n".join(f"c{n} = c{n + 1} + c{n + 1}" for n in range(40)) + "\ny = c0*a*b*x",
    "doubling functions": "\n".join(f"f{n}(x) = f{n + 1}(x) + f{n + 1}(x)" for n in range(40))
    + "\ny = f0(x)\nf40(x) = x",
    "braces": ".. math:: y = " + "{" * 900 + "a" + "}" * 900,
    "brackets": "y = " + "(" * 900 + "a" + ")" * 900,
    "integrals": ".. math:: y = " + r"\int_0^1 " * 100 + "x" + " dx" * 100,
    "long line": "y = " + "a " * 20_000,
    "signs": "=" * 1900,
    "openings": ("\\[ x " * 200 + "\n") * 40,
    "environments": ("\\begin{align} " * 100 + "\n") * 30,
    "words": ("the value of x is in the unit of a and b " * 40 + "\n") * 30,
    "megabytes": "y = a\n" * 300_000,
    "code": "y = __import__('os').system('id') + a*b*x",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_it_gives_up(body):
    found = read_or_say_why(f"Summary.\n\n{body}\n\na: first\nb: second\nx: third\n\nReturns y.", ARGUMENTS)
    assert isinstance(found, Silence)
    assert found.why


def test_powers_of_powers_are_not_computed_by_reading():
    found = read_or_say_why("y = 9**(9**(9**(9**9))) * a * b * x", ARGUMENTS)
    assert isinstance(found, Reading)
