import numpy as np


def check(f):
    t = np.arange(50.0)
    rng = np.random.default_rng(3)
    r = rng.normal(size=(50, 3))
    y = r + np.array([1.0, -2.0, 0.5]) * t[:, None] + np.array([3.0, 0.0, 9.0])
    got = np.asarray(f(y))
    assert got.shape == y.shape
    for k in range(3):
        assert np.allclose(got[:, k], y[:, k] - np.polyval(np.polyfit(t, y[:, k], 1), t))
