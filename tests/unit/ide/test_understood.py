"""Hover and quick fixes on a docstring, from what reading it gave."""

from ansatz.core.outcome import FunctionReading
from ansatz.core.spec import Fault
from ansatz.core.text import Span
from ansatz.core.understanding import (
    Gap,
    Proposal,
    Understanding,
    UnderstoodEquation,
    UnderstoodValue,
)
from ansatz.ide import understood, wordings

TEXT = 'def f(x):\n    """y = a*b | c_d\n\n    x: width\n    """\n    return x\n'
END = Span(TEXT.index("width") + 5, TEXT.index("width") + 5)
GAP = Gap(
    "unit",
    "no unit is stated for `x`",
    Span(TEXT.index("x: width"), END.end),
    (Proposal("State the unit of `x`: [m]", END, " [m]"),),
)
VALUE = UnderstoodValue("x", "argument", ("x₀",), "m*s", "elementwise", "> 0")
KNOWN = Understanding((UnderstoodEquation(Span(17, 22), "y = a b | c", ("grammar",)),), (VALUE,), (GAP,))


def _reading(understanding: Understanding | None = KNOWN, *faults: Fault) -> list[FunctionReading]:
    return [FunctionReading("f", "f", 0, faults, understanding)]


def test_over_the_docstring_the_understanding_is_shown():
    shown = understood(TEXT, _reading(), TEXT.index("width"))
    assert shown is not None
    assert "y = a b \\| c" in shown.markdown
    assert "| x | x₀ | m\\*s | elementwise | > 0 |" in shown.markdown
    assert "no unit is stated" in shown.markdown
    assert "quick fix" in shown.markdown
    assert shown.span.of(TEXT).startswith('"""y')


def test_elsewhere_and_where_nothing_was_read_it_is_not():
    assert understood(TEXT, _reading(), TEXT.index("return")) is None
    assert understood(TEXT, _reading(None), TEXT.index("width")) is None
    assert understood(TEXT, [], TEXT.index("width")) is None


def test_faults_are_named():
    shown = understood(TEXT, _reading(KNOWN, Fault("units", "m is not s", GAP.span, "")), 20)
    assert shown is not None
    assert "m is not s" in shown.markdown


def test_a_proposal_is_an_edit_at_its_place():
    (wording,) = wordings(TEXT, _reading(), Span(END.start, END.start))
    assert wording.title == "State the unit of `x`: [m]"
    changed = TEXT[: wording.change.span.start] + wording.change.text + TEXT[wording.change.span.end :]
    assert "x: width [m]\n" in changed
    assert wordings(TEXT, _reading(), Span(TEXT.index("return"), TEXT.index("return"))) == ()
