import numpy as np


def check(f):
    x = np.arange(30.0)
    c = 1 + 0.2 * x - 0.03 * x**2 + 0.001 * x**3
    assert np.allclose(f(c, 7), c)
    rng = np.random.default_rng(1)
    y = rng.normal(size=40)
    got = np.asarray(f(y, 9))
    for i in range(4, 36):
        k = np.arange(-4, 5)
        assert abs(np.polyval(np.polyfit(k, y[i - 4 : i + 5], 3), 0) - got[i]) < 1e-9
