import math

import numpy as np


def expected(I, T, er):
    return (
        math.sqrt(er * 8.8541878128e-12 * 1.380649e-23 * T / (2 * 6.02214076e23 * 1.602176634e-19**2 * I))
        * 1e9
    )


def check(f):
    for arguments in [(100.0, 298.15, 78.4), (1.0, 310.0, 74.0)]:
        want, got = expected(*arguments), f(*arguments)
        assert np.shape(got) == np.shape(want), np.shape(got)
        np.testing.assert_allclose(got, want, rtol=1e-6)
