import numpy as np


def expected(d, a, b, mu):
    return (a - b) * 9.80665 * (d * 1e-6) ** 2 / (18 * mu) * 1e3


def check(f):
    for arguments in [(50.0, 2650.0, 1000.0, 1e-3), (12.0, 1800.0, 998.0, 1.3e-3)]:
        want, got = expected(*arguments), f(*arguments)
        assert np.shape(got) == np.shape(want), np.shape(got)
        np.testing.assert_allclose(got, want, rtol=1e-8)
