import numpy as np


def expected(M):
    return 2 * 6.6743e-11 * M * 1.98847e30 / 299792458**2 / 1e3


def check(f):
    for arguments in [(1.0,), (4.3e6,)]:
        want, got = expected(*arguments), f(*arguments)
        assert np.shape(got) == np.shape(want), np.shape(got)
        np.testing.assert_allclose(got, want, rtol=1e-3)
