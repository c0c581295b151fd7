"""The document that servers are measured on: a few hundred ordinary lines, and one stub with a spec."""

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

_TITLES = ("Sum", "Load", "Mass", "Charge", "Dose", "Count", "Yield", "Drift", "Gain")
_COPIES = 36


def _document() -> str:
    functions = [
        _FUNCTION.format(
            name=f"{_TITLES[number % len(_TITLES)].lower()}_{number}",
            title=_TITLES[number % len(_TITLES)],
            factor=number + 1,
        )
        for number in range(_COPIES)
    ]
    return f'"""Totals of many kinds."""\n\n\n{"".join(functions)}{_STUB}'


SAMPLE = _document()
_LINES = SAMPLE.split("\n")

HOVER_LINE = next(number for number, line in enumerate(_LINES) if line.startswith("def dose_"))
HOVER_CHARACTER = len("def do")
"""In the name of a function near the top."""

STUB_LINE = next(number for number, line in enumerate(_LINES) if line.startswith("def orbital_period"))
STUB_CHARACTER = len("def or")
"""In the name of the function that is generated; both count from 0."""
