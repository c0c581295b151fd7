"""The document that servers are measured on: ordinary lines, a function with a spec, and a stub with one."""

_FUNCTION = '''\
def {name}(values, scale=1.0):
    """{title} of the values, times a scale.

    The values are taken in order. An empty list gives zero.
    """
    total = 0.0
    for value in values:
        if value is None:
            continue
        total += scale * value * {factor}
    return total


'''

_STUB = '''\
def orbital_period(a, mass):
    """Period of a small body on an orbit around a large one.

    T = 2 pi sqrt(a^3 / (G mass))

    Parameters
    ----------
    a : float
        Semi-major axis [m].
    mass : float
        Mass of the large body [kg].

    Returns
    -------
    T : float
        Period [s].
    """
    raise NotImplementedError
'''

_DONE = '''\
def kinetic_energy(m, v):
    """Energy of motion.

    E = m v^2 / 2

    Parameters
    ----------
    m : float
        Mass [kg].
    v : float
        Speed [m/s].

    Returns
    -------
    E : float
        Energy [J].
    """
    return m * v**2 / 2


'''

_TITLES = ("Sum", "Load", "Mass", "Charge", "Dose", "Count", "Yield", "Drift", "Gain")
_COPIES = 34


def _document() -> str:
    functions = [
        _FUNCTION.format(
            name=f"{_TITLES[number % len(_TITLES)].lower()}_{number}",
            title=_TITLES[number % len(_TITLES)],
            factor=number + 1,
        )
        for number in range(_COPIES)
    ]
    return f'"""Totals of many kinds."""\n\n\n{"".join(functions[:4])}{_DONE}{"".join(functions[4:])}{_STUB}'


SAMPLE = _document()
_LINES = SAMPLE.split("\n")

HOVER_LINE = next(number for number, line in enumerate(_LINES) if line.startswith("def kinetic_energy"))
HOVER_CHARACTER = len("def ki")
"""In the name of a function whose code can be validated; both count from 0, as all places here."""

STUB_LINE = next(number for number, line in enumerate(_LINES) if line.startswith("def orbital_period"))
STUB_CHARACTER = len("def or")
"""In the name of the function that is generated."""
