"""Kept tests run without Ansatz: they pass on right code and fail on the code that was refuted."""

import subprocess
import sys
from pathlib import Path

import pytest

from ansatz.core.evidence import Refuted, Witness
from ansatz.core.record import ClaimRecord, Record
from ansatz.core.text import DocumentSnapshot
from ansatz.pipeline.keeping import NothingToKeep, keep_test
from ansatz.targets import functions
from support import values

CAPACITOR = '''\
import numpy as np


def energy(C, U):
    """Energy stored in a capacitor, E = C * U**2 / 2.

    Parameters
    ----------
    C : float
        Capacitance [uF], positive.
    U : float
        Voltage [V].

    Returns
    -------
    E : float
        Energy [J], >= 0.

    >>> energy(2.0, 1000.0)
    1.0
    """
    return BODY
'''
MEAN = '''\
import numpy as np


def weighted(x, w):
    """Weighted mean m = sum(w_i * x_i) / sum(w_i).

    Parameters
    ----------
    x : ndarray, shape (n,)
        values
    w : ndarray, shape (n,)
        weights, positive

    Returns
    -------
    m : float
    """
    return BODY
'''


def kept(text: str, record: Record | None = None) -> str:
    (target,) = functions(text)
    return keep_test(DocumentSnapshot("file:///science.py", text, 1), target, "science", record).text


FEW = """\
from hypothesis import settings

settings.register_profile("few", max_examples=25, deadline=None, database=None)
settings.load_profile("few")
"""
"""A kept test in seconds, on a busy machine too: its inputs are drawn in fewer numbers."""


def run(folder: Path, text: str, test: str) -> tuple[int, str]:
    (folder / "conftest.py").write_text(FEW, "utf-8")
    (folder / "science.py").write_text(text, "utf-8")
    (folder / "test_kept.py").write_text(test, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_kept.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=100)
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (CAPACITOR, "C * 1e-6 * U**2 / 2", "C * 1e-6 * U**2"),
        (MEAN, "np.dot(w, x) / np.sum(w)", "np.mean(w * x)"),
    ],
)
def test_right_code_passes_and_wrong_code_fails(text: str, right: str, wrong: str, tmp_path: Path) -> None:
    test = kept(text.replace("BODY", right))
    assert "ansatz" not in test.replace("Kept by Ansatz", "")
    code, said = run(tmp_path, text.replace("BODY", right), test)
    assert code == 0, said
    code, said = run(tmp_path, text.replace("BODY", wrong), test)
    assert code == 1 and "equals_its_equation" in said, said


@pytest.mark.parametrize("text", [CAPACITOR, MEAN])
def test_the_refuting_input_is_tried_first(text: str) -> None:
    names = ("C", "U") if text is CAPACITOR else ("x", "w")
    values_of = ("3.0", "4.0") if text is CAPACITOR else ("[1.0, 2.0]", "[1.0, 3.0]")
    witness = Witness(tuple(zip(names, values_of, strict=True)), "1", "2")
    claim = ClaimRecord("c", "equation", "its values equal the equation's", (), Refuted(witness))
    test = kept(text.replace("BODY", "0.0"), values.record(claims=[claim]))
    shown = ", ".join(f"{name}={value}" for name, value in zip(names, values_of, strict=True))
    assert shown in test


def test_witnesses_that_are_no_literals_stay_out() -> None:
    witness = Witness((("C", "__import__('os')"), ("U", "1.0")), "1", "2")
    claim = ClaimRecord("c", "equation", "text", (), Refuted(witness))
    assert "__import__" not in kept(CAPACITOR, values.record(claims=[claim]))


@pytest.mark.parametrize("says", ["Does something.", "y = a*x or y = b*x"])
def test_without_a_statement_there_is_nothing_to_keep(says: str) -> None:
    text = f'def f(x):\n    """{says}"""\n    return x\n'
    with pytest.raises(NothingToKeep):
        kept(text)


def test_a_docstring_stays_text(tmp_path: Path) -> None:
    right = CAPACITOR.replace("BODY", "C * 1e-6 * U**2 / 2")
    hostile = right.replace("Energy stored", 'Energy \\"\\"\\" \\\\n stored')
    code, said = run(tmp_path, hostile, kept(hostile))
    assert code == 0, said
