"""What it takes to be `verified`: a claim that says what the value is, not only something about it."""

import pytest

from support.judging import judged_module

DECAY = '''
import math


def left(n0, tau, t):
    """Nuclei left after a time{equation}.

    >>> left(8.0, 1.0, 0.0)
    8.0

    Args:
        n0: nuclei at the start, > 0.
        tau: mean life in s, > 0.
        t: time in s, >= 0.

    Returns:
        Nuclei that are left.
    """
    return n0 * math.exp(-t / tau)
'''
SCORE = '''
def score(a: str, b: str) -> int:
    """Places at which two words differ, of as many as the shorter one has.

    Symmetric in a and b.

    >>> score("karol", "kathr")
    3
    >>> score("", "x")
    0
    """
    return sum({how} for x, y in zip(a, b))
'''


def test_an_equation_settles_the_value():
    found = judged_module(DECAY.replace("{equation}", r", :math:`N = n_0 e^{-t / \tau}`"), "left")
    assert found.level in {"verified", "plausible"}
    assert not any("no equation" in reason for reason in found.reasons)


@pytest.mark.parametrize("how", ["x != y", "x != y or x == 'q'"])
def test_an_example_and_a_symmetry_settle_nothing(how):
    # The second counts every q, which neither the example nor the symmetry shows.
    found = judged_module(SCORE.replace("{how}", how), "score")
    assert found.level == "plausible"
    assert any("other values" in reason for reason in found.reasons)
