"""A small library of made-up routines, indexed once."""

from pathlib import Path

import pytest

from ansatz.library import Builder, LibraryIndex, open_index
from ansatz.library.collected import Argument, Collected


def routine(name: str, doc: str, signature: tuple[Argument, ...] | None = (), kind="function", aliases=()):
    """A collected routine."""
    return Collected(name, tuple(aliases), kind, signature, doc)


def arguments(*names: str) -> tuple[Argument, ...]:
    """`x` must be passed, `x=3` has a default."""
    return tuple(
        Argument(name.partition("=")[0], "positional", name.partition("=")[2] or None) for name in names
    )


ROUTINES = {
    "scipy": (
        routine(
            "scipy.signal.savgol_filter",
            "Apply a Savitzky-Golay filter to an array.\n\nParameters\n----------\nx : array_like\n"
            "    The data to be filtered.\nwindow_length : int\n    The length of the window.\n",
            arguments("x", "window_length", "polyorder", "deriv=0"),
        ),
        routine("scipy.integrate.quad", "Compute a definite integral.", arguments("func", "a", "b")),
        routine(
            "scipy.integrate.solve_ivp",
            "Solve an initial value problem for a system of ODEs.\n\n.. math::\n\n    dy / dt = f(t, y)\n",
            arguments("fun", "t_span", "y0"),
        ),
        routine("scipy.linalg.eig", "Solve an ordinary or generalized eigenvalue problem.", arguments("a")),
        routine("scipy.stats.norm", "A normal continuous random variable.", (), "class"),
        routine("scipy.stats.norm.pdf", "Probability density function.", arguments("x"), "method"),
        routine("scipy.fft.fft", "Compute the 1-D discrete Fourier Transform.", arguments("x")),
        routine("scipy.signal.undocumented", "", arguments("x")),
    ),
    "numpy": (
        routine("numpy.sqrt", "Return the non-negative square-root of an array.", arguments("x"), "ufunc"),
        routine(
            "numpy.fft.fft",
            "Compute the one-dimensional discrete Fourier Transform.\n\nExamples\n--------\n"
            ">>> np.sqrt(np.abs(np.fft.fft(x)))\n",
            arguments("a"),
            aliases=("numpy.fft.fft_again",),
        ),
        routine("numpy.linalg.eig", "Compute the eigenvalues of a square array.", arguments("a")),
    ),
}


def build(path: Path, routines=ROUTINES) -> LibraryIndex:
    """An index of `routines`."""
    builder = Builder(path)
    for package, collected in routines.items():
        builder.add(collected, f"{package}-version")
    builder.finish({"failures": "{}"})
    return open_index(path)


@pytest.fixture
def index(tmp_path: Path):
    made = build(tmp_path / "library.sqlite")
    yield made
    made.close()
