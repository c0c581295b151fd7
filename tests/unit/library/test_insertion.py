"""What is put into a text for a routine."""

import pytest

from ansatz.core.routine import Found
from ansatz.library import match_of

from .conftest import build


@pytest.mark.parametrize(
    ("name", "call", "line"),
    [
        (
            "scipy.signal.savgol_filter",
            "signal.savgol_filter(x, window_length, polyorder)",
            "from scipy import signal",
        ),
        ("numpy.sqrt", "np.sqrt(x)", "import numpy as np"),
        ("numpy.linalg.eig", "np.linalg.eig(a)", "import numpy as np"),
        ("scipy.stats.norm.pdf", "stats.norm.pdf(x)", "from scipy import stats"),
    ],
)
def test_a_call_has_what_must_be_passed_and_the_import_that_it_needs(index, name, call, line):
    match = match_of(Found(index.routine(name), 1.0, ()))
    assert (match.call, match.import_line) == (call, line)


def test_the_signature_is_written_as_python_has_it(index):
    match = match_of(Found(index.routine("scipy.signal.savgol_filter"), 1.0, ("because",)))
    assert match.signature == "savgol_filter(x, window_length, polyorder, deriv=0)"
    assert match.why == ("because",)


def test_keyword_only_and_starred_parameters_are_marked(tmp_path):
    from ansatz.library.collected import Argument

    from .conftest import routine

    signature = (
        Argument("a", "positional_only", None),
        Argument("b", "positional", "1"),
        Argument("c", "keyword_only", None),
        Argument("rest", "var_keyword", None),
    )
    made = build(tmp_path / "one.sqlite", {"air": (routine("air.moist", "Density of air.", signature),)})
    match = match_of(Found(made.routine("air.moist"), 1.0, ()))
    assert match.signature == "moist(a, /, b=1, *, c, **rest)"
    assert (match.call, match.import_line) == ("air.moist(a, c=c)", "import air")
    made.close()
