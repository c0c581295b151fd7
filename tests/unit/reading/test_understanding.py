"""What a person is told about their docstring, and the wording that closes its gaps."""

from ansatz.core.understanding import Understanding
from ansatz.reading.read import read_spec
from ansatz.reading.understanding import understanding_of
from ansatz.targets import functions


def _understood(text: str) -> Understanding:
    (target,) = functions(text)
    return understanding_of(read_spec(text, target), text)


def _applied(text: str, understanding: Understanding, kind: str, number: int = 0) -> str:
    proposals = [p for gap in understanding.gaps if gap.kind == kind for p in gap.proposals]
    chosen = proposals[number]
    return text[: chosen.span.start] + chosen.text + text[chosen.span.end :]


KINETIC = '''def kinetic_energy(m, v):
    """Kinetic energy.

    E = m * v**2 / 2

    Parameters
    ----------
    m : float
        Mass [kg].
    v : float
        Speed.

    Returns
    -------
    E : float
        Energy [J].
    """
'''


def test_equations_and_quantities_are_told_as_they_were_understood():
    told = _understood(KINETIC.replace("Speed.", "Speed [m/s]."))
    (equation,) = told.equations
    assert equation.rendered == "E = m v² / 2"
    assert [(v.name, v.role, v.unit) for v in told.values] == [
        ("m", "argument", "kg"),
        ("v", "argument", "m/s"),
        ("E", "result", "J"),
    ]
    assert [gap for gap in told.gaps if gap.kind == "unit"] == []


def test_the_one_unit_that_balances_the_equation_is_proposed_and_closes_the_gap():
    told = _understood(KINETIC)
    (gap,) = [gap for gap in told.gaps if gap.kind == "unit"]
    assert "`v`" in gap.message
    changed = _applied(KINETIC, told, "unit")
    assert "Speed [m/s]." in changed
    assert [gap for gap in _understood(changed).gaps if gap.kind == "unit"] == []


def test_the_unit_of_the_result_is_proposed():
    text = KINETIC.replace("Speed.", "Speed [m/s].").replace("Energy [J].", "Energy.")
    assert "Energy [J]." in _applied(text, _understood(text), "unit")


def test_no_unit_is_proposed_where_nothing_has_one():
    text = KINETIC.replace(" [kg]", "").replace(" [J]", "")
    assert _understood(text).gaps == ()


def test_a_range_is_proposed_where_the_equation_has_no_real_value():
    text = KINETIC.replace("E = m * v**2 / 2", "E = sqrt(m) / v").replace(" [kg]", "").replace(" [J]", "")
    told = _understood(text)
    assert "Mass, >= 0." in _applied(text, told, "range")
    assert [p.title for gap in told.gaps for p in gap.proposals] == ["State the range of `m`: >= 0"]


def test_both_bases_of_a_bare_logarithm_are_proposed():
    text = KINETIC.replace("E = m * v**2 / 2", "E = m * log(v)")
    told = _understood(text)
    assert "E = m * ln(v)" in _applied(text, told, "logarithm", 0)
    assert "E = m * log10(v)" in _applied(text, told, "logarithm", 1)
    assert "E = m * ln(v)" in _applied(text, told, "logarithm")
