"""Which packages are imported once for a whole batch."""

from __future__ import annotations

import pytest

from ansatz_sandbox import Job
from ansatz_sandbox.host import preload

NUMPY = {"numpy", "numpy.random"}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x = 1", set[str]()),
        ("import numpy as np", NUMPY),
        ("import os, numpy as np, sys  # numbers", NUMPY),
        ("def f():\n    import numpy.linalg", NUMPY | {"numpy.linalg"}),
        ("from numpy import sin", NUMPY),
        ("from scipy import integrate\ndef f(): pass", {"scipy", "scipy.integrate"}),
        (
            "from scipy import (\n    constants as c,\n    special,\n)",
            {"scipy", "scipy.constants", "scipy.special"},
        ),
        ("from scipy.integrate import quad", {"scipy", "scipy.integrate"}),
        ("import numpyro, scipylike.numpy", set[str]()),
        ("import numpy; print(1)\nthis is no Python", NUMPY),
    ],
)
def test_heavy_packages_are_seen_in_the_code(code: str, expected: set[str]) -> None:
    assert set(preload.modules([Job(code, "f", ())], carries_arrays=False)) == expected


def test_arrays_need_numpy() -> None:
    assert set(preload.modules([Job("def f(x): pass", "f", ())], carries_arrays=True)) == NUMPY
